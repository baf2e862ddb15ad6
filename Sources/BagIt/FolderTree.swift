internal import Glibc
internal import SystemPackage

/// Walks folders that we made ourselves, never through a link. The depth is that of `BagPath`.
enum FolderTree {
    private static let maximumEntries = 1 << 20

    /// Visits the folders below `folder`, and `folder` last.
    static func walk(
        _ folder: borrowing Descriptor, _ path: [UInt8],
        _ visit: (borrowing Descriptor, [UInt8]) throws(FileError) -> Void
    ) throws(FileError) {
        for name in try FolderListing.names(in: folder, maximum: maximumEntries, path) {
            let shown = path + [UInt8(ascii: "/")] + name
            let status = try Descriptor.status(at: folder.raw, name, shownAs: shown)
            guard status.kind == .folder else { continue }
            let below = try Descriptor.open(at: folder.raw, name, .readFolder, shownAs: shown)
            try walk(below, shown, visit)
        }
        try visit(folder, path)
    }

    static func removeContents(
        of folder: borrowing Descriptor, _ path: [UInt8]
    ) throws(FileError) {
        for name in try FolderListing.names(in: folder, maximum: maximumEntries, path) {
            let shown = path + [UInt8(ascii: "/")] + name
            let status = try Descriptor.status(at: folder.raw, name, shownAs: shown)
            if status.kind == .folder {
                let below = try Descriptor.open(at: folder.raw, name, .readFolder, shownAs: shown)
                try removeContents(of: below, shown)
            }
            try Descriptor.remove(
                at: folder.raw, name, isFolder: status.kind == .folder, shownAs: shown)
        }
    }
}
