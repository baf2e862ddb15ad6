import BagIt

/// The order of files in a bag. (`Protocol/sealed-bundle.md`, section 3)
struct BagLayout {
    /// What a file of the bag is for.
    enum Slot: Int, Sendable {
        case original, preview, caseDocument, readme, declaration, info, earlier, checkpoint
        case manifest, tagManifest, openings, commitments, seal, sealSignature, sealedOpening

        /// How large the file may be; originals are bounded by the whole.
        var limit: UInt64 {
            switch self {
            case .original: .max
            case .preview: UInt64(PreviewPadding.size - 1)
            case .caseDocument: UInt64(CaseLimits.documentSize)
            case .manifest: UInt64(BundleLimits.manifestSize)
            case .openings: UInt64(BundleLimits.openingsSize)
            case .commitments: UInt64(Commitments.lineSize) << 17
            case .readme, .declaration, .info, .tagManifest, .checkpoint:
                UInt64(BundleLimits.tagFileSize)
            case .earlier, .seal: UInt64(BundleLimits.statementSize)
            case .sealSignature: UInt64(BundleLimits.signatureSize)
            case .sealedOpening: UInt64(BundleLimits.entrySize)
            }
        }
    }

    private var last: Slot?
    private var lastOriginal: BagPath?
    private var earlierFiles = 0
    private var earlierStatements = 0
    private var earlierRoom = UInt64(BundleLimits.earlierSize)
    private(set) var sealName = ""

    /// Which files come before the manifests and may be listed in the tag manifest.
    private static let fixed: [(String, Slot)] = [
        (BundlePaths.previewDocument, .preview), (BundlePaths.caseDocument, .caseDocument),
        (BundlePaths.readme, .readme), (BundlePaths.declaration, .declaration),
        (BundlePaths.info, .info), (BundlePaths.checkpoint, .checkpoint),
        (BundlePaths.manifest, .manifest), (BundlePaths.tagManifest, .tagManifest),
        (BundlePaths.openings, .openings), (BundlePaths.commitments, .commitments),
        (BundlePaths.sealedOpening, .sealedOpening),
    ]

    /// The slot of the next file; `path` is below bag/.
    ///
    /// - Throws: `BundleError.layout`.
    mutating func accept(_ path: BagPath, size: UInt64) throws(BundleError) -> Slot {
        let slot = try slot(of: path)
        try requireOrder(slot, path)
        guard size <= slot.limit else { throw .layout(.tooLarge, path) }
        if slot == .earlier {
            guard size <= earlierRoom else { throw .layout(.earlierTooLarge, path) }
            earlierRoom -= size
        }
        last = slot
        return slot
    }

    /// - Throws: `BundleError.layout(.missingFile, nil)` before the last file has come.
    func finish() throws(BundleError) {
        guard last == .sealedOpening else { throw .layout(.missingFile, nil) }
    }

    private func slot(of path: BagPath) throws(BundleError) -> Slot {
        if path.isBelow("data") {
            guard path.bytes.count <= BundleLimits.originalPathSize,
                path.bytes.count(where: { $0 == UInt8(ascii: "/") })
                    < BundleLimits.originalPathDepth
            else { throw .layout(.pathTooLong, path) }
            return .original
        }
        if path.isBelow(BundlePaths.custody) { return custodySlot }
        guard let found = Self.fixed.first(where: { Array($0.0.utf8) == path.bytes }) else {
            throw .layout(.unexpectedFile, path)
        }
        return found.1
    }

    /// The seal stands after the commitments; what stands before the manifests came with the case.
    private var custodySlot: Slot {
        switch last {
        case .commitments: .seal
        case .seal: .sealSignature
        default: .earlier
        }
    }

    private mutating func requireOrder(_ slot: Slot, _ path: BagPath) throws(BundleError) {
        switch slot {
        case .original:
            guard last == nil || last == .original else { throw .layout(.order, path) }
            if let lastOriginal, !(lastOriginal < path) { throw .layout(.order, path) }
            lastOriginal = path
        case .earlier:
            guard last == .info || last == .earlier else { throw .layout(.unexpectedFile, path) }
            earlierFiles += 1
            if path.bytes.suffix(5).elementsEqual(".json".utf8) { earlierStatements += 1 }
            guard earlierFiles <= BundleLimits.evidenceFiles else {
                throw .layout(.tooManyEarlier, path)
            }
        case .checkpoint, .manifest:
            let before: [Slot] =
                slot == .checkpoint ? [.info, .earlier] : [.info, .earlier, .checkpoint]
            guard let last, before.contains(last) else { throw .layout(.missingFile, nil) }
        case .seal:
            sealName = BundlePaths.sealedName(after: earlierStatements)
            guard path.bytes == Array("\(BundlePaths.custody)/\(sealName)".utf8) else {
                throw .layout(.unexpectedFile, path)
            }
        case .sealSignature:
            guard path.bytes == Array("\(BundlePaths.custody)/\(sealName).sig".utf8) else {
                throw .layout(.unexpectedFile, path)
            }
        case .preview:
            guard last == .original else { throw .layout(.missingFile, nil) }
        default:
            guard last?.rawValue == slot.rawValue - 1 else { throw .layout(.missingFile, nil) }
        }
    }
}
