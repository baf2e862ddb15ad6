import KeyDirectory
import Primitives

/// The record that is to follow the newest one, before anybody has signed it.
///
/// What could keep it from ever counting is found out here: its roots may be in several towns.
extension VerifiedHistory where Record == OrganisationRecord {
    private static var roomForSignatures: Int { 16 * 1024 }

    /// - Parameter change: what it says otherwise.
    /// - Throws: ``RecordChangeError/nothing``, and what ``counting(_:)`` throws.
    func draft(
        issued: Timestamp, expiry: Timestamp, saying change: (RecordContent) throws -> RecordContent
    ) throws -> RecordDraft {
        var present = RecordContent(current)
        present.dropEnded(at: issued)
        let content = try change(present)
        guard content != present || expiry != current.expiryTime else {
            throw RecordChangeError.nothing
        }
        var next = try next(issued: issued, expiry: expiry, saying: content).serialized()
        if next.count > RecordLimits.recordSizeInBytes {
            // Room is made of those who had left before; the records that say so stay.
            present.dropGone()
            next = try self.next(issued: issued, expiry: expiry, saying: change(present))
                .serialized()
        }
        let draft = try RecordDraft(SignedRecord(bytes: next, signatures: []))
        _ = try counting(draft)
        return draft
    }

    /// The same for keys in the wrong hands: those that the record lists go before those of before.
    ///
    /// - Returns: the draft, and whether there was room for all of them.
    func draft(
        revoking keys: [RevokedKey], since: Timestamp, issued: Timestamp, expiry: Timestamp
    ) throws -> (draft: RecordDraft, isComplete: Bool) {
        func draft(listedOnly: Bool) throws -> RecordDraft {
            try self.draft(issued: issued, expiry: expiry) { present in
                var content = present
                try content.revoke(
                    keys, since: since, issued: issued, history: history, listedOnly: listedOnly)
                return content
            }
        }
        do {
            return (try draft(listedOnly: false), true)
        } catch let error as RecordError {
            guard case .tooLarge = error else { throw error }
            do {
                return (try draft(listedOnly: true), false)
            } catch RecordChangeError.nothing {
                throw error
            }
        }
    }

    /// The organisation with the draft as its newest record; nil while signatures are missing.
    ///
    /// - Throws: `RecordError` when it could not follow with any signatures.
    func counting(_ draft: RecordDraft) throws -> VerifiedOrganisation? {
        guard history.count < RecordLimits.records else {
            throw RecordChangeError.tooMany(RecordLimits.records)
        }
        let size = file.serialized().count + draft.signed.bytes.count * 4 / 3
        guard size + Self.roomForSignatures <= RecordLimits.fileSizeInBytes else {
            throw RecordChangeError.fileFull
        }
        do throws(RecordError) {
            return try appending(draft.signed)
        } catch {
            guard case .tooFewSignatures = error else { throw error }
            return nil
        }
    }
}
