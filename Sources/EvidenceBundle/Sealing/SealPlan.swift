import Age
import BagIt
import Custody
import Primitives

/// The exact size of every part of a bundle, known before the first byte is read.
///
/// The container announces the size of payload.age in front of it, so a bundle that is written in
/// one pass needs its sizes first. Digests, salts and signatures have fixed lengths: a bag made
/// with zeros in their place is as long as the real one.
struct SealPlan {
    let payloadSize: UInt64
    /// What the sealed file takes at most on the disk.
    let fileSize: UInt64
    let manifestSize: UInt64
    let openingsSize: UInt64
    let commitmentCount: Int

    /// - Throws: `SealError`, `CaseError` or `TarError`.
    init(_ request: SealRequest, files: [PackedFile], stanzas: StanzaList) throws {
        guard files.count <= BundleLimits.items else {
            throw SealError.tooManyItems(limit: BundleLimits.items)
        }
        for file in files { try Self.requireRoom(file.path) }
        let reserved = files.first { OriginalPaths.isReserved($0.path) }
        if request.original == nil, let reserved {
            throw SealError.reservedName(reserved.path)
        }
        let tags = try TagFiles(request, files: files, .planning)
        let seal = try BagSeal.forSizing(request)
        manifestSize = try Self.sum(files.map { UInt64($0.manifestLineSize) })
        let fixedLines = BagSeal.fixedLines(
            tagManifest: seal.commitmentsDigest, request: request, stanzas: stanzas)
        openingsSize = try Self.sum(
            files.map { UInt64($0.openingLineSize) }
                + fixedLines.map { UInt64($0.encoded(salt: .random()).count) })
        guard manifestSize <= BundleLimits.manifestSize, openingsSize <= BundleLimits.openingsSize
        else { throw SealError.listTooLarge }
        commitmentCount = Commitments.count(forLines: files.count + fixedLines.count)

        var sizes = TarSizes()
        for file in files {
            try sizes.add(TarEntry(path: try file.path.below(BundlePaths.bag), size: file.size))
        }
        for file in tags.beforeManifest { try sizes.add(try file.entry()) }
        try sizes.add(TarEntry(path: BundlePaths.inBag(BundlePaths.manifest), size: manifestSize))
        try sizes.add(try tags.tagManifest(manifest: .of([])).entry())
        try sizes.add(TarEntry(path: BundlePaths.inBag(BundlePaths.openings), size: openingsSize))
        let commitmentsSize = UInt64(commitmentCount * Commitments.lineSize)
        try sizes.add(
            TarEntry(path: BundlePaths.inBag(BundlePaths.commitments), size: commitmentsSize))
        for file in seal.files { try sizes.add(try file.entry()) }
        let header = try EncryptedFileWriter.headerSize(for: stanzas.recipients)
        guard
            let payload = AgeSizes.encryptedSize(
                headerSize: header, plaintext: try sizes.total(padding: .padme))
        else { throw SealError.sizeOverflow }
        payloadSize = payload
        fileSize = try Self.sum([payload, UInt64(BundleLimits.sealedPreviewSize), 1 << 20])
    }

    private static func requireRoom(_ path: BagPath) throws(SealError) {
        let depth = path.bytes.count { $0 == UInt8(ascii: "/") } + 1
        guard path.bytes.count <= BundleLimits.originalPathSize,
            depth <= BundleLimits.originalPathDepth
        else { throw .pathTooLong(path) }
    }

    private static func sum(_ sizes: [UInt64]) throws(SealError) -> UInt64 {
        var total: UInt64 = 0
        for size in sizes {
            let (sum, overflow) = total.addingReportingOverflow(size)
            guard !overflow else { throw .sizeOverflow }
            total = sum
        }
        return total
    }
}

extension PackedFile {
    /// `<64 hex>  <path>` and a line feed.
    var manifestLineSize: Int { 64 + 2 + path.encoded.count + 1 }

    /// `item <salt> <sha256> <size> <path>` and a line feed.
    var openingLineSize: Int {
        5 + 65 + 65 + String(size).utf8.count + 1 + path.encoded.count + 1
    }
}

extension [PackedFile] {
    /// Nil when the sum does not fit 64 bits.
    var totalSize: UInt64? {
        var total: UInt64 = 0
        for file in self {
            let (sum, overflow) = total.addingReportingOverflow(file.size)
            guard !overflow else { return nil }
            total = sum
        }
        return total
    }
}
