internal import Primitives
internal import SystemPackage

/// A folder that others can write to, such as one on a USB stick.
///
/// What stands in it is reached by single names, one folder at a time and never through a link
/// (`Resolution`); nothing but plain files and folders is opened. Names are compared by the file system,
/// which may not tell `A` from `a`.
package final class CarrierFolder: Sendable {
    private let descriptor: Descriptor
    private let path: [UInt8]

    /// A folder that the person named, by any path; links on the way are theirs.
    package init(_ path: String) throws(FileError) {
        self.path = Array(path.utf8)
        descriptor = try Descriptor.openRoot(self.path)
    }

    private init(_ descriptor: consuming Descriptor, _ path: [UInt8]) {
        self.descriptor = descriptor
        self.path = path
    }

    /// What stands under a name.
    package enum Found: Sendable {
        case nothing
        case file(CarrierFile)
        case folder(CarrierFolder)
        /// A link, a device, a pipe, a socket: not opened.
        case other
    }

    /// - Throws: `FileError`, also for what was exchanged for something else at this moment.
    package func find(_ name: String) throws(FileError) -> Found {
        let (bytes, shown) = (Array(name.utf8), shownPath(name))
        guard Resolution.isSingle(bytes) else { throw FileError(.open, shown, .invalidArgument) }
        let kind: FileStatus.Kind
        do throws(FileError) {
            kind = try Descriptor.status(at: descriptor.raw, bytes, shownAs: shown).kind
        } catch let error where error.reason == .noSuchFileOrDirectory {
            return .nothing
        }
        switch kind {
        case .file:
            let file = try Descriptor.open(
                at: descriptor.raw, bytes, .readFile, shownAs: shown)
            let status = try file.status(shown)
            guard status.kind == .file else { return .other }
            return .file(CarrierFile(file, shown, size: status.size))
        case .folder:
            return .folder(
                CarrierFolder(
                    try Descriptor.open(
                        at: descriptor.raw, bytes, .readFolder, shownAs: shown), shown))
        case .link, .other: return .other
        }
    }

    /// The names in it, in no order.
    ///
    /// - Throws: `FileError`, also for more names than `maximum`.
    package func names(maximum: Int) throws(FileError) -> [[UInt8]] {
        try FolderListing.names(in: descriptor, maximum: maximum, path)
    }

    /// Makes a folder in it; its name is on the disk then.
    package func makeFolder(_ name: String) throws(FileError) -> CarrierFolder {
        let (bytes, shown) = (Array(name.utf8), shownPath(name))
        try Descriptor.makeFolder(at: descriptor.raw, bytes, shownAs: shown)
        let made = try Descriptor.open(at: descriptor.raw, bytes, .readFolder, shownAs: shown)
        try descriptor.sync(path)
        return CarrierFolder(made, shown)
    }

    /// Writes a file that has its name only when every byte of it is on the disk; a plain file that stands
    /// there is replaced.
    ///
    /// - Parameters:
    ///   - size: refused before anything is written if there is less room.
    ///   - fill: hands over the bytes in order.
    /// - Throws: `FileError`, and what `fill` throws; nothing of it is left then.
    package func write(
        _ name: String, size: UInt64, fill: (_ write: (Span<UInt8>) throws -> Void) throws -> Void
    ) throws {
        let shown = shownPath(name)
        let temporary = Array((name + Self.unfinished).utf8)
        // What a pulled-out stick was left with, or what somebody put there: a link goes, not its target.
        try removeIfThere(temporary, shown)
        if let free = descriptor.freeSpace(), free < size {
            throw FileError(.write, shown, .noSpace)
        }
        do {
            try writeAll(temporary, shown, fill)
            try Descriptor.rename(
                at: descriptor.raw, temporary, to: Array(name.utf8), shownAs: shown)
        } catch {
            // The first failure is the one to tell; the stick may be gone.
            try? removeIfThere(temporary, shown)
            throw error
        }
        try descriptor.sync(path)
    }

    /// How a name ends while its file is written.
    package static let unfinished = ".new"

    private func writeAll(
        _ name: [UInt8], _ shown: [UInt8],
        _ fill: (_ write: (Span<UInt8>) throws -> Void) throws -> Void
    ) throws {
        let file = try Descriptor.open(at: descriptor.raw, name, .createFile, shownAs: shown)
        try fill { bytes in
            var taken = 0
            while taken < bytes.count {
                taken += try file.write(bytes.extracting(droppingFirst: taken), shown)
            }
        }
        try file.sync(shown)
    }

    private func removeIfThere(_ name: [UInt8], _ shown: [UInt8]) throws(FileError) {
        do throws(FileError) {
            try Descriptor.remove(at: descriptor.raw, name, isFolder: false, shownAs: shown)
        } catch let error where error.reason == .noSuchFileOrDirectory {
            return
        }
    }

    private func shownPath(_ name: String) -> [UInt8] {
        path + [UInt8(ascii: "/")] + Array(name.utf8)
    }
}

/// A plain file in such a folder, read once from front to back.
package final class CarrierFile: Sendable {
    package let size: UInt64
    private let descriptor: Descriptor
    private let path: [UInt8]

    fileprivate init(_ descriptor: consuming Descriptor, _ path: [UInt8], size: UInt64) {
        self.descriptor = descriptor
        (self.path, self.size) = (path, size)
    }

    /// Fills a prefix of the buffer with the next bytes; 0 at the end.
    package func read(into buffer: inout MutableSpan<UInt8>) throws(FileError) -> Int {
        try descriptor.read(into: &buffer, path)
    }

    /// All of it; nil when it is longer than `limit`.
    package func bytes(limit: Int) throws(FileError) -> [UInt8]? {
        guard size <= UInt64(limit) else { return nil }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var filled = 0
        while filled < bytes.count {
            var span = bytes.mutableSpan
            var rest = span._mutatingExtracting(filled..<span.count)
            let count = try read(into: &rest)
            if count == 0 { break }
            filled += count
        }
        // It may have grown since its size was asked for.
        return filled <= limit ? Array(bytes[..<filled]) : nil
    }
}
