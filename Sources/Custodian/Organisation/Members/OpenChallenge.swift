import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// What the answer to a challenge must be: `organisation/challenges/REQUEST.json`.
///
/// ```json
/// {"type": "urn:plomba:v1:OpenChallenge", "version": 1, "answer": "<SHA-256>", "expiryTime": "..."}
/// ```
/// REQUEST is the SHA-256 of the request. It goes when the request is approved or has ended; the same
/// request challenged again has another answer.
struct OpenChallenge {
    private static let type = "urn:plomba:v1:OpenChallenge"
    private static let ending = ".json"
    let request: SHA256Digest
    let answer: Fingerprint
    let expiryTime: Timestamp

    static func load(_ request: SHA256Digest, _ home: Home) throws -> OpenChallenge? {
        guard var file = try StateFile(path(request, home)).readIfThere() else { return nil }
        return try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            return OpenChallenge(
                request: request, answer: try reader.fingerprint("answer"),
                expiryTime: try reader.timestamp("expiryTime"))
        }
    }

    func store(_ home: Home) throws {
        try PrivateFolder.makeAll(Self.folder(home))
        try StateFile(Self.path(request, home)).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("answer", .string(answer.text)),
            JSONMember("expiryTime", .string(expiryTime.text)),
        ])
    }

    func remove(_ home: Home) throws {
        try SystemCall.removeFile(Self.path(request, home))
    }

    /// Takes away those whose requests have ended; the caller has the lock.
    static func prune(_ home: Home, at now: Timestamp) throws {
        guard PrivateFolder.isFolder(folder(home)) else { return }
        for name in try PrivateFolder.names(in: folder(home)) where name.hasSuffix(ending) {
            guard let digest = SHA256Digest(hex: String(name.dropLast(ending.count))),
                let known = try load(digest, home), known.expiryTime <= now
            else { continue }
            try known.remove(home)
        }
    }

    private static func folder(_ home: Home) -> FilePath {
        home.organisation.appending("challenges")
    }

    private static func path(_ request: SHA256Digest, _ home: Home) -> FilePath {
        folder(home).appending(request.hex + ending)
    }
}
