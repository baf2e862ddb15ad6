import BagIt
import Custody
import Primitives

/// The tag files of a bag, from preview.json to tagmanifest-sha256.txt, in their order.
struct TagFiles {
    /// preview.json, case.json, README-VERIFY, bagit.txt, bag-info.txt, custody/..., checkpoint
    let beforeManifest: [BagFile]
    /// preview.json once more, for preview.age.
    let preview: [UInt8]

    /// - Throws: `CaseError`, or `BagInfoError`.
    init(
        _ request: SealRequest, files: [PackedFile], _ stage: CaseDocument.Stage
    ) throws {
        let documents = try request.caseDocument.split(
            PackingFacts(
                consignment: request.consignment, createdAt: request.claimedTime, files: files),
            stage)
        let sealedName = BundlePaths.sealedName(after: request.earlierCount)
        preview = documents.preview
        beforeManifest =
            [
                BagFile(BundlePaths.previewDocument, documents.preview),
                BagFile(BundlePaths.caseDocument, documents.caseDocument),
                BagFile(
                    BundlePaths.readme,
                    ReadmeVerify.text(
                        mode: request.mode, sealedName: sealedName,
                        originals: request.originalSteps)),
                BagFile(BundlePaths.declaration, BagDeclaration.bytes),
                BagFile(BundlePaths.info, try Self.info(request.claimedTime, files)),
            ]
            + (try request.earlierStatements.map { file in
                BagFile(
                    path: try BagPath(file.name).below(BundlePaths.custody), file.content)
            }) + (request.checkpoint.map { [BagFile(BundlePaths.checkpoint, $0)] } ?? [])
    }

    /// tagmanifest-sha256.txt: every tag file before it, the payload manifest included.
    func tagManifest(manifest: SHA256Digest) throws -> BagFile {
        var entries = beforeManifest.map {
            BagManifest.Entry(path: $0.path, digest: .of($0.content))
        }
        entries.append(
            BagManifest.Entry(path: BundlePaths.path(BundlePaths.manifest), digest: manifest))
        return BagFile(BundlePaths.tagManifest, try BagManifest(entries).serialized())
    }

    static func info(_ claimedTime: Timestamp, _ files: [PackedFile]) throws -> [UInt8] {
        guard let size = files.totalSize else { throw SealError.sizeOverflow }
        return try BagInfo(
            payload: PayloadOxum(size: size, count: files.count),
            fields: [
                BagInfo.Field(
                    label: "Bagging-Date", value: String(claimedTime.text.prefix(10))),
                BagInfo.Field(label: "Bag-Software-Agent", value: "plomba"),
            ]
        ).serialized
    }
}

extension SealRequest {
    /// How many statements stand before this seal in custody/.
    var earlierCount: Int { earlierStatements.filter { $0.name.hasSuffix(".json") }.count }
}
