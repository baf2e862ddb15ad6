internal import SystemPackage

/// One file on its way to the disk, from front to back.
///
/// A large file that comes in whole `PageBlock`s goes past the page cache where the file system
/// allows that: its bytes are on the disk when `sync` begins, and no memory of the system is filled
/// with what nobody will read again soon. The first bytes that are not aligned, its last ones as a
/// rule, and any other file go through the cache, and every few MiB the system is told to begin
/// writing. Either way only `sync` promises anything.
///
/// - SeeAlso: `Protocol/decisions/0036-threads-and-the-disk.md`
struct FileWriting: ~Copyable, Sendable {
    private let descriptor: Descriptor
    private let shown: [UInt8]
    private var isDirect: Bool
    private var written: UInt64 = 0
    private var begun: UInt64 = 0

    /// For a smaller file the way through the cache is short enough.
    static let smallestDirect: UInt64 = 16 << 20
    private static let syncStep: UInt64 = 8 << 20

    /// - Parameter expectedSize: decides only how the file is written.
    init(_ descriptor: consuming Descriptor, expectedSize: UInt64, shownAs shown: [UInt8]) {
        isDirect = expectedSize >= Self.smallestDirect && descriptor.setDirect(true)
        self.descriptor = descriptor
        self.shown = shown
    }

    mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
        var taken = 0
        while taken < bytes.count {
            let rest = bytes.extracting(taken..<bytes.count)
            if isDirect, !PageBlock.isAligned(rest) { try leaveDirect() }
            do throws(FileError) {
                taken += try descriptor.write(rest, shown)
            } catch let error where error.reason == .invalidArgument && isDirect {
                // The flag can be set where writes are refused.
                try leaveDirect()
            }
        }
        written += UInt64(bytes.count)
        guard !isDirect, written - begun >= Self.syncStep else { return }
        descriptor.beginSync(from: begun, count: written - begun)
        begun = written
    }

    /// Waits until all of the file is on the disk, with what it takes to find it.
    func sync() throws(FileError) { try descriptor.sync(shown) }

    /// Which file this is.
    func identity() throws(FileError) -> FileIdentity { try descriptor.status(shown).identity }

    private mutating func leaveDirect() throws(FileError) {
        guard descriptor.setDirect(false) else {
            throw FileError(.write, shown, Descriptor.lastError)
        }
        isDirect = false
    }
}
