package import BagIt
package import Primitives

/// Packs a case and its files into a plain bag directory: readable, checkable, and neither signed
/// nor encrypted.
///
/// The folder holds `data/`, preview.json, case.json, README-VERIFY and the four files of BagIt. It
/// appears complete and on the disk, or not at all. (`Protocol/case.md`, section 7)
package struct Packer {
    private let caseDocument: CaseDocument
    private let source: PayloadSource
    private let consignment: ConsignmentID
    private let createdAt: Timestamp

    /// From so many files on, one sync of the file system is cheaper than one a file.
    private static let manyFiles = 256

    /// - Throws: `CaseError` for what can be known before the files are read.
    package init(
        _ caseDocument: CaseDocument, source: PayloadSource, consignment: ConsignmentID,
        createdAt: Timestamp
    ) throws {
        (self.caseDocument, self.source) = (caseDocument, source)
        (self.consignment, self.createdAt) = (consignment, createdAt)
        let planned = source.items.map {
            PackedFile(path: $0.path, size: $0.size, digest: .of([]))
        }
        _ = try caseDocument.split(facts(planned), .planning)
    }

    /// - Throws: `CaseError`, `FileError`, `PayloadError`, `ManifestError`; nothing is left then.
    package func pack(to folder: String, progress: SealProgress) throws {
        var staging = try StagingDirectory(
            target: folder, expectedSize: source.totalSize,
            durability: source.items.count > Self.manyFiles ? .fileSystem : .eachFile)
        let files = try copyOriginals(into: &staging, progress)
        let documents = try caseDocument.split(facts(files))
        let manifest = try BagManifest(
            files.map { BagManifest.Entry(path: $0.path, digest: $0.digest) })
        let tags = [
            BagFile(BundlePaths.previewDocument, documents.preview),
            BagFile(BundlePaths.caseDocument, documents.caseDocument),
            BagFile(BundlePaths.readme, ReadmeVerify.packedText),
            BagFile(BundlePaths.declaration, BagDeclaration.bytes),
            BagFile(BundlePaths.info, try TagFiles.info(createdAt, files)),
            BagFile(BundlePaths.manifest, try manifest.serialized()),
        ]
        for tag in tags { try staging.write(tag.path, content: tag.content) }
        let tagManifest = try BagManifest(
            tags.map { BagManifest.Entry(path: $0.path, digest: .of($0.content)) })
        try staging.write(
            BundlePaths.path(BundlePaths.tagManifest), content: try tagManifest.serialized())
        try staging.commit()
    }

    private func copyOriginals(
        into staging: inout StagingDirectory, _ progress: SealProgress
    ) throws -> [PackedFile] {
        var opener = PayloadOpener(source)
        var block = [UInt8](repeating: 0, count: BundleLimits.blockSize)
        var files: [PackedFile] = []
        var done: UInt64 = 0
        for item in source.items {
            var original = try opener.open(item)
            var copy = try staging.create(item.path, size: item.size)
            var hasher = SHA256Hasher()
            while true {
                var span = block.mutableSpan
                let count = try original.read(into: &span)
                if count == 0 { break }
                hasher.update(block.span.extracting(first: count))
                try copy.write(block.span.extracting(first: count))
                done += UInt64(count)
                progress(done, source.totalSize)
            }
            try copy.finish()
            files.append(
                PackedFile(path: item.path, size: item.size, digest: hasher.finalize()))
        }
        return files
    }

    private func facts(_ files: [PackedFile]) -> PackingFacts {
        PackingFacts(consignment: consignment, createdAt: createdAt, files: files)
    }
}
