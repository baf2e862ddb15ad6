internal import Primitives

extension BagReader {
    /// Hashes each file that a manifest we rely on lists, once, with the algorithms it needs.
    static func checkDigests(
        _ manifests: [ForeignManifest], _ files: inout BagFiles, _ findings: inout BagFindings,
        _ progress: (UInt64) throws -> Void
    ) throws {
        let judged = manifests.filter { $0.algorithm != nil }
        var done: UInt64 = 0
        for path in files.contents.paths {
            let wanted = judged.compactMap { manifest in
                manifest.digests[path].map { (manifest.algorithm, $0) }
            }
            guard !wanted.isEmpty else { continue }
            let algorithms = Set(wanted.compactMap(\.0))
            let digests = try files.hash(path, algorithms, &done, progress)
            for (algorithm, digest) in wanted where digests[algorithm ?? .sha256] != digest {
                findings.add(.digestMismatch, .error, path.bytes)
            }
        }
    }
}

/// The files of a bag that is being judged, opened below its folder and never through a link.
struct BagFiles: ~Copyable {
    private var chain: FolderChain
    private let shown: [UInt8]
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let contents: BagContents

    init(folder: consuming Descriptor, shown: [UInt8], contents: BagContents) {
        chain = FolderChain(base: folder, path: shown)
        self.shown = shown
        self.contents = contents
    }

    /// A whole tag file; nil if there is none, or if it is larger than `limit`.
    mutating func read(_ name: String, limit: Int) throws -> [UInt8]? {
        guard let path = try? BagPath(name), let size = contents.sizes[path],
            size <= UInt64(limit)
        else { return nil }
        var content: [UInt8] = []
        try pieces(of: path) { piece throws in
            guard content.count + piece.count <= limit else { throw ManifestError.tooLarge }
            for index in piece.indices { content.append(piece[index]) }
        }
        return content
    }

    mutating func hash(
        _ path: BagPath, _ algorithms: Set<DigestAlgorithm>, _ done: inout UInt64,
        _ progress: (UInt64) throws -> Void
    ) throws -> [DigestAlgorithm: [UInt8]] {
        var sha256 = SHA256Hasher()
        var sha512 = SHA512Hasher()
        try pieces(of: path) { piece throws in
            if algorithms.contains(.sha256) { sha256.update(piece) }
            if algorithms.contains(.sha512) { sha512.update(piece) }
            done += UInt64(piece.count)
            try progress(done)
        }
        return [.sha256: sha256.finalize().bytes, .sha512: sha512.finalize()]
    }

    private mutating func pieces(
        of path: BagPath, _ take: (Span<UInt8>) throws -> Void
    ) throws {
        let folder = try chain.folder(of: path, creating: false)
        let shownFile = shown + [UInt8(ascii: "/")] + path.bytes
        let file = try Descriptor.open(
            at: folder.descriptor, folder.name, .readFile, shownAs: shownFile)
        file.expectSequentialReading()
        while true {
            var span = buffer.mutableSpan
            let count = try file.read(into: &span, shownFile)
            if count == 0 { return }
            try take(buffer.span.extracting(first: count))
        }
    }
}
