package import Primitives

/// What stands in our log: digests, and nothing about a person or a case.
/// (`Protocol/audit-log.md`, section "Entries")
///
/// ```
/// 0x01 || SHA-256(opening file)                              33 bytes, a statement
/// 0x02 || fingerprint || version u64 || SHA-256(record)      73 bytes, a key record in clear
/// ```
package enum AuditLogEntry: Hashable, Sendable {
    /// A statement, by the digest of its opening file, or a sealed commitment.
    case commitment(SHA256Digest)
    /// A version of an organisation's record that the broker verified.
    case keyRecord(Fingerprint, version: UInt64, record: SHA256Digest)

    private static let commitmentKind: UInt8 = 0x01
    private static let keyRecordKind: UInt8 = 0x02

    package var bytes: [UInt8] {
        switch self {
        case .commitment(let digest):
            [Self.commitmentKind] + digest.bytes
        case .keyRecord(let fingerprint, let version, let record):
            [Self.keyRecordKind] + fingerprint.digest.bytes
                + (0..<8).map { UInt8(truncatingIfNeeded: version >> UInt64(56 - 8 * $0)) }
                + record.bytes
        }
    }

    /// Nil for anything else.
    package init?(parsing bytes: [UInt8]) {
        switch (bytes.first, bytes.count) {
        case (Self.commitmentKind, 33):
            guard let digest = SHA256Digest(bytes: Array(bytes.dropFirst())) else { return nil }
            self = .commitment(digest)
        case (Self.keyRecordKind, 73):
            guard let fingerprint = SHA256Digest(bytes: Array(bytes[1..<33])),
                let record = SHA256Digest(bytes: Array(bytes[41..<73]))
            else { return nil }
            let version = bytes[33..<41].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            self = .keyRecord(Fingerprint(fingerprint), version: version, record: record)
        default: return nil
        }
    }
}
