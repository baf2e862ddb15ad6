import SystemPackage

/// Files that a person names on the command line: read whole, within a limit.
package enum OutsideFile {
    /// Links are followed: the person asked for whatever stands there. What is no plain file is refused
    /// before it is read: a pipe that nobody writes into would be waited for without an end.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        try PrivateFile.read(FilePath(path), limit: limit, options: [.closeOnExec, .nonBlocking])
    }

    /// Writes a new file that others may read; one that is there already stays as it is.
    package static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
        try PrivateFile.make(bytes, at: FilePath(path))
    }
}
