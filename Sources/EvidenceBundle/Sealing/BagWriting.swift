import BagIt
import Custody
import Primitives

/// Writes one bag into an encrypted tar, in the order of `Protocol/sealed-bundle.md`, section 3.
///
/// Memory: a few blocks, the list of files, and one digest for each opening.
struct BagWriting {
    let request: SealRequest
    let stanzas: StanzaList
    let plan: SealPlan
    let tar: EncryptedTar
    /// Takes what the sender keeps, or nil.
    let copy: EncryptedTar?

    /// - Returns: the seal, preview.json, and the digest of the payload manifest.
    func write(
        _ source: PayloadSource, memberKey: borrowing some SSHSigner & ~Copyable,
        progress: SealProgress
    ) throws -> (seal: BagSeal, preview: [UInt8], manifest: SHA256Digest) {
        let files = try writeOriginals(source, progress)
        let tags = try TagFiles(request, files: files, .packing)
        for file in tags.beforeManifest { try write(file) }
        let manifest = try writeManifest(files)
        let tagManifest = try tags.tagManifest(manifest: manifest)
        try write(tagManifest)
        let commitments = try writeOpenings(files, tagManifest: .of(tagManifest.content))
        try write(BagFile(BundlePaths.commitments, commitments), keeping: true)
        let seal = try BagSeal(request, commitments: .of(commitments), with: memberKey)
        for file in seal.files { try write(file, keeping: true) }
        return (seal, tags.preview, manifest)
    }

    /// The originals, bit for bit; they were laid out and hashed when they were read.
    private func writeOriginals(
        _ source: PayloadSource, _ progress: SealProgress
    ) throws -> [PackedFile] {
        var files: [PackedFile] = []
        files.reserveCapacity(source.items.count)
        let originals = OriginalsAhead(source)
        var block = OriginalsBlock()
        var done: UInt64 = 0
        while try originals.exchange(&block) {
            try tar.append(
                block.bytes.span.extracting(first: block.count),
                entries: block.pieces.count { $0.isStart })
            for piece in block.pieces {
                let item = source.items[piece.item]
                done += UInt64(piece.range.count)
                guard let digest = piece.digest else { continue }
                // Nothing is sealed under an old proof that the proof does not cover.
                if let original = request.original, original.digests[item.path] != digest {
                    throw SealError.originalDiffers(item.path)
                }
                files.append(PackedFile(path: item.path, size: item.size, digest: digest))
            }
            progress(done, source.totalSize)
        }
        return files
    }

    private func writeManifest(_ files: [PackedFile]) throws -> SHA256Digest {
        var hasher = SHA256Hasher()
        try tar.begin(
            TarEntry(path: BundlePaths.inBag(BundlePaths.manifest), size: plan.manifestSize))
        var lines = LineBuffer()
        for file in files {
            lines.append(BagManifest.Entry(path: file.path, digest: file.digest))
            try lines.drain(atLeast: LineBuffer.batch) { batch in
                hasher.update(batch)
                try tar.write(batch)
            }
        }
        try lines.drain(atLeast: 1) { batch in
            hasher.update(batch)
            try tar.write(batch)
        }
        try tar.end()
        return hasher.finalize()
    }

    /// - Returns: commitments.txt.
    private func writeOpenings(
        _ files: [PackedFile], tagManifest: SHA256Digest
    ) throws -> [UInt8] {
        let fixed = BagSeal.fixedLines(
            tagManifest: tagManifest, request: request, stanzas: stanzas)
        let path = BundlePaths.inBag(BundlePaths.openings)
        let entry = TarEntry(path: path, size: plan.openingsSize)
        try tar.begin(entry)
        try copy?.begin(entry)
        var committed: [SHA256Digest] = []
        committed.reserveCapacity(plan.commitmentCount)
        var lines = LineBuffer()
        var salts = SaltSupply()
        var hasher = SHA256Hasher()
        func add(_ line: OpeningLine) throws {
            let encoded = line.encoded(salt: salts.next())
            hasher.update(encoded)
            committed.append(hasher.finishAndRestart())
            lines.append(encoded)
            try lines.drain(atLeast: LineBuffer.batch, into: writeBoth)
        }
        for file in files {
            try add(.item(path: file.path, size: file.size, digest: file.digest))
        }
        for line in fixed { try add(line) }
        try lines.drain(atLeast: 1, into: writeBoth)
        try tar.end()
        try copy?.end()
        return Commitments(committing: committed).serialized()
    }

    private func writeBoth(_ bytes: Span<UInt8>) throws {
        try tar.write(bytes)
        try copy?.write(bytes)
    }

    private func write(_ file: BagFile, keeping: Bool = false) throws {
        let path = try file.path.below(BundlePaths.bag)
        try tar.write(path: path, content: file.content)
        if keeping { try copy?.write(path: path, content: file.content) }
    }
}

/// Lines on their way into an archive, a batch at a time.
struct LineBuffer {
    static let batch = 65_536
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(Self.batch + 4096) }

    mutating func append(_ line: [UInt8]) { bytes += line }

    mutating func append(_ entry: BagManifest.Entry) { entry.append(to: &bytes) }

    /// Hands all of it over once there is enough.
    mutating func drain(atLeast count: Int, into sink: (Span<UInt8>) throws -> Void) throws {
        guard bytes.count >= count else { return }
        try sink(bytes.span)
        bytes.removeAll(keepingCapacity: true)
    }
}
