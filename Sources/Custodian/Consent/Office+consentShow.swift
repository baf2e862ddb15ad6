import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
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
                KeptConsent(ConsentBook(home).sent(entry.consignment, mailbox)),
                lane(entry, mailbox), isOurs: true, isHeld: isHeld(entry, mailbox))
        }
    }

    func consent(_ place: StatementFolder, _ lane: Lane) throws -> [ConsentStanding] {
        let entry = try receivedEntry(lane)
        return try reading().standings(
            KeptConsent(place), lane, isOurs: false,
            isHeld: entry.map { try !wasCalledBack($0) } ?? true
        ) { digest in
            try passedOn(from: lane.consignment, of: lane.sender)
                .reduce(0) { try $0 + untold($1, of: digest).count }
        }
    }

    /// The delivery of a lane, where somebody here has dealt with it.
    func receivedEntry(_ lane: Lane) throws -> InboxEntry? {
        try Inbox(home).all(of: lane.consignment).first {
            $0.sender.fingerprint == lane.sender && $0.mailbox == lane.mailbox
        }
    }

    /// Whether a delivery ended before anybody here had opened it.
    private func wasCalledBack(_ entry: InboxEntry) throws -> Bool {
        let inbox = Inbox(home)
        guard entry.opened == nil, entry.decision == nil, !inbox.disposal(entry).isSigned else {
            return false
        }
        return try inbox.end(entry) != nil && inbox.evidence(entry).load(.contentHandover) == nil
    }
}
