import BagIt
import Custody
import EvidenceBundle
import Primitives

/// Lists made to fit a bag that was changed.
extension Forgery {
    private var originals: [(path: String, content: [UInt8])] {
        files.filter { $0.path.hasPrefix("bag/data/") }
    }

    /// bag-info.txt counts the originals that are there.
    mutating func fixInfo() throws {
        let size = originals.reduce(0) { $0 + UInt64($1.content.count) }
        let lines = String(decoding: self["bag-info.txt"], as: UTF8.self).split(separator: "\n")
        let first = "Payload-Oxum: \(PayloadOxum(size: size, count: originals.count).text)"
        self["bag-info.txt"] = Array(
            ([first] + lines.dropFirst().map(String.init)).map { "\($0)\n" }.joined().utf8)
    }

    /// Both manifests list the files as they are now; the openings stay as they were.
    mutating func relist() throws {
        try fixInfo()
        self["manifest-sha256.txt"] = try manifest(originals)
        let names = files.prefix { $0.path != "bag/tagmanifest-sha256.txt" }
        let tags = names.filter { !$0.path.hasPrefix("bag/data/") }
        self["tagmanifest-sha256.txt"] = try manifest(tags)
    }

    /// Writes openings.txt anew with other facts, the true tag manifest and new salts.
    ///
    /// - Returns: the commitments to the lines.
    @discardableResult
    mutating func reopen(_ change: (OpeningLine) -> OpeningLine) throws -> [SHA256Digest] {
        var bytes: [UInt8] = []
        var commitments: [SHA256Digest] = []
        for line in self["openings.txt"].split(separator: 0x0A) {
            let fact = try made(OpeningLine(line: Array(line) + [0x0A]))
            let fitting: OpeningLine =
                if case .tagManifest = fact {
                    .tagManifest(.of(self["tagmanifest-sha256.txt"]))
                } else {
                    fact
                }
            let encoded = change(fitting).encoded(salt: .random())
            commitments.append(Commitments.commitment(to: encoded))
            bytes += encoded
        }
        self["openings.txt"] = bytes
        return commitments
    }

    private func manifest(_ files: some Sequence<(path: String, content: [UInt8])>) throws
        -> [UInt8]
    {
        try BagManifest(
            files.map {
                BagManifest.Entry(
                    path: try BagPath(String($0.path.dropFirst(4))), digest: .of($0.content))
            }
        ).serialized()
    }
}
