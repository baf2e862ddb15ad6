import KeyDirectory
import Primitives

extension TestOrganisation {
    /// The same organisation after a second record, which the only root signs.
    func followed(
        issued: Timestamp, members: [Member]? = nil, devices: [Device]? = nil
    ) throws -> VerifiedOrganisation {
        let first = verified.current
        let record = try OrganisationRecord(
            mode: first.mode, version: 2, name: first.name, previous: verified.records[0].digest,
            issuedTime: issued, expiryTime: first.expiryTime, threshold: first.threshold,
            roots: first.roots, members: members ?? first.members,
            devices: devices ?? first.devices, mailboxes: first.mailboxes)
        let bytes = record.serialized()
        let signature = SignedRecord.signature(over: bytes, mode: first.mode, by: root)
        let file = OrganisationFile(
            mode: first.mode,
            records: verified.records + [try SignedRecord(bytes: bytes, signatures: [signature])])
        return try UnverifiedOrganisation(file).verify(
            fingerprint: verified.fingerprint, mode: first.mode)
    }
}
