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
        try tellWithheld(prefix)
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

    /// What was withdrawn before the broker had it: nobody answers that.
    private func tellWithheld(_ prefix: ConsignmentPrefix?) throws {
        let book = ConsentBook(home)
        for consignment in try book.allWithheld() where prefix?.matches(consignment) != false {
            guard let entry = try Outbox(home).entry(consignment) else { continue }
            try tellUntold(entry)
            guard try Outbox(home).isOpen(entry) else { continue }
            for said in try book.withheld(consignment) {
                let words = said.part.map { $0.recipients + $0.uses + $0.contents } ?? ["all of it"]
                notices.warn(
                    "for \(consignment.text), which the broker does not have, consent was withdrawn here at "
                        + "\(said.time.text) (\(words.joined(separator: ", "))): it is not handed over"
                )
            }
        }
    }

    /// Warns of what the broker had already when consent was withdrawn, which nobody here knew.
    func tellUntold(_ entry: OutboxEntry) throws {
        let book = ConsentBook(home)
        guard try depositDigest(entry) != nil, try !book.withheld(entry.consignment).isEmpty,
            try !book.allSent().contains(entry.consignment)
        else { return }
        notices.warn(
            "\(entry.consignment.text) was at the broker already when consent was withdrawn: tell those who "
                + "have it: plomba consent withdraw \(entry.consignment.text)")
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
