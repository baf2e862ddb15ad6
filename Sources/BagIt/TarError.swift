internal import Primitives

/// Why an archive is not a canonical tar, or why one cannot be written.
package enum TarError: PlainFailure, Equatable {
    /// The archive ends in the middle of something.
    case truncated
    case checksum
    /// A link, device, folder, GNU extension or anything else but a plain file.
    case kindRefused(UInt8)
    case prefixUsed
    /// Two pax headers before one entry.
    case paxTwice
    /// The header says what it says in another way than the one we write.
    case notCanonical
    case path(BagPathError)
    case collision(PathCollision)
    case tooManyEntries(limit: Int)
    /// More folders than anybody's case has: they would fill a disk without a byte of content.
    case tooManyFolders
    /// More bytes than the caller's limit.
    case tooLarge
    /// The zeros that fill up the last block of an entry are not zeros.
    case fillNotZero
    /// Something other than zeros after the end of the archive.
    case dataAfterEnd
    /// The padding is longer or shorter than it must be.
    case wrongPadding
    /// The writer was given more or fewer bytes than the entry's size.
    case wrongEntrySize
    case sizeOverflow

    package var code: String {
        switch self {
        case .truncated: "tar.truncated"
        case .checksum: "tar.checksum"
        case .kindRefused: "tar.kind-refused"
        case .prefixUsed: "tar.prefix-used"
        case .paxTwice: "tar.pax-twice"
        case .notCanonical: "tar.not-canonical"
        case .path(let error): "tar.\(error.code)"
        case .collision(let error): "tar.\(error.code)"
        case .tooManyEntries: "tar.too-many-entries"
        case .tooManyFolders: "tar.too-many-folders"
        case .tooLarge: "tar.too-large"
        case .fillNotZero: "tar.fill-not-zero"
        case .dataAfterEnd: "tar.data-after-end"
        case .wrongPadding: "tar.wrong-padding"
        case .wrongEntrySize: "tar.wrong-entry-size"
        case .sizeOverflow: "tar.size-overflow"
        }
    }

    package var message: String {
        switch self {
        case .truncated: "the archive ends too early"
        case .checksum: "a header of the archive has a wrong checksum"
        case .kindRefused: "the archive holds something other than plain files"
        case .prefixUsed: "a header of the archive uses the prefix field"
        case .paxTwice: "an entry of the archive has two extended headers"
        case .notCanonical: "a header of the archive is not in canonical form"
        case .path(let error): "a path in the archive is refused: \(error.message)"
        case .collision(let error): "two paths in the archive collide: \(error.message)"
        case .tooManyEntries(let limit): "the archive has more than \(limit) entries"
        case .tooManyFolders: "the archive has more than \(Tar.maximumFolders) folders"
        case .tooLarge: "the archive is larger than was announced"
        case .fillNotZero: "the archive hides bytes after an entry"
        case .dataAfterEnd: "the archive hides bytes after its end"
        case .wrongPadding: "the archive is padded to a wrong length"
        case .wrongEntrySize: "a file's content does not have the size it was announced with"
        case .sizeOverflow: "the sizes of the archive do not fit 64 bits"
        }
    }
}
