package import Primitives

/// One version of who an organisation is: its roots, members, devices and mailboxes.
///
/// ```
/// {
///   "type": "urn:plomba:v1:OrganisationRecord", "version": 1, "mode": "live",
///   "name": "group484.rs", "previous": null,
///   "issuedTime": "...", "expiryTime": "...", "threshold": 2,
///   "roots": [...], "members": [...], "devices": [...], "mailboxes": [...]
/// }
/// ```
///
/// A value of this type keeps the record's own rules (labels, keys, times). Who signed it is
/// another matter: see `UnverifiedOrganisation`.
///
/// - SeeAlso: Protocol/organisation-record.md
package struct OrganisationRecord: RootedRecord {
    package static let statementName = "OrganisationRecord"
    package static let historyName = "OrganisationHistory"
    package static let sizeLimitInBytes = RecordLimits.recordSizeInBytes

    package let head: RecordHead
    package let members: [Member]
    package let devices: [Device]
    package let mailboxes: [MailboxEntry]
    /// The mailboxes whose recovery shares were put together to make this record; for people to see,
    /// no rule depends on it (Protocol/recovery.md).
    package let recovered: [RecordLabel]

    /// A first record, as the holders of its roots will sign it.
    package static func genesis(
        mode: Mode, name: OrganisationName, issuedTime: Timestamp, expiryTime: Timestamp,
        threshold: Int, roots: [RootKey], members: [Member], devices: [Device],
        mailboxes: [MailboxEntry]
    ) throws(RecordError) -> OrganisationRecord {
        try OrganisationRecord(
            mode: mode, version: 1, name: name, previous: nil, issuedTime: issuedTime,
            expiryTime: expiryTime, threshold: threshold, roots: roots, members: members,
            devices: devices, mailboxes: mailboxes)
    }

    /// - Throws: what breaks the rules, by path.
    package init(
        mode: Mode, version: Int, name: OrganisationName, previous: SHA256Digest?,
        issuedTime: Timestamp, expiryTime: Timestamp, threshold: Int, roots: [RootKey],
        members: [Member], devices: [Device], mailboxes: [MailboxEntry]
    ) throws(RecordError) {
        try self.init(
            head: RecordHead(
                mode: mode, version: version, name: name, previous: previous,
                issuedTime: issuedTime, expiryTime: expiryTime, threshold: threshold,
                roots: roots),
            members: members, devices: devices, mailboxes: mailboxes, recovered: [])
    }

    init(
        head: RecordHead, members: [Member], devices: [Device], mailboxes: [MailboxEntry],
        recovered: [RecordLabel]
    ) throws(RecordError) {
        self.head = head
        self.members = members
        self.devices = devices
        self.mailboxes = mailboxes
        self.recovered = recovered
        try RecordRules(self).check()
    }

    package var keys: [KeyPlace] {
        rootPlaces
            + members.enumerated().map {
                KeyPlace("members[\($0)].signingKey", $1.signingKey, .member)
            }
            + devices.enumerated().map { KeyPlace("devices[\($0)].key", $1.key, .device) }
    }

    package var intervals: [KeyInterval] {
        members.map { KeyInterval(point: $0.signingKey, validity: $0.validity) }
            + devices.map { KeyInterval(point: $0.key, validity: $0.validity) }
    }

    /// The member with this label.
    package func member(_ label: RecordLabel) -> Member? {
        members.first { $0.label == label }
    }
}
