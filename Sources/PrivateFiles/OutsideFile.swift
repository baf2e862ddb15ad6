import SystemPackage

/// Files that a person names on the command line: read whole, within a limit.
package enum OutsideFile {
    /// Links are followed: the person asked for whatever stands there.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let path = FilePath(path)
        let file = try PrivateFile.open(path, .readOnly, options: [.closeOnExec])
        // Closing a file that was only read cannot lose anything.
        defer { try? file.close() }
        return try PrivateFile.read(file, at: path, limit: limit)
    }

    /// Writes a new file that others may read; one that is there already stays as it is.
    package static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
        try PrivateFile.make(bytes, at: FilePath(path))
    }
}
