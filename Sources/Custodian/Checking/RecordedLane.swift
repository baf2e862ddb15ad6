import BrokerAPI
import Custody
package import Primitives
import SystemPackage
import Verification

/// What is kept of what a broker recorded about one lane, held against what it lists now.
///
/// A broker only adds to a lane. What it once showed, and this home verified and kept, stays.
struct RecordedLane {
    let consignment: ConsignmentID
    let mailbox: MailboxAddress
    private let folder: StatementFolder
    /// Where statements are put that speak against what is kept, or against who signed them.
    let conflict: StatementFolder
    private let kept: [(name: String, statement: SignedStatement)]

    /// Reads what is kept; before the broker is asked, since another command may add to it meanwhile.
    init(
        _ consignment: ConsignmentID, _ mailbox: MailboxAddress, in folder: StatementFolder,
        conflict: StatementFolder
    ) throws {
        self.consignment = consignment
        self.mailbox = mailbox
        self.folder = folder
        self.conflict = conflict
        // What was given up here is our own word, and on no lane of the broker's.
        kept = try folder.all().filter { $0.name != Event.skipped.fileStem }
            .map { ($0.name, $0.statement) }
    }

    /// Holds the broker's list against it; only then may anything of the list be kept.
    ///
    /// - Parameter isSigned: whether somebody answers for the signer of a statement, and it holds.
    /// - Throws: ``RecordedLaneError``; `StatementError`.
    func compare(
        _ listed: [EvidenceItem], isSigned: (SignedStatement) -> Bool
    ) throws {
        let items = listed.filter { $0.mailbox == mailbox }
        let statements = try items.map { try SignedStatement($0.files) }
        if let end = kept.first(where: { Self.isEnd($0.statement) }) {
            let isOther = statements.contains {
                Self.isEnd($0) && $0 != end.statement && isSigned($0)
            }
            if isOther {
                throw RecordedLaneError.secondEnd(
                    consignment, mailbox, kept: file(end.name), shown: conflict.path.string)
            }
        }
        let missing = kept.filter { !statements.contains($0.statement) }
        guard missing.isEmpty else {
            throw RecordedLaneError.takenBack(
                consignment, mailbox, files: missing.map { file($0.name) })
        }
    }

    /// That no delivery has expired, or was given up, at a time that has not come.
    ///
    /// - Throws: ``RecordedLaneError/expiryAhead(_:_:_:)``
    func requireTime(of links: [CustodyLink], at now: Timestamp) throws(RecordedLaneError) {
        for link in links {
            let step: BrokerStep? =
                switch link {
                case .acceptanceRejectionExpiry(let link): link.content.step
                case .relayFailure(let link): link.content.step
                default: nil
                }
            guard let step, step.mailbox == mailbox,
                ClaimedTime.isAhead(step.claimedTime, of: now)
            else { continue }
            throw .expiryAhead(consignment, mailbox, step.claimedTime)
        }
    }

    /// That a broker tells of no hop to another one, where it is the home of the mailbox itself.
    ///
    /// - Throws: ``RecordedLaneError/notRelayed(_:_:)``
    func requireNoHop(in links: [CustodyLink]) throws(RecordedLaneError) {
        let hops = links.contains {
            ($0.content as? any RelayStatement)?.step.mailbox == mailbox
        }
        if hops { throw .notRelayed(consignment, mailbox) }
    }

    private static func isEnd(_ statement: SignedStatement) -> Bool {
        statement.claimedEvent?.isTerminal ?? false
    }

    private func file(_ name: String) -> String { folder.path.appending(name + ".json").string }

    /// Whether the broker has recorded it, by what is kept.
    func isKept(_ statement: SignedStatement) -> Bool {
        kept.contains { $0.statement == statement }
    }
}

/// What a broker lists about a lane contradicts what it showed before, or the clock.
package enum RecordedLaneError: PlainFailure, Equatable {
    case takenBack(ConsignmentID, MailboxAddress, files: [String])
    case secondEnd(ConsignmentID, MailboxAddress, kept: String, shown: String)
    case expiryAhead(ConsignmentID, MailboxAddress, Timestamp)
    case notRelayed(ConsignmentID, MailboxAddress)

    package var code: String {
        switch self {
        case .takenBack: "recorded.taken-back"
        case .secondEnd: "recorded.second-end"
        case .expiryAhead: "recorded.expiry-ahead"
        case .notRelayed: "recorded.not-relayed"
        }
    }

    /// What shows it to others.
    package var evidence: String? {
        switch self {
        case .takenBack(_, _, let files): files.first
        case .secondEnd(_, _, let kept, _): kept
        case .expiryAhead, .notRelayed: nil
        }
    }

    package var message: String {
        switch self {
        case .takenBack(let id, let mailbox, let files):
            "the broker no longer shows what it had recorded about \(id.text) for \(mailbox.text); it "
                + "is kept here: \(files.map(SafeText.shown).joined(separator: ", "))"
        case .secondEnd(let id, let mailbox, let kept, let shown):
            "the broker shows another end of \(id.text) for \(mailbox.text) than it had recorded: "
                + "kept is \(SafeText.shown(kept)), and what it shows now lies in "
                + SafeText.shown(shown)
        case .expiryAhead(let id, let mailbox, let time):
            "the broker says that \(id.text) for \(mailbox.text) ended at \(time.text), which has "
                + "not come yet by this computer's clock"
        case .notRelayed(let id, let mailbox):
            "the broker says that another one did not take \(id.text) for \(mailbox.text), or took it, and "
                + "no record names another one for that mailbox"
        }
    }

    package var hint: String? {
        switch self {
        case .takenBack(let id, _, _), .secondEnd(let id, _, _, _):
            "what is kept here counts, and 'plomba evidence \(id.text) -o FOLDER' proves it; tell your "
                + "partners and the broker's operator"
        case .expiryAhead:
            "compare this computer's clock with another; if it is right, the case has not expired: tell "
                + "your partners and the broker's operator"
        case .notRelayed:
            "ask the recipient which broker it uses; if it is this one, tell your partners and the "
                + "broker's operator"
        }
    }
}
