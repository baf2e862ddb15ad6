/// Lets the disk begin with what is staged while more of it is made.
///
/// This promises nothing, and what goes wrong is not told here: `StagingDirectory.commit` syncs
/// again, is told of it as well, and has less to wait for.
package struct EarlySync: ~Copyable, Sendable {
    private let folder: Descriptor
    private let shown: [UInt8]

    init(_ folder: consuming Descriptor, shownAs shown: [UInt8]) {
        self.folder = folder
        self.shown = shown
    }

    /// Waits until what was written before is on the disk; best on a thread of its own.
    package func run() { try? folder.syncFileSystem(shown) }
}
