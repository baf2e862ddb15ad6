package import Primitives

/// What the next record may say otherwise: everything but the name, the mode, and which one it is.
package struct RecordContent: Hashable, Sendable {
    package var threshold: Int
    package var roots: [RootKey]
    package var members: [Member]
    package var devices: [Device]
    package var mailboxes: [MailboxEntry]
    /// What the record before says of itself is not said again.
    package var recovered: [RecordLabel]

    package init(_ record: OrganisationRecord) {
        threshold = record.threshold
        roots = record.roots
        members = record.members
        devices = record.devices
        mailboxes = record.mailboxes
        recovered = []
    }

    /// Leaves out keys that were rotated and whose time is over. What lists them no more can prolong them no more:
    /// a record that did would let them count again (decision 0137).
    package mutating func dropEnded(at issued: Timestamp) {
        members.removeAll {
            $0.label.isFormer && $0.validity.status == .active && $0.validity.until <= issued
        }
    }

    /// Leaves out who has left, which computers were replaced, and the keys of before, as the record before says:
    /// that one goes on speaking for them, and a key that it revokes stays revoked. Keys that are not of before
    /// and revoked stay.
    package mutating func dropGone() {
        members.removeAll { $0.validity.status == .left || $0.label.isFormer }
        let labels = Set(members.map(\.label))
        let gone: Set<Validity.Status> = [.left, .replaced]
        devices.removeAll { gone.contains($0.validity.status) || !labels.contains($0.member) }
        mailboxes = mailboxes.map { mailbox in
            MailboxEntry(
                name: mailbox.name, members: mailbox.members.filter(labels.contains),
                recovery: mailbox.recovery, homeBroker: mailbox.homeBroker)
        }
    }
}

extension VerifiedHistory where Record == OrganisationRecord {
    /// The record that would follow the newest one, for its roots to sign.
    ///
    /// - Throws: `issuedBackwards` when the newest one was issued later, and what the record's own
    ///   rules refuse.
    package func next(
        issued: Timestamp, expiry: Timestamp, saying content: RecordContent
    ) throws(RecordError) -> OrganisationRecord {
        let version = current.version + 1
        guard issued >= current.issuedTime else { throw .issuedBackwards(version: version) }
        return try OrganisationRecord(
            head: RecordHead(
                mode: mode, version: version, name: name, previous: remembered.digest,
                issuedTime: issued, expiryTime: expiry, threshold: content.threshold,
                roots: content.roots),
            members: content.members, devices: content.devices, mailboxes: content.mailboxes,
            recovered: content.recovered)
    }
}
