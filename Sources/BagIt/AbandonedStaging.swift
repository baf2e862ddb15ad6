internal import Glibc
internal import SystemPackage

/// Clears away what killed processes of the same person left beside a target.
///
/// A living process holds a lock on its staging folder or file. A leftover is one that bears our
/// name, is owned by us, is not locked, and was last changed at least a minute before our own was
/// made: the minute covers the moment between another process's making and locking.
enum AbandonedStaging {
    static let prefix = ".plomba-"
    static let suffix = ".partial"
    private static let hexDigits = 32
    private static let settlingSeconds: Int64 = 60
    private static let maximumNames = 100_000

    /// Marks our own as alive, for as long as its descriptor is open.
    static func lock(_ descriptor: borrowing Descriptor) {
        // Where locks do not work nobody gets one, so nobody removes anything either.
        _ = flock(descriptor.raw, LOCK_EX | LOCK_NB)
    }

    /// Best effort: a leftover that cannot be removed must not stop the work at hand.
    static func clear(
        in parent: borrowing Descriptor, olderThan own: FileIdentity, _ path: [UInt8]
    ) {
        let names = try? FolderListing.names(in: parent, maximum: maximumNames, path)
        for name in names ?? [] where isOurs(name) {
            try? remove(name, in: parent, olderThan: own, path)
        }
    }

    static func isOurs(_ name: [UInt8]) -> Bool {
        let digits = name.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return name.starts(with: prefix.utf8)
            && name.suffix(suffix.utf8.count)
                .elementsEqual(suffix.utf8)
            && digits.count == hexDigits
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func remove(
        _ name: [UInt8], in parent: borrowing Descriptor, olderThan own: FileIdentity,
        _ path: [UInt8]
    ) throws(FileError) {
        let status = try Descriptor.status(at: parent.raw, name, shownAs: path)
        guard status.isPrivate, status.kind == .folder || status.kind == .file,
            status.identity.seconds < own.seconds - settlingSeconds
        else { return }
        let isFolder = status.kind == .folder
        let left = try Descriptor.open(
            at: parent.raw, name, isFolder ? .readFolder : .readFile, shownAs: path)
        // Whoever can write beside us may have put something else of ours under this name since.
        guard try left.status(path) == status else { return }
        guard flock(left.raw, LOCK_EX | LOCK_NB) == 0 else { return }
        if isFolder { try FolderTree.removeContents(of: left, path) }
        try Descriptor.remove(at: parent.raw, name, isFolder: isFolder, shownAs: path)
    }
}
