import BagIt
import EvidenceBundle
import Primitives
import Verification

/// Writes a dossier: README-VERIFY, everything else by its path, and SHA256SUMS.
struct DossierArchive {
    private let material: DossierMaterial
    private let small: [(path: BagPath, content: [UInt8])]
    private let sealed: [BagPath: SHA256Digest]

    /// - Parameter sealed: what the verification has found of the originals: these bytes and no others are
    ///   written.
    init(
        _ material: DossierMaterial, _ small: [(path: BagPath, content: [UInt8])],
        sealed: [PackedFile]
    ) {
        (self.material, self.small) = (material, small)
        self.sealed = Dictionary(
            sealed.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: ``DossierWritingError/changed(_:)``, `PayloadError`, `FileError`, `TarError`.
    func write(
        readme: [UInt8], to target: String, progress: @escaping (UInt64) -> Void
    ) throws -> (digest: SHA256Digest, size: UInt64, files: Int) {
        let output = try DossierOutput(target: target, expectedSize: material.totalSize)
        var writing = DossierWriting(output, sealed: sealed, progress: progress)
        try writing.add(try BagPath(DossierLayout.readme), readme)
        for part in [material.caseFolder, material.evidence].compactMap({ $0 }) {
            var opener = PayloadOpener(part.source)
            for (path, item) in part.items {
                try writing.copy(try opener.open(item), to: path, size: item.size)
            }
        }
        for file in small.sorted(by: { $0.path < $1.path }) {
            try writing.add(file.path, file.content)
        }
        let (size, files) = try writing.finish()
        return (try output.commit(), size, files)
    }
}

/// The file and its digest.
private final class DossierOutput {
    private var file: StagedOutput
    private var hasher = SHA256Hasher()

    init(target: String, expectedSize: UInt64) throws {
        file = try StagedOutput(target: target, expectedSize: expectedSize)
    }

    func write(_ bytes: Span<UInt8>) throws {
        hasher.update(bytes)
        try file.write(bytes)
    }

    func commit() throws -> SHA256Digest {
        try file.commit()
        return hasher.finishAndRestart()
    }
}

/// The archive while it is written, with the line of each file so far.
private struct DossierWriting: ~Copyable {
    private static let blockSize: UInt64 = 1 << 20

    private var tar: TarWriter
    private var sums: [DossierSums.Entry] = []
    private let sealed: [BagPath: SHA256Digest]
    private let progress: (UInt64) -> Void
    private var done: UInt64 = 0

    init(
        _ output: DossierOutput, sealed: [BagPath: SHA256Digest],
        progress: @escaping (UInt64) -> Void
    ) {
        tar = TarWriter { try output.write($0) }
        (self.sealed, self.progress) = (sealed, progress)
    }

    mutating func add(_ path: BagPath, _ content: [UInt8]) throws {
        try tar.write(path: path, content: content)
        sums.append(DossierSums.Entry(path: path, digest: .of(content)))
    }

    mutating func copy(_ file: consuming PayloadFile, to path: BagPath, size: UInt64) throws {
        var hasher = SHA256Hasher()
        var block = [UInt8](repeating: 0, count: Int(min(Self.blockSize, max(1, size))))
        try tar.begin(TarEntry(path: path, size: size))
        while true {
            var span = block.mutableSpan
            let count = try file.read(into: &span)
            if count == 0 { break }
            hasher.update(block.span.extracting(first: count))
            try tar.write(block.span.extracting(first: count))
            done += UInt64(count)
            progress(done)
        }
        try tar.end()
        let digest = hasher.finalize()
        let inBag = path.removing(DossierLayout.caseFolder)?.removing("bag")
        if let inBag, inBag.isBelow("data"), sealed[inBag] != digest {
            throw DossierWritingError.changed(path)
        }
        sums.append(DossierSums.Entry(path: path, digest: digest))
    }

    /// - Returns: the length of the archive, and how many files it has.
    mutating func finish() throws -> (size: UInt64, files: Int) {
        try tar.write(path: try BagPath(DossierLayout.sums), content: DossierSums(sums).bytes)
        return (try tar.finish(padding: .none), sums.count + 1)
    }
}
