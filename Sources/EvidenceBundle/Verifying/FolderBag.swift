import BagIt
import Primitives

/// The bag of an opened case folder, read in the order of the tar that it came out of.
///
/// Links, devices and names that no bag has are refused by the scan, and fail the check as a file that
/// is too many does: whoever sent the folder may have put them there.
struct FolderBag {
    private let source: PayloadSource
    private let stored: StoredOriginals?
    private var items: [BagPath: PayloadItem] = [:]

    /// - Parameter stored: the originals, where they do not lie in the folder.
    /// - Throws: `BundleError`; `PayloadError` when the folder cannot be looked at.
    init(folder: String, stored: StoredOriginals? = nil) throws {
        self.stored = stored
        source = try Self.scan("\(folder)/\(BundlePaths.bag)")
        for item in source.items {
            // The scan names what it finds as if it were to be packed: data/bag/...
            guard let path = item.path.removing("data")?.removing(BundlePaths.bag) else {
                continue
            }
            items[path] = item
        }
    }

    private static func scan(_ bag: String) throws -> PayloadSource {
        do {
            return try PayloadSource(unpacked: bag)
        } catch let error {
            switch error {
            case .notAFile, .path, .collision: throw BundleError.folder(error)
            case .nothing: throw BundleError.layout(.missingFile, nil)
            default: throw error
            }
        }
    }

    /// Feeds every file to the inspection, in blocks.
    ///
    /// - Throws: `BundleError.layout` for a file too many or too few, and what reading throws.
    func read(into bag: inout BagInspection, _ progress: SealProgress) throws {
        var opener = PayloadOpener(source)
        var content = FolderContent()
        var elsewhere = StoredContent()
        let total = source.totalSize + (stored?.totalSize ?? 0)
        var done: UInt64 = 0
        for path in try order() {
            if let original = stored?[path] {
                elsewhere.begin(original)
                try bag.accept(path, size: original.size, content: &elsewhere, copy: { _ in })
                done += original.size
                progress(done, total)
                continue
            }
            guard let item = items[path] else { throw BundleError.layout(.missingFile, path) }
            content.begin(try opener.open(item))
            try bag.accept(path, size: item.size, content: &content, copy: { _ in })
            done += item.size
            progress(done, total)
        }
    }

    /// The paths in the order of `Protocol/sealed-bundle.md`, section 3.
    private func order() throws(BundleError) -> [BagPath] {
        let all = (Array(items.keys) + (stored?.paths ?? [])).sorted()
        let originals = all.filter { $0.isBelow("data") }
        let custody = all.filter { $0.isBelow(BundlePaths.custody) }
        let before = [
            BundlePaths.previewDocument, BundlePaths.caseDocument, BundlePaths.readme,
            BundlePaths.declaration, BundlePaths.info,
        ]
        let middle = [
            BundlePaths.manifest, BundlePaths.tagManifest, BundlePaths.openings,
            BundlePaths.commitments,
        ]
        let checkpoint = BundlePaths.path(BundlePaths.checkpoint)
        var order = originals + before.map { BundlePaths.path($0) }
        // The last pair is the seal: its number follows the earlier ones.
        order += custody.dropLast(2)
        if items[checkpoint] != nil { order.append(checkpoint) }
        order += middle.map { BundlePaths.path($0) }
        order += custody.suffix(2) + [BundlePaths.path(BundlePaths.sealedOpening)]
        let known = Set(order)
        if let extra = all.first(where: { !known.contains($0) }) {
            throw .layout(.unexpectedFile, extra)
        }
        return order
    }
}
