import Primitives
import PrivateFiles
import Timestamping
package import Verification

/// `authorities.json` of a home.
///
/// ```json
/// {"type": "urn:plomba:v1:PinnedAuthorities", "version": 1, "authorities": [
///   {"name": "tsa.example.org", "policy": "1.3.6.1.4.1.55555.1.1",
///    "roots": "-----BEGIN CERTIFICATE-----\n..."}]}
/// ```
extension PinnedAuthorities {
    private static let type = "urn:plomba:v1:PinnedAuthorities"

    /// Those of the confirmed charter; else those that were chosen by hand. Without any before that: then
    /// no token counts.
    static func load(_ home: Home) throws -> PinnedAuthorities {
        if let charter = try ConfirmedCharter.loadIfThere(home) {
            return try charter.current.authorities()
        }
        guard var file = try StateFile(home.authorities).readIfThere() else {
            return PinnedAuthorities(entries: [])
        }
        let entries = try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            return try reader.objects("authorities", limit: TimestampLimits.authorities).map {
                var element = $0
                return try Entry(
                    name: element.parsed("name", expected: "an authority's name") {
                        AuthorityName($0)
                    },
                    policy: element.parsed("policy", expected: "an object identifier") {
                        ASN1ObjectIdentifier($0)
                    },
                    pem: Array(element.string("roots").utf8))
            }
        }
        return PinnedAuthorities(entries: entries)
    }

    func store(_ home: Home) throws {
        let list = entries.map { entry in
            JSONValue.object([
                JSONMember("name", .string(entry.authority.name.text)),
                JSONMember("policy", .string(entry.policy.text)),
                JSONMember("roots", .string(String(decoding: entry.pem, as: UTF8.self))),
            ])
        }
        try StateFile(home.authorities).write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)),
            JSONMember("authorities", .array(list)),
        ])
    }
}

extension Office {
    /// Chooses whose tokens count.
    ///
    /// - Parameter path: a list in the form of `deploy/tsa/tsa.json`, with the files of roots beside it.
    package func useAuthorities(_ path: String) throws -> PinnedAuthorities {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        guard try ConfirmedCharter.loadIfThere(home) == nil else {
            throw CharterError.decides("whose time-stamp tokens count")
        }
        let list = try AuthorityList(
            jsonBytes: OutsideFile.read(path, limit: TimestampLimits.listSizeInBytes))
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let pinned = PinnedAuthorities(
            entries: try list.entries.map { entry in
                let file = path.contains("/") ? folder + "/" + entry.rootsFile : entry.rootsFile
                return try PinnedAuthorities.Entry(
                    name: entry.name, policy: entry.policy,
                    pem: OutsideFile.read(file, limit: TimestampLimits.listSizeInBytes))
            })
        try pinned.store(home)
        return pinned
    }
}
