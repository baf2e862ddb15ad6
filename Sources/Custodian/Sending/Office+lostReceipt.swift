import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import Primitives
import Verification

/// A case that the broker has recorded, and this computer does not know it: the connection broke at the end.
extension Office {
    /// The receipt of a numbered case, from the broker that has it; nil when the case never had a number, or the
    /// broker does not know it.
    ///
    /// Asked before a number is given up: to sign that it will never be delivered, when it was, is a lie that the
    /// broker can prove. A broker that cannot be asked ends it, for the same reason.
    func lostReceipt(of entry: OutboxEntry) async throws -> SentCase? {
        let outbox = Outbox(home)
        guard try outbox.isOpen(entry), try outbox.deposit(entry).load(.deposit) != nil else {
            return nil
        }
        return try await withBroker { try await lostReceipt(of: entry, by: $0) }
    }

    func lostReceipt(
        of entry: OutboxEntry, by session: BrokerSession
    ) async throws -> SentCase? {
        let outbox = Outbox(home)
        guard let statement = try outbox.deposit(entry).load(.deposit),
            try await isKnown(entry, to: session)
        else { return nil }
        // The same statement again is answered with the same receipt, whatever upload is named with it.
        let outcome = try await session.connection.deposit(
            SignedFiles(statement), preview: outbox.bundle(entry)?.parts.preview ?? [],
            payload: .upload(entry.upload ?? UploadID()))
        let sent = try await conclude(outcome, of: statement, entry, nil, session)
        notices.warn(
            "the broker has had \(entry.consignment.text) since \(sent.receivedTime.text): its receipt had been lost"
        )
        if let change = try staleness(of: entry) {
            notices.warn("since it was sealed, \(change.words)")
        }
        return sent
    }

    /// Takes a case that was not sent out of the way: its number, where it has one, is signed away.
    ///
    /// The caller has asked for ``lostReceipt(of:)`` before.
    func retire(_ entry: OutboxEntry, for successor: ConsignmentID) throws {
        let outbox = Outbox(home)
        if var note = try outbox.note(entry), note.resealed != successor {
            note.resealed = successor
            note.resealing = entry.mailboxes
            try outbox.store(note, of: entry)
        }
        if let deposit = try outbox.deposit(entry).load(.deposit) {
            do {
                try giveUp(entry, deposit)
            } catch SkipError.otherDevice {
                // The number was another key's; its receiver sees the gap, and the record why.
            }
        }
        var entry = entry
        entry.isWanted = try outbox.isGivenUp(entry)
        // The same command does not continue it any more.
        entry.order = nil
        try outbox.store(entry)
        try outbox.removeBundle(entry)
    }
}
