/// One file of a canonical tar: its path and its size. There is nothing else to say about it.
package struct TarEntry: Equatable, Sendable {
    package let path: BagPath
    package let size: UInt64

    package init(path: BagPath, size: UInt64) {
        self.path = path
        self.size = size
    }
}

/// The constants of the format. All sizes are bytes.
///
/// A canonical archive looks like this; `pax` only where the ustar fields cannot hold path or size:
/// ```
/// [ pax header 512 | pax records, zero-filled to 512 ]  header 512 | content, zero-filled to 512
/// …                                                     once per entry
/// 1024 zero bytes                                       end of archive
/// zero bytes                                            padding, if the object says so
/// ```
/// - SeeAlso: Protocol/canonical-tar.md
package enum Tar {
    package static let blockSize = 512
    package static let endSize = 1024
    package static let maximumEntries = 100_000
    /// Folders that the paths of all entries need together: an empty file 32 folders deep takes half
    /// a kilobyte here and 128 KiB on the disk that it is extracted to.
    package static let maximumFolders = 100_000

    /// The longest path that stands in the header itself.
    static let maximumNameSize = 100
    /// The largest size that eleven octal digits hold: 8 GiB − 1.
    static let maximumOctalSize: UInt64 = 0o77777777777
    /// `path` and `size` records together never need more.
    static let maximumPaxSize = 1536

    /// Zero bytes that fill up `size` to whole blocks.
    static func fill(after size: UInt64) -> Int {
        let over = Int(size % UInt64(blockSize))
        return over == 0 ? 0 : blockSize - over
    }
}

/// What follows the end of an archive.
package enum TarPadding: Sendable {
    /// Nothing.
    case none
    /// Zeros up to the Padmé length, rounded up to whole blocks.
    case padme

    /// The length of the whole archive file; nil if it does not fit 64 bits.
    package func length(ofArchive length: UInt64) -> UInt64? {
        switch self {
        case .none: length
        case .padme:
            Padme.padded(length).flatMap {
                Padme.roundedUp($0, toMultipleOf: UInt64(Tar.blockSize))
            }
        }
    }
}
