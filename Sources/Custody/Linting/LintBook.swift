internal import Primitives

/// The statements under examination, by what they speak of.
struct LintBook {
    let statements: [LintedStatement]
    let expiry: ExpiryPolicy
    let otherHome: CustodyLinter.OtherHome
    let byDigest: [SHA256Digest: LintedStatement]
    let deposits: [ConsignmentKey: [LintedStatement]]
    let seals: [ConsignmentKey: [LintedStatement]]
    let lanes: [Lane: [LintedStatement]]

    init(
        _ unordered: [LintedStatement], _ expiry: ExpiryPolicy,
        _ otherHome: @escaping CustodyLinter.OtherHome
    ) {
        let statements = unordered.sorted { first, second in
            first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
        }
        self.statements = statements
        (self.expiry, self.otherHome) = (expiry, otherHome)
        byDigest = Dictionary(statements.map { ($0.digest, $0) }) { first, _ in first }
        deposits = Self.group(statements.filter { $0.event == .deposit })
        seals = Self.group(statements.filter { $0.event == .sealed })
        var lanes: [Lane: [LintedStatement]] = [:]
        for statement in statements where statement.event != .deposit {
            for lane in statement.lanes { lanes[lane, default: []].append(statement) }
        }
        self.lanes = lanes
    }

    private static func group(
        _ statements: [LintedStatement]
    ) -> [ConsignmentKey: [LintedStatement]] {
        var groups: [ConsignmentKey: [LintedStatement]] = [:]
        for statement in statements {
            if let key = statement.consignment { groups[key, default: []].append(statement) }
        }
        return groups
    }

    var contradictions: [Contradiction] {
        identities + brokerNames + identifiers + numbers
            + lanes.flatMap { lane, statements in contradictions(of: lane, statements) }
            + statements.flatMap { disagreement(of: $0) + misplacement(of: $0) }
            + transferContradictions + disposalContradictions + consentContradictions
    }

    /// The deposit of a consignment, if there is exactly one.
    func deposit(of key: ConsignmentKey?) -> (LintedStatement, DepositStatement)? {
        guard let key, let found = deposits[key], found.count == 1, let only = found.first,
            let content = only.content as? DepositStatement
        else { return nil }
        return (only, content)
    }

    /// Pairs each statement with the ones that share a key with it; groups of one are left out.
    func clashes<Key: Hashable>(
        _ items: [(key: Key, statement: LintedStatement)]
    ) -> [[LintedStatement]] {
        var groups: [Key: [SHA256Digest: LintedStatement]] = [:]
        for item in items { groups[item.key, default: [:]][item.statement.digest] = item.statement }
        return groups.values.filter { $0.count > 1 }.map { Array($0.values) }
    }
}

/// Who is who, and which numbers were given.
extension LintBook {
    var identities: [Contradiction] {
        var found: [Contradiction] = []
        if Set(statements.map(\.mode)).count > 1 {
            found.append(
                Contradiction(
                    .modesMixed, "training material and live material lie together",
                    statements.filter { $0.mode == .training }))
        }
        let named = statements.flatMap { statement in
            statement.organisations.map { (organisation: $0, statement: statement) }
        }
        let names = Dictionary(grouping: named) { $0.organisation.name }
        for (name, uses) in names where Set(uses.map(\.organisation.fingerprint)).count > 1 {
            found.append(
                Contradiction(
                    .nameOfTwo, "\(name.text) is the name of two different organisations here",
                    uses.map(\.statement)))
        }
        let fingerprints = Dictionary(grouping: named) { $0.organisation.fingerprint }
        for uses in fingerprints.values where Set(uses.map(\.organisation.name)).count > 1 {
            found.append(
                Contradiction(
                    .fingerprintOfTwo, "one organisation stands here under two names",
                    uses.map(\.statement)))
        }
        return found
    }

    var identifiers: [Contradiction] {
        deposits.filter { $0.value.count > 1 }.map { key, statements in
            Contradiction(
                .duplicateIdentifier,
                "consignment \(key.consignment.text) has more than one outer statement", statements)
        }
            + seals.filter { $0.value.count > 1 }.map { key, statements in
                Contradiction(
                    .secondSeal, "consignment \(key.consignment.text) was sealed more than once",
                    statements)
            }
    }

    var numbers: [Contradiction] {
        // A broker may change its key, and one that lies its name.
        let places = statements.flatMap { statement in
            (statement.content as? ContentConsignment).map { content in
                [Numberer.name(content.step.issuer.broker), .key(statement.signer)].map {
                    (MailboxNumber($0, content), statement)
                }
            } ?? []
        }
        return streamClashes.map {
            Contradiction(
                .streamNumberTwice,
                "one device gave the same number to two deliveries to one mailbox", $0)
        }
            + clashes(places).map {
                Contradiction(
                    .mailboxNumberTwice,
                    "the home broker gave one number of a mailbox to two deliveries", $0)
            }
    }

    /// Statements that give one stream number to different deposits, or give it up for another.
    private var streamClashes: [[LintedStatement]] {
        var uses: [StreamKey: [(deposit: SHA256Digest, statement: LintedStatement)]] = [:]
        for statement in statements {
            if let content = statement.content as? DepositStatement {
                for destination in content.destinations {
                    guard let stream = destination.stream else { continue }
                    uses[StreamKey(mailbox: destination.mailbox, stream: stream), default: []]
                        .append((statement.digest, statement))
                }
            } else if let content = statement.content as? SkippedStatement {
                uses[StreamKey(mailbox: content.mailbox, stream: content.stream), default: []]
                    .append((content.deposit, statement))
            }
        }
        return uses.values.filter { Set($0.map(\.deposit)).count > 1 }.map { $0.map(\.statement) }
    }

    private struct StreamKey: Hashable {
        let mailbox: MailboxAddress
        let stream: DepositStatement.StreamPosition
    }

    /// Who numbers a mailbox.
    private enum Numberer: Hashable {
        case name(OrganisationName)
        case key(KeyID)
    }

    private struct MailboxNumber: Hashable {
        let broker: Numberer
        let mailbox: MailboxAddress
        let number: Int64

        init(_ broker: Numberer, _ content: ContentConsignment) {
            self.broker = broker
            mailbox = content.step.mailbox
            number = content.number
        }
    }
}
