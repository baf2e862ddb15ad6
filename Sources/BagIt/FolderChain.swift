internal import Glibc
internal import SystemPackage

/// Descends from one folder to others below it, a component at a time and never through a link, and
/// keeps the descriptors of the last descent: files that share their folder cost no further calls.
///
/// Every component is opened relative to its parent and in the way that `Resolution` describes, so
/// nothing that another process swaps in meanwhile can lead outside the first folder.
struct FolderChain: ~Copyable {
    private let base: Descriptor
    /// The path of `base`, for error messages.
    private let basePath: [UInt8]
    /// The open folders below `base`, outermost first. Owned: closed by `deinit` and `leave`.
    private var open: [(name: [UInt8], descriptor: Int32)] = []
    /// The folder part of the last path, with its trailing slash.
    private var current: [UInt8] = []

    init(base: consuming Descriptor, path: [UInt8]) {
        self.base = base
        self.basePath = path
    }

    deinit { for folder in open { _ = Glibc.close(folder.descriptor) } }

    /// The folder of a file, to be used at once: the next call may close it.
    /// - Parameter creating: make the folders that are missing, for their owner only.
    mutating func folder(
        of path: BagPath, creating: Bool
    ) throws(FileError) -> (descriptor: Int32, name: [UInt8]) {
        let nameStart = path.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let name = Array(path.bytes[nameStart...])
        if !path.bytes[..<nameStart].elementsEqual(current) {
            try descend(to: path.bytes[..<nameStart], creating: creating)
        }
        return (open.last?.descriptor ?? base.raw, name)
    }

    private mutating func descend(
        to folders: ArraySlice<UInt8>, creating: Bool
    ) throws(FileError) {
        let wanted = folders.split(separator: UInt8(ascii: "/")).map { Array($0) }
        let shared = zip(open, wanted).prefix { $0.0.name == $0.1 }.count
        leave(downTo: shared)
        for name in wanted[shared...] {
            let parent = open.last?.descriptor ?? base.raw
            let shown = basePath + [UInt8(ascii: "/")] + folders
            let raw =
                creating
                ? try Self.openOrMake(name, in: parent, shownAs: shown)
                : try Self.openFolder(name, in: parent, shownAs: shown)
            open.append((name, raw))
        }
        current = Array(folders)
    }

    private mutating func leave(downTo depth: Int) {
        current = []
        while open.count > depth {
            if let last = open.popLast() { _ = Glibc.close(last.descriptor) }
        }
    }

    private static func openOrMake(
        _ name: [UInt8], in parent: Int32, shownAs path: [UInt8]
    ) throws(FileError) -> Int32 {
        do {
            return try openFolder(name, in: parent, shownAs: path)
        } catch let error where error.reason == .noSuchFileOrDirectory {
            try Descriptor.makeFolder(at: parent, name, shownAs: path)
            return try openFolder(name, in: parent, shownAs: path)
        }
    }

    private static func openFolder(
        _ name: [UInt8], in parent: Int32, shownAs path: [UInt8]
    ) throws(FileError) -> Int32 {
        try Descriptor.open(at: parent, name, .readFolder, shownAs: path).release()
    }

    /// Which folder the base is.
    func identity() throws(FileError) -> FileIdentity { try base.status(basePath).identity }

    /// All folders below the base and the base itself, written to the disk with their names.
    func syncFolders() throws(FileError) {
        try FolderTree.walk(base, basePath) { (folder, path) throws(FileError) in
            try folder.sync(path)
        }
    }

    /// The base, for somebody who syncs beside us.
    func earlySync() throws(FileError) -> EarlySync {
        EarlySync(try base.openedAgain(basePath), shownAs: basePath)
    }

    func syncFileSystem() throws(FileError) {
        try base.syncFileSystem(basePath)
    }

    /// Removes everything below the base.
    func removeContents() throws(FileError) {
        try FolderTree.removeContents(of: base, basePath)
    }
}
