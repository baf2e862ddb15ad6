import KeyDirectory
package import Primitives

/// A request in the words that a person needs.
package struct RequestSummary: Sendable {
    package let organisation: OrganisationName
    package let purpose: String
    package let label: String
    package let roles: [String]
    package let mailboxes: [String]
    package let device: String
    package let expiryTime: Timestamp
    /// SHA-256 of the request.
    package let digest: SHA256Digest

    init(_ request: MemberRequest, digest: SHA256Digest) {
        organisation = request.organisation
        purpose = request.purpose.rawValue
        label = request.label.text
        roles = request.roles.map(\.rawValue)
        mailboxes = request.mailboxes.map(\.text)
        device = request.deviceLabel.text
        expiryTime = request.expiryTime
        self.digest = digest
    }
}

/// A person of the own organisation, with mailboxes and computers.
package struct MemberSummary: Sendable {
    package let label: String
    package let roles: [String]
    package let status: String
    package let validUntil: Timestamp
    package let mailboxes: [String]
    package let devices: [DeviceSummary]
    /// Whether it is the person at this computer.
    package let isHere: Bool

    package struct DeviceSummary: Sendable {
        package let label: String
        package let status: String
        package let validUntil: Timestamp
        package let isHere: Bool
    }

    init(_ member: Member, of record: OrganisationRecord, here: PublicKey?) {
        label = member.label.text
        roles = member.roles.map(\.rawValue)
        let isOverlap = member.label.isFormer && member.validity.status == .active
        status = isOverlap ? "rotated, still counts" : member.validity.status.rawValue
        validUntil = member.validity.until
        mailboxes = record.mailboxes.filter { $0.members.contains(member.label) }.map(\.name.text)
        devices = record.devices.filter { $0.member == member.label }.map { device in
            DeviceSummary(
                label: device.label.text, status: device.validity.status.rawValue,
                validUntil: device.validity.until, isHere: device.key == here)
        }
        isHere = devices.contains(where: \.isHere)
    }
}
