import Age
import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives

/// The public halves of an organisation's first keys.
struct FoundingKeys {
    let root: PublicKey
    let signing: PublicKey
    let device: PublicKey
    let encryption: Recipient
    let recovery: Recipient
}

extension FoundingRequest {
    /// Record 1: one root, one member with a device, one mailbox.
    func firstRecord(
        _ keys: FoundingKeys, broker: BrokerTrust?, issued: Timestamp
    ) throws -> OrganisationRecord {
        guard let expiry = issued.adding(seconds: validSeconds),
            let root = RecordLabel("root-1"), let device = RecordLabel("device-1")
        else { throw FoundingError.expiry }
        guard let recipient = HybridRecipientText(keys.encryption.text),
            let recovery = HybridRecipientText(keys.recovery.text)
        else { throw FoundingError.keys }
        let validity = Validity(from: issued, until: expiry, status: .active)
        return try .genesis(
            mode: mode, name: name, issuedTime: issued, expiryTime: expiry, threshold: 1,
            roots: [RootKey(label: root, key: .ed25519(keys.root))],
            members: [
                Member(
                    label: member, roles: [.caseworker, .admin], signingKey: keys.signing,
                    recipient: recipient, validity: validity)
            ],
            devices: [
                Device(label: device, member: member, key: keys.device, validity: validity)
            ],
            mailboxes: [
                MailboxEntry(
                    name: mailboxLabel, members: [member], recovery: recovery,
                    homeBroker: broker?.asHome)
            ])
    }
}

extension BrokerTrust {
    /// How a record names this broker; nil when its address cannot stand in a record.
    fileprivate var asHome: HomeBroker? {
        HomeBroker(
            url: origin.text, pin: BrokerPin(digest: pin.digest), serviceKey: serviceKey)
    }
}
