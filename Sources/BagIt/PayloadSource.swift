internal import Primitives

/// The originals that a person names, as they will stand in `data/` of a bag.
///
/// A file `…/clip.mp4` becomes `data/clip.mp4`; a folder `…/case-12` becomes `data/case-12/…` with
/// everything in it. Names are kept byte for byte. Links, pipes, sockets and devices are refused,
/// and so are names that `BagPath` refuses or that collide. Empty folders are left out, since a bag
/// lists files only. Nothing is opened yet but folders; `PayloadOpener` opens the files.
///
/// - SeeAlso: Protocol/bag.md, "Payload".
package struct PayloadSource: Sendable {
    /// Sorted by the bytes of the bag path.
    package let items: [PayloadItem]
    package let totalSize: UInt64
    /// The folders that items are opened from, as the person named them.
    let roots: [[UInt8]]

    /// - Parameter paths: files and folders, relative to the current folder or absolute.
    package init(paths: [String]) throws(PayloadError) {
        var scan = PayloadScan()
        for path in paths { try scan.add(Array(path.utf8)) }
        try self.init(scan)
    }

    /// Files that already have their places: material that is passed on keeps its paths.
    package init(placing places: [PayloadPlace]) throws(PayloadError) {
        var scan = PayloadScan()
        for place in places { try scan.add(place) }
        try self.init(scan)
    }

    /// A folder that came out of an archive: its paths are as long as they were there.
    package init(unpacked folder: String) throws(PayloadError) {
        var scan = PayloadScan(willBePacked: false)
        try scan.add(Array(folder.utf8))
        try self.init(scan)
    }

    private init(_ scan: PayloadScan) throws(PayloadError) {
        guard !scan.items.isEmpty else { throw .nothing }
        let isSorted = zip(scan.items, scan.items.dropFirst()).allSatisfy { $0.path < $1.path }
        items = isSorted ? scan.items : scan.items.sorted { $0.path < $1.path }
        var collisions = PathCollisions()
        for item in items {
            do {
                try collisions.insert(item.path)
            } catch {
                throw .collision(error)
            }
        }
        guard collisions.folders <= Tar.maximumFolders else { throw .tooManyFiles }
        totalSize = scan.totalSize
        roots = scan.roots
    }

    package var oxum: PayloadOxum { PayloadOxum(size: totalSize, count: items.count) }
}

/// One file and the place that it shall have in a bag.
package struct PayloadPlace: Sendable {
    /// The folder that it is opened from.
    package let root: String
    /// `data/...`
    package let path: BagPath
    /// From here on the bytes of `path` are also its path below `root`.
    package let relativeStart: Int

    package init(root: String, path: BagPath, relativeStart: Int) {
        (self.root, self.path, self.relativeStart) = (root, path, relativeStart)
    }
}

/// One original: where it will stand in the bag, and what it was when the folder was scanned.
package struct PayloadItem: Sendable {
    /// `data/…`
    package let path: BagPath
    package let size: UInt64
    let identity: FileIdentity
    /// Which of the source's roots it is opened from.
    let root: Int
    /// Where its path below that root begins in `path.bytes`.
    let relativeStart: Int
}

/// Why originals cannot be taken. Messages name the path: they are for the person who gave it.
package enum PayloadError: PlainFailure, Equatable {
    case file(FileError)
    case path(BagPathError, shown: [UInt8])
    case collision(PathCollision)
    /// A link, pipe, socket or device.
    case notAFile(shown: [UInt8])
    /// `.`, `..` or `/`: nothing to call it by in the bag.
    case noName(shown: [UInt8])
    /// Its size, time or identity is no longer what the scan saw.
    case changed(shown: [UInt8])
    case tooManyFiles
    case sizeOverflow
    case nothing

    package var code: String {
        switch self {
        case .file(let error): error.code
        case .path(let error, _): error.code
        case .collision(let error): error.code
        case .notAFile: "payload.not-a-file"
        case .noName: "payload.no-name"
        case .changed: "payload.changed"
        case .tooManyFiles: "payload.too-many-files"
        case .sizeOverflow: "payload.size-overflow"
        case .nothing: "payload.nothing"
        }
    }

    package var message: String {
        switch self {
        case .file(let error): error.message
        case .path(let error, let shown): "'\(SafeText.shown(shown))' is refused: \(error.message)"
        case .collision(let error):
            "'\(SafeText.shown(error.path.bytes))' collides with "
                + "'\(SafeText.shown(error.otherName))' in the same folder: \(error.message)"
        case .notAFile(let shown):
            "'\(SafeText.shown(shown))' is a link, pipe, socket or device, not a file or folder"
        case .noName(let shown): "'\(SafeText.shown(shown))' has no name of its own"
        case .changed(let shown): "'\(SafeText.shown(shown))' was changed while it was read"
        case .tooManyFiles: "more than \(BagManifest.maximumEntries) files or folders"
        case .sizeOverflow: "the files together are larger than 64 bits can say"
        case .nothing: "no file was found"
        }
    }

    package var hint: String? {
        switch self {
        case .file(let error): error.hint
        case .path: "rename a copy of it; the original's name can be noted in case.json"
        case .collision(let error): error.hint
        case .notAFile: "give a copy of the file that it leads to"
        case .noName: "name the folder, for example ../case-12 in place of ."
        case .changed: "close the programs that write to it and try again"
        case .tooManyFiles: "split the case into several bundles"
        case .sizeOverflow, .nothing: nil
        }
    }
}
