internal import Glibc
internal import SystemPackage

/// The names in a folder, in no order, without `.` and `..`.
enum FolderListing {
    /// - Parameter maximum: more names than this are refused, as `.fileTooLarge`.
    static func names(
        in folder: borrowing Descriptor, maximum: Int, _ path: [UInt8]
    ) throws(FileError) -> [[UInt8]] {
        // The stream takes a descriptor of its own, since closing it closes that.
        let raw = try Descriptor.check(.list, path) {
            unsafe openat(folder.raw, ".", OpenMode.readFolder.flags)
        }
        guard let stream = unsafe fdopendir(raw) else {
            let reason = Descriptor.lastError
            _ = Glibc.close(raw)
            throw FileError(.list, path, reason)
        }
        defer { unsafe closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe bytes(of: entry)
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            guard names.count < maximum else { throw FileError(.list, path, .fileTooLarge) }
            names.append(name)
        }
        guard errno == 0 else { throw FileError(.list, path, Descriptor.lastError) }
        return names
    }

    private static func bytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
            unsafe Array(name.prefix { $0 != 0 })
        }
    }
}
