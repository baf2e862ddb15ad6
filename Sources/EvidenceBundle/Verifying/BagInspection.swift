import BagIt
import Custody
import Primitives

/// Reads a bag once, in its order, and holds every list in it against what is really there.
///
/// The files come out of the inner tar while a bundle is opened, or out of an opened case folder.
/// Nothing is known about signatures here: see `SealVerification`.
/// Memory: the list of originals with their digests, and the commitments.
struct BagInspection {
    /// Takes each block after it was read: the staging folder, or nobody.
    typealias Copy = (Span<UInt8>) throws -> Void

    /// How many originals are read at most, by what was announced.
    private let mostOriginals: UInt64
    private var layout = BagLayout()
    private(set) var originals: [PackedFile] = []
    private(set) var totalSize: UInt64 = 0
    private var tags: [BagManifest.Entry] = []
    private var manifest: ManifestComparison?
    private var openings: OpeningsComparison?
    private(set) var exhibits = ExhibitNames()
    /// What stands in the reserved folder of data/.
    private(set) var proofs = OriginalProofs()

    private(set) var preview: [UInt8] = []
    private(set) var caseDocument: [UInt8] = []
    private(set) var earlier: [CustodyFile] = []
    private(set) var checkpoint: [UInt8]?
    private(set) var commitments: [UInt8] = []
    private(set) var seal: [UInt8] = []
    private(set) var sealSignature: [UInt8] = []
    private(set) var sealedOpening: [UInt8] = []

    var sealName: String { layout.sealName }

    /// - Parameter announced: how many originals the preview outside states; nil where it is not there. A
    ///   few more are read, so that each can be named; a flood is not.
    init(announced: UInt64? = nil) {
        let (most, overflow) = (announced ?? .max).addingReportingOverflow(BundleLimits.unannounced)
        mostOriginals = overflow ? .max : most
    }

    /// Reads one file to its end.
    ///
    /// - Parameter path: below bag/.
    /// - Throws: `BundleError`, and what reading and copying throw.
    mutating func accept(
        _ path: BagPath, size: UInt64, content: inout some BagContent & ~Copyable, copy: Copy
    ) throws {
        let slot = try layout.accept(path, size: size)
        switch slot {
        case .original: try acceptOriginal(path, size: size, &content, copy)
        case .manifest: try acceptManifest(path, &content, copy)
        case .openings: try acceptOpenings(&content, copy)
        default: try acceptTag(slot, path, size, &content, copy)
        }
    }

    /// Ends the reading; what is wrong with lists that were read to their end is told here.
    ///
    /// - Returns: the facts that the openings carry.
    /// - Throws: `BundleError`.
    mutating func finish() throws(BundleError) -> SealedFacts {
        try layout.finish()
        guard let openings else { throw .layout(.missingFile, nil) }
        guard let parsed = Commitments(parsing: commitments) else { throw .commitmentsMalformed }
        return try openings.finish(committed: parsed, tagManifest: tagManifestDigest)
    }

    private var tagManifestDigest: SHA256Digest?
    private var isInfoTrue = false

    private mutating func acceptOriginal(
        _ path: BagPath, size: UInt64, _ content: inout some BagContent & ~Copyable,
        _ copy: Copy
    ) throws {
        guard originals.count < BundleLimits.items else {
            throw BundleError.layout(.tooManyOriginals, path)
        }
        guard UInt64(originals.count) < mostOriginals else { throw BundleError.previewUntrue }
        var hasher = SHA256Hasher()
        var proof = proofs.begin(path, size: size)
        let read = try forEachBlock(&content, copy) { bytes in
            hasher.update(bytes)
            proof?.take(bytes)
        }
        if let proof { proofs.end(proof) }
        let (sum, overflow) = totalSize.addingReportingOverflow(read)
        guard !overflow else { throw BundleError.layout(.sizeOverflow, path) }
        totalSize = sum
        originals.append(PackedFile(path: path, size: read, digest: hasher.finalize()))
    }

