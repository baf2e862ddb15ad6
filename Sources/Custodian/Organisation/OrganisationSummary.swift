import KeyDirectory
package import Primitives

/// An organisation in the words that a person needs.
package struct OrganisationSummary: Sendable {
    package let name: OrganisationName
    package let fingerprint: Fingerprint
    package let version: Int64
    package let members: [String]
    package let mailboxes: [String]
    package let issuedTime: Timestamp
    package let expiryTime: Timestamp
    package let isExpired: Bool
    /// The mailboxes whose recovery shares were put together to make the newest record.
    package let recovered: [String]

    init(_ organisation: VerifiedOrganisation, at now: Timestamp) {
        let record = organisation.current
        name = organisation.name
        fingerprint = organisation.fingerprint
        version = Int64(record.version)
        members = record.members.filter { $0.validity.status == .active }.map(\.label.text)
        mailboxes = organisation.mailboxes.map(\.address.text)
        issuedTime = record.issuedTime
        expiryTime = record.expiryTime
        isExpired = organisation.isExpired(at: now)
        recovered = record.recovered.map { $0.text + "@" + organisation.name.text }
    }
}
