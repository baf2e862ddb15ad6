import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import Report
import SystemPackage
import Verification

/// Every signed statement of a case and of the evidence about it, each once, judged by itself.
struct StatementGathering {
    let known: KnownParties
    let mode: Mode
    let depositTime: Timestamp?
    private(set) var found: [FoundStatement] = []
    private(set) var unreadable: [String] = []
    /// Those who signed any of them.
    private(set) var organisations: [OrganisationReference] = []
    private var signed: [SignedStatement] = []
    private var paths: [SHA256Digest: String] = [:]
    private var bounds: [SHA256Digest: Timestamp] = [:]
    private var mailboxes: [SHA256Digest: MailboxAddress] = [:]

    init(known: KnownParties, mode: Mode, depositTime: Timestamp?) {
        (self.known, self.mode, self.depositTime) = (known, mode, depositTime)
    }

    /// - Throws: `FileError` when the disk fails.
    mutating func collect(
        _ place: FilePath, _ evidence: EvidenceFolder?, _ evidenceBounds: [String: Timestamp]
    ) throws {
        if let evidence { add(evidence, evidenceBounds) }
        try collect(place.appending("bag").appending("custody"), as: "bag/custody")
        try collect(place, as: "")
        try collect(place.appending("evidence"), as: "evidence")
        for statement in UnverifiedCustodyChain.ordered(signed) { judge(statement) }
    }

    /// Those of an evidence folder alone.
    mutating func collect(_ evidence: EvidenceFolder, _ bounds: [String: Timestamp]) {
        add(evidence, bounds)
        for statement in UnverifiedCustodyChain.ordered(signed) { judge(statement) }
    }

    private mutating func add(_ evidence: EvidenceFolder, _ evidenceBounds: [String: Timestamp]) {
        for statement in evidence.statements {
            add(statement.signed, path: "evidence: " + statement.path)
            bounds[statement.signed.digest] = evidenceBounds[statement.path]
        }
        for lane in evidence.lanes {
            for statement in lane.statements { mailboxes[statement.signed.digest] = lane.mailbox }
        }
    }

    /// NAME.json with NAME.json.sig beside it.
    private mutating func collect(_ folder: FilePath, as prefix: String) throws {
        guard PrivateFolder.isFolder(folder) else { return }
        let names = try PrivateFolder.names(in: folder).sorted()
        let there = Set(names)
        for name in names.prefix(StatementLimits.chainLength * 4) where name.hasSuffix(".json") {
            guard there.contains(name + ".sig") else { continue }
            let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
            do {
                let entry = String(name.dropLast(5)) + ".entry"
                add(
                    try SignedStatement(
                        json: PrivateFile.read(
                            folder.appending(name), limit: StatementLimits.textSizeInBytes),
                        signature: PrivateFile.read(
                            folder.appending(name + ".sig"),
                            limit: StatementLimits.signatureSizeInBytes),
                        entry: there.contains(entry)
                            ? PrivateFile.read(
                                folder.appending(entry), limit: OpeningFile.sizeInBytes) : nil),
                    path: String(path.dropLast(5)))
            } catch is StatementError {
                unreadable.append(path)
            } catch FileError.tooLarge, FileError.notAFile {
                unreadable.append(path)
            }
        }
    }

    /// The first place counts: an evidence folder has the proofs beside it.
    private mutating func add(_ statement: SignedStatement, path: String) {
        guard paths[statement.digest] == nil else { return }
        paths[statement.digest] = path
        signed.append(statement)
    }

    private mutating func judge(_ statement: SignedStatement) {
        let path = paths[statement.digest] ?? ""
        var answer: SignerAnswer?
        var standing = FoundStatement.Standing.broken
        do {
            if statement.entry != nil { _ = try statement.openingFile() }
            let link = try statement.link(mode: mode) { claim in
                answer = known.answer(claim, depositTime: depositTime)
                return answer?.key
            }
            standing = Self.standing(answer, isLinked: link != nil)
        } catch {
            // Whatever it is that does not hold: it is told as one that does not.
            standing = .broken
        }
        var one = FoundStatement(path: path, digest: statement.digest, standing: standing)
        let parsed = try? Statement(parsing: statement.json)
        one.event = parsed?.event
        one.predicate = parsed?.predicate ?? .null
        one.previous = statement.claimedPrevious
        one.bound = bounds[statement.digest]
        one.mailbox = mailboxes[statement.digest]
        if let claim = statement.anySignerClaim(mode: mode) { describe(claim, &one) }
        found.append(one)
    }

    private func period(_ key: KeyStanding) -> FoundStatement.KeyPeriod {
        FoundStatement.KeyPeriod(
            from: key.from, until: key.until, isRevoked: key.isRevoked && key.until <= known.now)
    }

    private static func standing(
        _ answer: SignerAnswer?, isLinked: Bool
    ) -> FoundStatement.Standing {
        switch answer {
        case .confirmed where isLinked: .confirmed
        case .offered where isLinked: .offered
        case .stranger, nil: .stranger
        default: .notCounting
        }
    }

    private mutating func describe(_ claim: SignerClaim, _ one: inout FoundStatement) {
        one.keyID = claim.keyID
        one.time = claim.claimedTime
        switch claim.party {
        case .broker(let name):
            one.party = name.text
            one.isBroker = true
        case .organisation(let reference):
            one.party = reference.name.text
            one.organisation = reference
            if !organisations.contains(reference) { organisations.append(reference) }
            let key = known.organisation(reference.fingerprint)?.standing(
                claim, at: claim.claimedTime)
            one.role = key?.label.text
            one.period = key.map { period($0) }
        }
    }
}

/// What was done after receipt, after all that was said about the delivery.
extension StatementGathering {
    mutating func add(_ acts: CaseActs) {
        for entry in acts.history?.entries ?? [] { add(entry, acts) }
        // Of what does not hold nothing is told but that it is there.
        for files in acts.history?.refused ?? [] {
            let path = Self.path(files.number)
            guard case .success(let signed)? = files.signed else {
                unreadable.append(path + ".json")
                continue
            }
            var one = FoundStatement(path: path, digest: signed.digest, standing: .broken)
            one.actNumber = files.number
            found.append(one)
        }
    }

    private mutating func add(_ entry: CustodyActHistory.Entry, _ acts: CaseActs) {
        let (act, issuer) = (entry.act, entry.act.issuer)
        let answer = acts.answer(entry)
        var one = FoundStatement(
            path: Self.path(entry.number), digest: entry.signed.digest,
            standing: Self.standing(answer, isLinked: entry.isSignerKnown))
        one.predicate = (try? JSONValue.parse(entry.signed.json))?["predicate"] ?? .null
        (one.isAct, one.actNumber) = (true, entry.number)
        one.previous = act.position.previous
        one.party = issuer.organisation.name.text
        one.organisation = issuer.organisation
        one.keyID = issuer.keyID
        one.time = act.claimedTime
        let key = acts.standing(entry)
        one.role = key?.label.text
        one.period = key.map { period($0) }
        if !organisations.contains(issuer.organisation) {
            organisations.append(issuer.organisation)
        }
        found.append(one)
    }

    private static func path(_ number: Int) -> String {
        let file = SignedCustodyAct.fileName(number).dropLast(".json".utf8.count)
        return CustodyActFolder.name + "/" + file
    }
}
