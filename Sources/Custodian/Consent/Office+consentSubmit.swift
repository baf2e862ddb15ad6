import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import TransparencyLog
import Verification

/// Between what is kept about consent and the broker.
extension Office {
    /// Most pages of one list that are read at once.
    static let maximumConsentPages = 200

    /// Hands over what was signed about consent for a sent case, and fetches the answers.
    func submitConsent(of entry: OutboxEntry, by session: BrokerSession) async throws {
        guard try depositDigest(entry) != nil else { return }
        if !Outbox(home).disposal(entry).isSigned {
            try await submitWithdrawals(of: entry, by: session)
            _ = try await evidence(of: entry, by: session)
        }
        for mailbox in entry.mailboxes {
            let place = ConsentBook(home).sent(entry.consignment, mailbox)
            try await submit(.consentWithdrawal, in: place, by: session) { files in
                try await session.connection.withdrawConsent(files, of: entry.consignment)
            }
        }
        try await fetchAnswers(to: entry, by: session)
    }

    /// Hands over what is not recorded, in the order in which it was said.
    func submit(
        _ event: Event, in place: StatementFolder, by session: BrokerSession,
        _ hand: (SignedFiles) async throws -> [UInt8]?
    ) async throws {
        guard let log = session.trust.logKey else { return }
        let book = ConsentBook(home)
        for said in try book.kept(place).all
        where said.place == nil && said.statement.claimedEvent == event {
            let files = SignedFiles(said.statement)
            do {
                let proof = try await hand(files)
                let verified = try await LogMemory(home, log)
                    .verify(proof, of: files, by: session)
                try book.keep(said.statement, as: event, verified, in: place)
            } catch let error as BrokerClientError {
                switch error.consentRefusal {
                // It is told once somebody has decided there, and what follows it after it.
                case .later: return
                case .final(let code): try place.note(refusal: code, of: said.name)
                case nil: throw error
                }
            }
        }
    }

    /// What the broker refuses of one case holds up neither the others nor the look at the log.
    func unlessRefused(
        _ consignment: ConsignmentID, _ submit: () async throws -> Void
    ) async throws {
        do {
            try await submit()
        } catch let refusal as BrokerClientError where refusal.isOfOneCase {
            guard try ConsentBook(home).isWaiting(consignment) else { return }
            notices.warn(
                "what was said about consent for \(consignment.text) does not get to the broker: "
                    + "\(refusal.message); call them")
        }
    }

    /// Whether anybody there had the content, as far as it is known here.
    func isHeld(_ entry: OutboxEntry, _ mailbox: MailboxAddress) throws -> Bool {
        let outbox = Outbox(home)
        if outbox.disposal(entry).isSigned { return true }
        guard let end = try outbox.end(entry, of: mailbox) else { return true }
        if end == .consignmentAcceptance { return true }
        return try outbox.evidence(entry, of: mailbox).load(.contentHandover) != nil
    }

    /// Fetches what was said about consent for a sent case, in all its mailboxes.
    func fetchAnswers(to entry: OutboxEntry, by session: BrokerSession) async throws {
        guard let log = session.trust.logKey else { return }
        let (book, memory) = (ConsentBook(home), LogMemory(home, log))
        var cursor = DeliveryNumber.start
        for _ in 0..<Self.maximumConsentPages {
            let page = try await session.connection.consent(of: entry.consignment, after: cursor)
            for item in page.consent where entry.mailboxes.contains(item.mailbox) {
                guard let statement = try? SignedStatement(item.files),
                    let event = statement.claimedEvent,
                    event == .consentWithdrawal || event == .consentAnswer
                else { continue }
                let place = book.sent(entry.consignment, item.mailbox)
                guard try judge(statement, in: place, lane(entry, item.mailbox)) == .new else {
                    continue
                }
                let proof = try await memory.verify(item.proof, of: item.files, by: session)
                try keepUnlessFull(statement, as: event, proof, in: place)
            }
            guard !page.consent.isEmpty, page.next > cursor else { return }
            cursor = page.next
        }
    }

    /// A lane in which more was said than this home keeps holds up no other.
    ///
    /// - Returns: false where it was full.
    @discardableResult
    func keepUnlessFull(
        _ statement: SignedStatement, as event: Event, _ proof: UnverifiedLogProof?,
        in place: StatementFolder
    ) throws -> Bool {
        do {
            try ConsentBook(home).keep(statement, as: event, proof, in: place)
            return true
        } catch let full as StatementFolderError {
            notices.warn("a statement about consent is not kept: \(full.message) [\(full.code)]")
            return false
        }
    }
}

/// Why the broker did not take what was said about consent.
private enum ConsentRefusal {
    /// Nobody has decided there, or it does not say why.
    case later
    /// It never will, as it is.
    case final(String)
}

extension BrokerClientError {
    private static let notNow = "evidence.not-now"

    fileprivate var consentRefusal: ConsentRefusal? {
        guard case .refused(let problem) = self else { return nil }
        switch problem.code {
        case .evidenceRefused:
            guard let reason = problem.reason, !reason.utf8.elementsEqual(Self.notNow.utf8) else {
                return .later
            }
            return .final(SafeText.shown(reason))
        case .statementInvalid, .signatureInvalid, .entryMismatch: return .final(code)
        default: return nil
        }
    }

    /// Whether another case may fare better.
    fileprivate var isOfOneCase: Bool {
        switch problem {
        case .unknownDeposit, .unknownMailbox, .notFound, .methodNotAllowed: true
        default: false
        }
    }
}
