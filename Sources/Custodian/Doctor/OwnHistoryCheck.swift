import KeyDirectory
import Primitives

/// Whether the own records can go on: a draft that nobody signs, and how much room is left.
struct OwnHistoryCheck {
    private static let patienceInDays: Int64 = 14
    private static let secondsPerDay: Int64 = 86_400
    let now: Timestamp

    func findings(_ own: VerifiedOrganisation, _ home: Home) throws -> [Finding] {
        let draft = try RecordDraft.loadIfThere(home)?.record
        return [
            draft.flatMap { waiting($0, after: own) },
            room(records: own.records.count, bytes: own.file.serialized().count),
        ].compactMap { $0 }
    }

    private func waiting(
        _ draft: OrganisationRecord, after own: VerifiedOrganisation
    ) -> Finding? {
        let age = now.secondsSinceEpoch - draft.issuedTime.secondsSinceEpoch
        // What has taken its place already is removed by the next change.
        guard draft.version > own.current.version, age > Self.patienceInDays * Self.secondsPerDay
        else { return nil }
        return Finding(
            "record.draft-waits",
            "the draft of record \(draft.version) has waited for signatures since "
                + draft.issuedTime.text,
            hint: "have it signed ('plomba organisation draft' tells by whom), or drop it: "
                + "plomba organisation discard")
    }

    /// A quarter of the room is a year or more of changes: time to think of.
    func room(records: Int, bytes: Int) -> Finding? {
        guard
            records > RecordLimits.records / 4 * 3 || bytes > RecordLimits.fileSizeInBytes / 4 * 3
        else { return nil }
        return Finding(
            "record.little-room",
            "your organisation's file has \(records) records and \(bytes) bytes, of at most "
                + "\(RecordLimits.records) and \(RecordLimits.fileSizeInBytes)",
            hint: "make one change of several, and plan a new organisation before it is full")
    }
}
