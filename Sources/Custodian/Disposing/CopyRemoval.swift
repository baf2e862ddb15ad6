import Custody
import EvidenceBundle
import Primitives
import SystemPackage

/// Copies of a case outside the home, and how they are removed.
///
/// Removed is what the system calls removed: what a disk keeps of it is not claimed.
enum CopyRemoval {
    private static let maximumFiles = 100_000
    private static let maximumDepth = 64

    /// Whether a folder that was opened, or a sealed file, is of this case.
    static func isCopy(
        _ path: FilePath, of consignment: ConsignmentID, from sender: OrganisationReference
    ) -> Bool {
        // What cannot be read is no copy that we know how to tell.
        guard let type = try? path.stat(followTargetSymlink: false).type,
            let json = try? statement(path, type),
            let deposit = try? Statement(parsing: json).content(as: DepositStatement.self)
        else { return false }
        return deposit.consignment == consignment && deposit.sender == sender
    }

    private static func statement(_ path: FilePath, _ type: FileType) throws -> [UInt8]? {
        switch type {
        case .directory:
            try PrivateFile.read(
                path.appending("statement.json"), limit: StatementLimits.textSizeInBytes)
        case .regular: try BundleFile(path: path.string).parts.statement.json
        default: nil
        }
    }

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
    static func remove(
        _ path: FilePath, of consignment: ConsignmentID, from sender: OrganisationReference
    ) throws(DisposalError) {
        let parent = path.removingLastComponent()
        let leaving = parent.appending(".disposing-" + consignment.text)
        do throws(FileError) {
            if PrivateFolder.isThere(leaving) { try removeAll(leaving) }
            // What lies there now and is no copy of this case was put there since.
            if isCopy(path, of: consignment, from: sender) {
                try SystemCall.rename(path, to: leaving)
                try PrivateFolder.sync(parent)
                try removeAll(leaving)
            }
            if PrivateFolder.isFolder(parent) { try PrivateFolder.sync(parent) }
        } catch {
            throw .notRemoved(path: path.string, reason: error.message)
        }
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
