import KeyDirectory
import Primitives

extension RecordContent {
    /// How long what is signed with a rotated key goes on counting: roots may need days to sign the record, and
    /// a person's other computer has the old key until it takes the new ones.
    static let overlapSeconds: Int64 = 30 * 86_400

    /// New keys for a member; the old ones stay for a while beside them, in no mailbox: nothing is sealed
    /// to them any more, and what is signed with them counts.
    mutating func rotate(
        _ keys: NewMemberKeys, from issued: Timestamp, until expiry: Timestamp,
        history: [OrganisationRecord]
    ) throws(RecordChangeError) {
        let member = members.first { $0.label == keys.member }
        try replaceKeys(keys, from: issued, until: expiry, history: history)
        if let member, let validity = member.validity.overlapping(issued),
            let name = keys.member.former(besides: KeysBefore(history).memberLabels(and: members))
        {
            members.append(member.with(validity, as: name))
        }
    }
}

extension Validity {
    /// Nil for one that has ended, or would with the record.
    fileprivate func overlapping(_ issued: Timestamp) -> Validity? {
        guard status == .active, from < issued,
            let end = issued.adding(seconds: RecordContent.overlapSeconds)
        else { return nil }
        return Validity(from: from, until: min(until, end), status: .active)
    }
}