    /// The manifest is held against the originals line by line while it is read.
    private mutating func acceptManifest(
        _ path: BagPath, _ content: inout some BagContent & ~Copyable, _ copy: Copy
    ) throws {
        var comparison = ManifestComparison(originals, exhibits)
        var lines = LineReader(limit: LineReader.manifestLine, tooLong: .manifestMalformed)
        var hasher = SHA256Hasher()
        _ = try forEachBlock(&content, copy) { bytes in
            hasher.update(bytes)
            try lines.read(bytes) { line in try comparison.accept(line) }
        }
        guard lines.isAtLineEnd else { throw BundleError.manifestMalformed }
        try comparison.finish()
        tags.append(BagManifest.Entry(path: path, digest: hasher.finalize()))
    }

    private mutating func acceptOpenings(
        _ content: inout some BagContent & ~Copyable, _ copy: Copy
    ) throws {
        var comparison = OpeningsComparison(originals, exhibits)
        var lines = LineReader(limit: LineReader.openingLine, tooLong: .openingsMalformed)
        _ = try forEachBlock(&content, copy) { bytes in
            try lines.read(bytes) { line in try comparison.accept(line) }
        }
        guard lines.isAtLineEnd else { throw BundleError.openingsMalformed }
        openings = comparison
    }

    private mutating func acceptTag(
        _ slot: BagLayout.Slot, _ path: BagPath, _ size: UInt64,
        _ content: inout some BagContent & ~Copyable, _ copy: Copy
    ) throws {
        var bytes: [UInt8] = []
        let read = try forEachBlock(&content, copy) { block in
            guard UInt64(bytes.count + block.count) <= slot.limit else {
                throw BundleError.layout(.tooLarge, path)
            }
            bytes += Array(copying: block)
        }
        guard read == size else { throw BundleError.layout(.tooLarge, path) }
        try keep(bytes, slot, path)
    }

    private mutating func keep(
        _ bytes: [UInt8], _ slot: BagLayout.Slot, _ path: BagPath
    ) throws(BundleError) {
        switch slot {
        case .preview: preview = bytes
        case .caseDocument:
            caseDocument = bytes
            exhibits = ExhibitNames(caseDocument: bytes)
        case .declaration:
            guard bytes == BagDeclaration.bytes else { throw .tagFilesDiffer }
        case .info:
            let oxum = PayloadOxum(size: totalSize, count: originals.count).text
            // Told with the tag files, after the manifest has named the files that differ.
            isInfoTrue = bytes.starts(with: "Payload-Oxum: \(oxum)\n".utf8)
        case .earlier:
            let name = path.removing(BundlePaths.custody)?.text ?? path.text
            earlier.append(CustodyFile(name: name, content: bytes))
        case .tagManifest: try compareTagManifest(bytes)
        case .commitments: commitments = bytes
        case .seal: seal = bytes
        case .sealSignature: sealSignature = bytes
        case .sealedOpening: sealedOpening = bytes
        case .checkpoint: checkpoint = bytes
        case .readme, .original, .manifest, .openings: break
        }
        // What the tag manifest lists: every tag file that stands before it.
        if slot.rawValue < BagLayout.Slot.tagManifest.rawValue {
            tags.append(BagManifest.Entry(path: path, digest: .of(bytes)))
        }
    }

    /// Both ways at once: the only right tag manifest is the one of the files that were read.
    private mutating func compareTagManifest(_ bytes: [UInt8]) throws(BundleError) {
        guard isInfoTrue, let expected = try? BagManifest(tags).serialized(), expected == bytes
        else {
            throw .tagFilesDiffer
        }
        tagManifestDigest = .of(bytes)
    }

    /// Looks at each block before it is copied.
    ///
    /// - Returns: how many bytes there were.
    private mutating func forEachBlock(
        _ content: inout some BagContent & ~Copyable, _ copy: Copy,
        _ look: (Span<UInt8>) throws -> Void
    ) throws -> UInt64 {
        var total: UInt64 = 0
        while true {
            let count = try content.lend { bytes in
                try look(bytes)
                try copy(bytes)
            }
            if count == 0 { return total }
            total += UInt64(count)
        }
    }
}
