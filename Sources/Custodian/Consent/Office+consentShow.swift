import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// Who has what, who answered, and who is silent.
extension Office {
    /// Every withdrawal of consent that is known here, of one case or of all.
    ///
    /// - Parameter isFresh: whether the broker is asked first, if it can be reached.
    package func consent(
        _ prefix: ConsignmentPrefix?, isFresh: Bool
    ) async throws -> [ConsentStanding] {
        if isFresh {
            let lock = try home.lock(.outbox)
            defer { lock.release() }
            guard try await reach({ try await syncConsent(by: $0) }) else {
                notices.warn("the broker cannot be reached; this is what was known before")
                return try consent(prefix)
            }
        }
        return try consent(prefix)
    }

    /// The same from what is kept.
    package func consent(_ prefix: ConsignmentPrefix?) throws -> [ConsentStanding] {
        let book = ConsentBook(home)
        let received = try book.allReceived().filter {
            prefix?.matches($0.lane.consignment) != false
        }.flatMap { try consent($0.folder, $0.lane) }
        let sent = try book.allSent().filter { prefix?.matches($0) != false }
            .compactMap { try Outbox(home).entry($0) }.flatMap { try consent(of: $0) }
        return received + sent
    }

    func consent(of entry: OutboxEntry) throws -> [ConsentStanding] {
        try entry.mailboxes.flatMap { mailbox in
            try reading().standings(
                ConsentBook(home).sent(entry.consignment, mailbox), lane(entry, mailbox),
                isOurs: true, isHeld: isHeld(entry, mailbox))
        }
    }

    func consent(_ place: StatementFolder, _ lane: Lane) throws -> [ConsentStanding] {
        try reading().standings(place, lane, isOurs: false, isHeld: true)
    }

    /// That consent for a case was not withdrawn in a way that keeps it from going to somebody.
    ///
    /// - Throws: ``ConsentWithdrawalError/withdrawn(_:)``
    func requireConsent(
        _ consignment: ConsignmentID, from sender: Fingerprint, to target: MailboxAddress?
    ) throws {
        let book = ConsentBook(home)
        var places: [(StatementFolder, Lane)] = []
        for (lane, folder) in try book.allReceived()
        where lane.consignment == consignment && lane.sender == sender {
            places.append((folder, lane))
        }
        if let entry = try Outbox(home).entry(consignment),
            sender == (try OwnOrganisation(home).reference.fingerprint)
        {
            for mailbox in entry.mailboxes {
                places.append((book.sent(consignment, mailbox), try lane(entry, mailbox)))
            }
        }
        let reading = try reading()
        for (place, lane) in places {
            for withdrawn in try reading.lane(place, lane, deposit: nil).withdrawals
            where reading.forbids(withdrawn.withdrawal.content.part, target) {
                throw ConsentWithdrawalError.withdrawn(consignment)
            }
        }
    }

    /// The same for files that somebody wants to seal: none may lie in the opened folder of a case for
    /// which consent was withdrawn.
    func requireConsent(_ order: SealOrder) throws {
        let inbox = Inbox(home)
        for (lane, _) in try ConsentBook(home).allReceived() {
            let folders = try inbox.all(of: lane.consignment).filter {
                $0.sender.fingerprint == lane.sender
            }.compactMap { $0.opened?.folder }
            guard order.paths.contains(where: { ReportOutput.lies($0, inAnyOf: folders) }) else {
                continue
            }
            for mailbox in order.mailboxes {
                try requireConsent(lane.consignment, from: lane.sender, to: mailbox)
            }
        }
    }
}

extension ConsentReading {
    /// Whether what was withdrawn keeps the case from somebody. What it must not be used for, and
    /// which parts of it, no program can judge: then nobody gets it.
    fileprivate func forbids(
        _ part: ConsentWithdrawal.Part?, _ target: MailboxAddress?
    ) -> Bool {
        guard let part, let target, part.uses.isEmpty, part.contents.isEmpty else { return true }
        if part.recipients.contains(where: { $0.utf8.elementsEqual(target.organisation.text.utf8) })
        {
            return true
        }
        let classes = part.recipients.filter { OrganisationName($0) == nil }
        guard !classes.isEmpty else { return false }
        guard let organisation = try? directory.organisation(named: target.organisation),
            let kind = directory.consentRecipient(organisation).kind
        else { return true }
        return classes.contains { $0.utf8.elementsEqual(kind.rawValue.utf8) }
    }
}

/// Why nothing is said about consent, or something is not done because of it.
package enum ConsentWithdrawalError: PlainFailure, Equatable {
    case notSent(ConsignmentID)
    case notAtBroker(ConsignmentID)
    case noWithdrawal(String)
    case nothingToAnswer(ConsignmentID)
    case noAnswerYet(ConsignmentID)
    case notErased(ConsignmentID)
    case withdrawn(ConsignmentID)
    case answerTime
    case word(String)
    case words
    case tooManyOnward

    package var code: String {
        switch self {
        case .notSent: "consent.not-sent"
        case .notAtBroker: "consent.not-at-broker"
        case .noWithdrawal, .nothingToAnswer: "consent.no-withdrawal"
        case .noAnswerYet: "consent.no-answer-yet"
        case .notErased: "consent.not-erased"
        case .withdrawn: "consent.withdrawn-since"
        case .answerTime: "consent.answer-time"
        case .word, .words: "consent.words"
        case .tooManyOnward: "consent.too-many-onward"
        }
    }

    package var message: String {
        switch self {
        case .notSent(let id): "\(id.text) came to you: only who sent it withdraws consent for it"
        case .notAtBroker(let id):
            "\(id.text) has not reached the broker, so nobody has it from there"
        case .noWithdrawal(let text):
            "nobody has told you that consent was withdrawn for '\(SafeText.shown(text))'"
        case .nothingToAnswer(let id):
            "what came about consent for \(id.text) does not hold: there is nothing to answer"
        case .noAnswerYet(let id): "you have not answered yet about \(id.text)"
        case .notErased(let id): "your copy of \(id.text) is not destroyed"
        case .withdrawn(let id): "the person has withdrawn consent for \(id.text)"
        case .answerTime: "the time to answer by is not a whole hour to come"
        case .word(let word): "'\(SafeText.shown(word))' is not a word that consent can name"
        case .words: "a word is named twice, or there are more than 16"
        case .tooManyOnward: "more answers came from behind than one statement can list"
        }
    }

    package var hint: String? {
        switch self {
        case .notSent(let id):
            "tell its sender, in a way that you keep; and stop using it: plomba status \(id.text)"
        case .notAtBroker:
            "do not send it; what went on a stick, call back in a way that you keep"
        case .noWithdrawal: "fetch what is new: plomba sync"
        case .nothingToAnswer: "ask its sender"
        case .noAnswerYet(let id): "say what you did: plomba consent answer \(id.text) stopped"
        case .notErased(let id):
            "destroy it first: plomba dispose \(id.text) --reason person_asked --basis '...' --copy FOLDER"
        case .withdrawn(let id):
            "do not pass it on; look what was withdrawn: plomba consent show \(id.text). Whoever has the "
                + "person's consent again sends the case anew"
        case .answerTime: "write it like 2026-12-05T12:00:00Z"
        case .word, .words: "plomba help consent withdraw has the list"
        case .tooManyOnward: nil
        }
    }
}
