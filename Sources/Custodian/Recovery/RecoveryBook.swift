import KeyDirectory
import Primitives
import SecretSharing

/// Which shares were made last, and when they were last tried: `recovery.json` in the home.
///
/// ```json
/// {"type": "urn:plomba:v1:Recovery", "version": 1, "key": "SHA256:...", "set": 20731,
///  "threshold": 2, "shares": 3, "madeTime": "...", "triedTime": null, "digests": ["<SHA-256>", ...]}
/// ```
/// `key` names the recovery recipient, `digests` are of the shares' words in their order: 256 random
/// bits each, of which a digest tells nothing. All of it may be lost; shares work without it.
struct RecoveryBook: Equatable {
    private static let type = "urn:plomba:v1:Recovery"
    let key: KeyID
    let set: Int
    let threshold: Int
    let madeTime: Timestamp
    var triedTime: Timestamp?
    /// One for each share.
    let digests: [SHA256Digest]

    /// Nil where no shares were made on this computer.
    static func load(_ home: Home) throws -> RecoveryBook? {
        guard var file = try StateFile(home.recovery).readIfThere() else { return nil }
        return try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            let count = try reader.integer("shares", in: 2...SharingLimits.shares)
            let key = try reader.parsed("key", expected: "a key id") { KeyID($0) }
            let digests = try reader.strings("digests", limit: count).compactMap {
                SHA256Digest(hex: $0)
            }
            guard digests.count == count else {
                throw JSONSchemaError.invalid(path: "digests", expected: "\(count) digests")
            }
            return RecoveryBook(
                key: key, set: try reader.integer("set", in: 0...0x7FFF),
                threshold: try reader.integer("threshold", in: 2...count),
                madeTime: try reader.timestamp("madeTime"),
                triedTime: try reader.nullableParsed("triedTime", expected: "a time") {
                    Timestamp($0)
                }, digests: digests)
        }
    }

    func store(_ home: Home) throws {
        try StateFile(home.recovery).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("key", .string(key.text)),
            JSONMember("set", .integer(Int64(set))),
            JSONMember("threshold", .integer(Int64(threshold))),
            JSONMember("shares", .integer(Int64(digests.count))),
            JSONMember("madeTime", .string(madeTime.text)),
            JSONMember("triedTime", triedTime.map { .string($0.text) } ?? .null),
            JSONMember("digests", .array(digests.map { .string($0.hex) })),
        ])
    }

    /// - Throws: `otherSet`, `notAsMade`.
    func require(_ share: Share) throws {
        let given = Int(share.header.identifier)
        guard given == set, share.header.threshold == threshold else {
            throw RecoveryError.otherSet(given: given, own: set)
        }
        guard share.number <= digests.count, try Self.digest(of: share) == digests[share.number - 1]
        else { throw RecoveryError.notAsMade(share: share.number) }
    }

    static func digest(of share: Share) throws -> SHA256Digest {
        let text = try share.text()
        return text.withBytes { bytes in
            var hasher = SHA256Hasher()
            hasher.update(bytes)
            return hasher.finalize()
        }
    }
}
