import Custody
import Primitives
import PrivateFiles
import SystemPackage

/// Copies of a case outside the home, and how they are removed.
///
/// Removed is what the system calls removed: what a disk keeps of it is not claimed.
enum CopyRemoval {
    private static let maximumFiles = 100_000
    private static let maximumDepth = 64

    /// Files in a copy, as far as they are counted.
    static func count(_ path: FilePath, depth: Int = 0) throws(FileError) -> Int {
        guard (try? path.stat(followTargetSymlink: false))?.type == .directory else { return 1 }
        var files = 0
        for name in try PrivateFolder.names(in: path) {
            if files >= maximumFiles || depth >= maximumDepth { return files }
            files += try count(path.appending(name), depth: depth + 1)
        }
        return files
    }

    /// Takes a copy out of its name, all at once, then removes it. A removal that was cut off goes on
    /// with what lies under the other name.
    ///
    /// - Throws: ``DisposalError/notRemoved(path:reason:)``, also where nobody can say that it is gone.
    static func remove(
        _ path: FilePath, of consignment: ConsignmentID, from sender: OrganisationReference
    ) throws(DisposalError) {
        let parent = path.removingLastComponent()
        let leaving = parent.appending(".disposing-" + consignment.text)
        let doubt: String?
        do throws(FileError) {
            let wasLeaving = PrivateFolder.isThere(leaving)
            if wasLeaving { try removeAll(leaving) }
            // What lies there now and is of another case was put there since.
            let standing = CopyStanding(path, of: consignment, from: sender)
            if standing == .copy {
                try SystemCall.rename(path, to: leaving)
                try PrivateFolder.sync(parent)
                try removeAll(leaving)
            }
            doubt = wasLeaving ? nil : standing.doubt(at: path)
            if doubt == nil { try PrivateFolder.sync(parent) }
        } catch {
            throw .notRemoved(path: path.string, reason: error.message)
        }
        if let doubt { throw .notRemoved(path: path.string, reason: doubt) }
    }

    /// Removes a file, or a folder with all that is in it.
    static func removeAll(_ path: FilePath) throws(FileError) {
        if (try? path.stat(followTargetSymlink: false))?.type == .directory {
            try PrivateFolder.remove(path)
        } else {
            try SystemCall.removeFile(path)
        }
    }
}
