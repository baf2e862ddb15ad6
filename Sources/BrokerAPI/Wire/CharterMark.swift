package import Primitives

/// Which charter a broker hands out: a network, and the newest version of it that is there.
///
/// ```json
/// { "fingerprint": "9c56...", "version": 3, "digest": "<SHA-256 of that version>" }
/// ```
/// Unsigned, and no more than a reason to fetch the file, which proves itself.
package struct CharterMark: Hashable, Sendable {
    package let fingerprint: Fingerprint
    package let version: Int
    package let digest: SHA256Digest

    private static let versions = 1...1_000_000

    package init(fingerprint: Fingerprint, version: Int, digest: SHA256Digest) {
        self.fingerprint = fingerprint
        self.version = version
        self.digest = digest
    }

    var json: JSONValue {
        .object([
            JSONMember("fingerprint", .string(fingerprint.text)),
            JSONMember("version", .integer(Int64(version))),
            JSONMember("digest", .string(digest.hex)),
        ])
    }

    init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        fingerprint = try reader.fingerprint("fingerprint")
        version = try reader.integer("version", in: Self.versions)
        digest = try reader.digest("digest")
    }
}
