package import Primitives

/// A payload manifest or tag manifest with SHA-256, in the one form that we write.
///
/// One line a file, sorted by the bytes of the path, LF at the end of each line:
/// ```
/// 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  data/hello.txt
/// ```
/// - SeeAlso: Protocol/bag.md, "Manifests"; RFC 8493, 2.1.3 and 2.2.1.
package struct BagManifest: Equatable, Sendable {
    package static let maximumSize = 64 << 20
    package static let maximumEntries = 100_000
    package static let payloadName = "manifest-sha256.txt"
    package static let tagName = "tagmanifest-sha256.txt"

    package struct Entry: Equatable, Sendable {
        package let path: BagPath
        package let digest: SHA256Digest

        package init(path: BagPath, digest: SHA256Digest) {
            self.path = path
            self.digest = digest
        }

        /// One line with its line feed, after what a text holds already.
        package func append(to text: inout [UInt8]) {
            Hex.append(digest.bytes, to: &text)
            text.append(UInt8(ascii: " "))
            text.append(UInt8(ascii: " "))
            text += path.encoded
            text.append(UInt8(ascii: "\n"))
        }
    }

    /// Sorted by the bytes of the path; no path twice.
    package let entries: [Entry]

    package init(_ entries: [Entry]) throws(ManifestError) {
        guard entries.count <= Self.maximumEntries else { throw .tooManyEntries }
        let sorted = entries.sorted { $0.path < $1.path }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.path == later.path {
            throw .notCanonical
        }
        self.entries = sorted
    }

    package func serialized() throws(ManifestError) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(entries.count * 120)
        for entry in entries {
            entry.append(to: &text)
        }
        guard text.count <= Self.maximumSize else { throw .tooLarge }
        return text
    }

    /// Accepts exactly what `serialized()` writes.
    package static func parse(_ text: [UInt8]) throws(ManifestError) -> BagManifest {
        guard text.count <= maximumSize else { throw .tooLarge }
        guard text.isEmpty || text.last == UInt8(ascii: "\n") else { throw .notCanonical }
        var entries: [Entry] = []
        for line in text.dropLast().split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        where !text.isEmpty {
            guard entries.count < maximumEntries else { throw .tooManyEntries }
            let entry = try parse(line: line)
            if let last = entries.last, !(last.path < entry.path) { throw .notCanonical }
            entries.append(entry)
        }
        return try BagManifest(entries)
    }

    /// One line with its line feed; of a manifest of one entry nothing else is accepted.
    package static func parse(wholeLine line: [UInt8]) throws(ManifestError) -> Entry {
        guard line.last == UInt8(ascii: "\n") else { throw .notCanonical }
        return try parse(line: line.dropLast())
    }

    private static func parse(line: ArraySlice<UInt8>) throws(ManifestError) -> Entry {
        let hex = line.prefix(64)
        guard hex.count == 64, line.dropFirst(64).starts(with: "  ".utf8),
            let bytes = Hex.decode(ascii: Array(hex)), let digest = SHA256Digest(bytes: bytes)
        else { throw .notCanonical }
        return Entry(path: try BagPath(encoded: Array(line.dropFirst(66))), digest: digest)
    }
}

/// Why bytes are not a manifest as we write it.
package enum ManifestError: PlainFailure, Equatable {
    case tooLarge
    case tooManyEntries
    /// Not the form of `BagManifest`: order, case, spacing, escapes or line ends.
    case notCanonical
    case path(BagPathError)

    package var code: String {
        switch self {
        case .tooLarge: "manifest.too-large"
        case .tooManyEntries: "manifest.too-many-entries"
        case .notCanonical: "manifest.not-canonical"
        case .path(let error): "manifest.\(error.code)"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge: "the manifest is larger than \(BagManifest.maximumSize >> 20) MiB"
        case .tooManyEntries: "the manifest lists more than \(BagManifest.maximumEntries) files"
        case .notCanonical: "the manifest is not in canonical form"
        case .path(let error): "the manifest lists a path that is refused: \(error.message)"
        }
    }
}
