/// Members whose strings are identifiers, digests and times of ours.
extension JSONObjectReader {
    private static let digestForm = "64 lower-case hexadecimal digits"

    package mutating func digest(_ name: String) throws(JSONSchemaError) -> SHA256Digest {
        try parsed(name, expected: Self.digestForm) { SHA256Digest(hex: $0) }
    }

    /// Nil when the member is null.
    package mutating func nullableDigest(
        _ name: String
    ) throws(JSONSchemaError) -> SHA256Digest? {
        try nullableParsed(name, expected: Self.digestForm) { SHA256Digest(hex: $0) }
    }

    package mutating func fingerprint(_ name: String) throws(JSONSchemaError) -> Fingerprint {
        try parsed(name, expected: Self.digestForm) { Fingerprint($0) }
    }

    package mutating func timestamp(_ name: String) throws(JSONSchemaError) -> Timestamp {
        try parsed(name, expected: "a time like 2026-11-23T18:57:49Z") { Timestamp($0) }
    }

    package mutating func organisationName(
        _ name: String
    ) throws(JSONSchemaError) -> OrganisationName {
        try parsed(name, expected: "an organisation name like group484.rs") {
            OrganisationName($0)
        }
    }

    package mutating func mailboxAddress(
        _ name: String
    ) throws(JSONSchemaError) -> MailboxAddress {
        try parsed(name, expected: "a mailbox address like intake@group484.rs") {
            MailboxAddress($0)
        }
    }

    package mutating func consignmentID(
        _ name: String
    ) throws(JSONSchemaError) -> ConsignmentID {
        try parsed(name, expected: "32 lower-case hexadecimal digits") { ConsignmentID($0) }
    }

    package mutating func keyID(_ name: String) throws(JSONSchemaError) -> KeyID {
        try parsed(name, expected: "a key name like SHA256:...") { KeyID($0) }
    }

    package mutating func mode(_ name: String) throws(JSONSchemaError) -> Mode {
        try parsed(name, expected: "'live' or 'training'") { Mode(rawValue: $0) }
    }
}
