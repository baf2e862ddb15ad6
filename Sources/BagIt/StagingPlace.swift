internal import Primitives
internal import SystemPackage

/// The folder in which something is staged: its temporary name, its final name, and the way from
/// one to the other.
struct StagingPlace: ~Copyable, Sendable {
    private let parent: Descriptor
    private let parentPath: [UInt8]
    private let targetPath: [UInt8]
    private let targetName: [UInt8]
    private let temporaryName: [UInt8]
    private(set) var isCommitted = false

    /// - Throws: `.fileExists` if anything stands at `target`, a dangling link included.
    static func make(target: [UInt8]) throws(FileError) -> StagingPlace {
        var path = target
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        let name = Array(path[(slash.map { $0 + 1 } ?? 0)...])
        guard !name.isEmpty, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else {
            throw FileError(.create, target, .fileExists)
        }
        let folder = slash.map { Array(path[...$0]) } ?? Array(".".utf8)
        let parent = try Descriptor.openRoot(folder)
        try requireNothing(at: parent, name, shownAs: path)
        return StagingPlace(
            parent: parent, parentPath: folder, targetPath: path, targetName: name)
    }

    private init(
        parent: consuming Descriptor, parentPath: [UInt8], targetPath: [UInt8],
        targetName: [UInt8]
    ) {
        self.parent = parent
        self.parentPath = parentPath
        self.targetPath = targetPath
        self.targetName = targetName
        let random = Hex.encode(Randomness.bytes(16))
        temporaryName = Array(
            "\(AbandonedStaging.prefix)\(random)\(AbandonedStaging.suffix)".utf8)
    }

    /// The place as it is shown to a person: what they asked for, not the temporary name.
    var shown: [UInt8] { targetPath }

    /// Where it is filled.
    var temporary: [UInt8] {
        let slash = UInt8(ascii: "/")
        return parentPath + (parentPath.last == slash ? [] : [slash]) + temporaryName
    }

    func makeFolder() throws(FileError) -> Descriptor {
        try Descriptor.makeFolder(at: parent.raw, temporaryName, shownAs: targetPath)
        do throws(FileError) {
            let folder = try Descriptor.open(
                at: parent.raw, temporaryName, .readFolder, shownAs: targetPath)
            // Somebody who can write beside the target may have put another folder there.
            let status = try folder.status(targetPath)
            guard status.isPrivate else {
                throw FileError(.create, targetPath, .notPermitted)
            }
            keepAlive(folder, status.identity)
            return folder
        } catch {
            abandon(isFolder: true)
            throw error
        }
    }

    func makeFile() throws(FileError) -> Descriptor {
        let file = try Descriptor.open(
            at: parent.raw, temporaryName, .createFile, shownAs: targetPath)
        do {
            keepAlive(file, try file.status(targetPath).identity)
        } catch {
            abandon(isFolder: false)
            throw error
        }
        return file
    }

    private func keepAlive(_ own: borrowing Descriptor, _ identity: FileIdentity) {
        AbandonedStaging.lock(own)
        AbandonedStaging.clear(in: parent, olderThan: identity, parentPath)
    }

    func requireFreeSpace(_ size: UInt64) throws(FileError) {
        if let free = parent.freeSpace(), free < size {
            throw FileError(.write, targetPath, .noSpace)
        }
    }

    /// - Parameter staged: what was filled; it and nothing else may get the final name.
    mutating func commit(_ staged: FileIdentity) throws(FileError) {
        do {
            try Descriptor.renameWithoutReplacing(
                at: parent.raw, temporaryName, to: targetName, shownAs: targetPath)
        } catch let error where error.reason == .invalidArgument {
            // NFS: look again just before, which is the best that can be had there.
            try Self.requireNothing(at: parent, targetName, shownAs: targetPath)
            try Descriptor.rename(
                at: parent.raw, temporaryName, to: targetName, shownAs: targetPath)
        }
        try requireOurs(staged)
        isCommitted = true
        try parent.sync(parentPath)
    }

    /// Somebody who can write beside the target may have exchanged the temporary name for another
    /// folder or a link. That would now stand where a person expects what was checked.
    private func requireOurs(_ staged: FileIdentity) throws(FileError) {
        let status = try Descriptor.status(at: parent.raw, targetName, shownAs: targetPath)
        guard status.identity.isSameFile(as: staged) else {
            throw FileError(.rename, targetPath, .staleNFSFileHandle)
        }
    }

    /// Removes the temporary name; a folder must be empty by now.
    func abandon(isFolder: Bool) {
        // Nothing more can be done about a name that does not go away.
        try? Descriptor.remove(
            at: parent.raw, temporaryName, isFolder: isFolder, shownAs: targetPath)
    }

    private static func requireNothing(
        at parent: borrowing Descriptor, _ name: [UInt8], shownAs path: [UInt8]
    ) throws(FileError) {
        do {
            _ = try Descriptor.status(at: parent.raw, name, shownAs: path)
        } catch let error where error.reason == .noSuchFileOrDirectory {
            return
        }
        throw FileError(.create, path, .fileExists)
    }
}
