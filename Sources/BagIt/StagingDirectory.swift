internal import Primitives
internal import SystemPackage

/// A private folder beside its final place, filled file by file and renamed when all of it is good.
///
/// Until `commit` nothing stands at the target; a value that goes away before that takes its folder
/// with it. Folders are 0700 and files 0600, whatever the umask says. Files are created relative to
/// open descriptors, only anew and never through a link, so that nobody who can write beside the
/// target can lead a file elsewhere.
///
/// A process that is killed leaves its folder behind, named `.plomba-<32 hex>.partial`; the next
/// one that stages something there removes it.
package struct StagingDirectory: ~Copyable, Sendable {
    private var place: StagingPlace
    private var chain: FolderChain
    private let durability: Durability

    /// When contents reach the disk. Either way nothing is renamed before they have.
    package enum Durability: Sendable {
        /// `fsync` for each file and folder: best for few files.
        case eachFile
        /// One `syncfs` at the end: best for many files, but waits for what others wrote too.
        case fileSystem
    }

    /// - Parameters:
    ///   - target: the folder that `commit` shall make; nothing may stand there.
    ///   - expectedSize: bytes that will be written; refused at once if they cannot fit.
    package init(
        target: String, expectedSize: UInt64, durability: Durability
    ) throws(FileError) {
        let place = try StagingPlace.make(target: Array(target.utf8))
        try place.requireFreeSpace(expectedSize)
        let folder = try place.makeFolder()
        chain = FolderChain(base: folder, path: place.shown)
        self.place = place
        self.durability = durability
    }

    deinit {
        // Nobody is left to tell when the removal fails; the folder's name says what it is.
        if !place.isCommitted {
            try? chain.removeContents()
            place.abandon(isFolder: true)
        }
    }

    /// Where the files lie until then. Whoever only wants to look at them need not commit.
    package var path: String { String(decoding: place.temporary, as: UTF8.self) }

    /// Takes the folder away: until here its files can be read.
    package consuming func abandon() {}

    /// From this size on, a file is best written in whole `PageBlock`s.
    package static let largeFile = FileWriting.smallestDirect

    /// A new file; its folders are made as needed.
    ///
    /// - Parameter size: how long it will be; this decides only how it is written.
    package mutating func create(
        _ path: BagPath, size: UInt64
    ) throws(FileError) -> StagedFile {
        let shown = place.shown + [UInt8(ascii: "/")] + path.bytes
        let folder = try chain.folder(of: path, creating: true)
        let file = try Descriptor.open(
            at: folder.descriptor, folder.name, .createFile, shownAs: shown)
        return StagedFile(
            file: FileWriting(file, expectedSize: size, shownAs: shown),
            syncs: durability == .eachFile)
    }

    /// A whole small file.
    package mutating func write(_ path: BagPath, content: [UInt8]) throws(FileError) {
        var file = try create(path, size: UInt64(content.count))
        try file.write(content.span)
        try file.finish()
    }

    /// For another thread; nil where each file is synced when it is finished.
    package func earlySync() throws(FileError) -> EarlySync? {
        durability == .eachFile ? nil : try chain.earlySync()
    }

    /// Everything to the disk, then the folder to its final name. Not to be used after that.
    package mutating func commit() throws(FileError) {
        switch durability {
        case .eachFile: try chain.syncFolders()
        case .fileSystem: try chain.syncFileSystem()
        }
        try place.commit(chain.identity())
    }
}

/// A file being written in a staging place.
package struct StagedFile: ~Copyable, Sendable {
    private var file: FileWriting
    private let syncs: Bool

    init(file: consuming FileWriting, syncs: Bool) {
        self.file = file
        self.syncs = syncs
    }

    package mutating func write(_ bytes: Span<UInt8>) throws(FileError) { try file.write(bytes) }

    package consuming func finish() throws(FileError) {
        if syncs { try file.sync() }
    }
}

/// A single file written beside its final place and renamed when it is complete and on the disk.
package struct StagedOutput: ~Copyable, Sendable {
    private var place: StagingPlace
    private var file: FileWriting

    /// - Parameters as for `StagingDirectory`.
    package init(target: String, expectedSize: UInt64) throws(FileError) {
        let place = try StagingPlace.make(target: Array(target.utf8))
        try place.requireFreeSpace(expectedSize)
        file = FileWriting(
            try place.makeFile(), expectedSize: expectedSize, shownAs: place.shown)
        self.place = place
    }

    deinit { if !place.isCommitted { place.abandon(isFolder: false) } }

    package mutating func write(_ bytes: Span<UInt8>) throws(FileError) { try file.write(bytes) }

    package mutating func commit() throws(FileError) {
        try file.sync()
        try place.commit(file.identity())
    }
}
