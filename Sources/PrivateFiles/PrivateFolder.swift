import Primitives
package import SystemPackage

/// Folders that only their owner can enter (mode 0700).
package enum PrivateFolder {
    /// Makes one folder; its parent must be there.
    package static func make(_ path: FilePath) throws(FileError) {
        try SystemCall.makeFolder(path, mode: 0o700)
    }

    /// Makes the folder and the missing ones above it; one that is there already is fine.
    package static func makeAll(_ path: FilePath) throws(FileError) {
        if isFolder(path) { return }
        let parent = path.removingLastComponent()
        if !parent.isEmpty && parent != path { try makeAll(parent) }
        do {
            try make(path)
        } catch .alreadyThere where isFolder(path) {
            return
        }
    }

    /// Whether the path is a folder, or a link to one.
    package static func isFolder(_ path: FilePath) -> Bool {
        (try? path.stat())?.type == .directory
    }

    /// Whether anything is there, also a link that leads nowhere.
    package static func isThere(_ path: FilePath) -> Bool {
        (try? path.stat(followTargetSymlink: false)) != nil
    }

    package static func names(in path: FilePath) throws(FileError) -> [String] {
        try SystemCall.names(in: path)
    }

    /// Makes the names inside the folder survive a power cut.
    package static func sync(_ path: FilePath) throws(FileError) {
        let target = path.isEmpty ? FilePath(".") : path
        let folder = try PrivateFile.open(
            target, .readOnly, options: [.directory, .closeOnExec])
        // A descriptor that was only synced has nothing left to lose at closing.
        defer { try? folder.close() }
        do {
            try SystemCall.sync(folder)
        } catch {
            throw FileError(error, at: target)
        }
    }

    /// Makes a folder with all its content, or nothing.
    ///
    /// `fill` writes into a folder beside the target, which is renamed when it has finished. An
    /// empty folder at the target is replaced; anything else there is an error.
    package static func stage(
        _ target: FilePath, _ fill: (FilePath) throws -> Void
    ) throws {
        let name = ".new-" + Hex.encode(Randomness.bytes(8))
        let parent = target.removingLastComponent()
        let staged = parent.isEmpty ? FilePath(name) : parent.appending(name)
        try make(staged)
        do {
            try fill(staged)
            try sync(staged)
            try SystemCall.rename(staged, to: target)
        } catch {
            // The first failure is the one to tell.
            try? remove(staged)
            throw error
        }
        try sync(parent)
    }

    /// Removes a folder with all that is in it; links are removed, never followed, also those that
    /// take the place of a folder at this moment.
    ///
    /// What somebody else removes at the same time is gone as it should be.
    ///
    /// - Throws: `.notFound` when there was no such folder to begin with.
    package static func remove(_ path: FilePath) throws(FileError) {
        let folder = try PrivateFile.open(
            path, .readOnly, options: [.directory, .noFollow, .closeOnExec])
        try removeContent(of: folder, at: path)
        do {
            try SystemCall.removeFolder(path)
        } catch .notFound {
            return
        }
    }

    /// Empties an open folder and closes it.
    private static func removeContent(
        of folder: FileDescriptor, at path: FilePath
    ) throws(FileError) {
        // A descriptor that was only read from has nothing left to lose at closing.
        defer { try? folder.close() }
        for name in try SystemCall.names(in: folder, at: path) {
            let child = path.appending(name)
            do {
                if let inner = try SystemCall.openFolder(name, in: folder, at: child) {
                    try removeContent(of: inner, at: child)
                    // Of an empty folder, and not of a link: nothing else can go with it.
                    try SystemCall.removeFolder(child)
                } else {
                    try SystemCall.removeFile(name, in: folder, at: child)
                }
            } catch .notFound {
                continue
            }
        }
    }
}
