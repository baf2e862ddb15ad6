import Primitives
import PrivateFiles
import SecretSharing
import SystemPackage

/// The folder into which new shares are written, two files for each: all of them or none.
///
/// ```
/// share-1.slip39    the words and a line feed, for a stick
/// share-1.txt       a page to print
/// ```
struct ShareFolder {
    static let fileExtension = ".slip39"
    private static let pageExtension = ".txt"
    let path: FilePath

    /// Each file of words is read again before anything counts.
    func write(_ shares: [Share], _ page: SharePage) throws {
        guard !PrivateFolder.isThere(path) else { throw FileError.alreadyThere(path) }
        try removeInterrupted()
        try PrivateFolder.stage(path) { staged in
            for share in shares {
                let name = "share-\(share.number)"
                let words = try share.text()
                let line = try SecretBytes(count: words.count + 1) { out in
                    out.copy(words.span, at: 0)
                    out[words.count] = UInt8(ascii: "\n")
                }
                let file = staged.appending(name + Self.fileExtension)
                try PrivateFile.write(line.span, to: file)
                guard try RecoveryBook.digest(of: Self.read(file)) == RecoveryBook.digest(of: share)
                else { throw RecoveryError.notReproduced }
                var text = try page.text(of: share)
                defer { SecretBytes.erase(&text) }
                try PrivateFile.write(text.span, to: staged.appending(name + Self.pageExtension))
            }
        }
    }

    /// Takes away shares of a run that was killed before they counted; nothing else is touched.
    private func removeInterrupted() throws {
        let parent = path.removingLastComponent()
        for name in try PrivateFolder.names(in: parent) where name.hasPrefix(".new-") {
            let folder = parent.appending(name)
            guard let files = try? PrivateFolder.names(in: folder), !files.isEmpty,
                files.allSatisfy({ $0.hasPrefix("share-") })
            else { continue }
            try PrivateFolder.remove(folder)
        }
    }

    private static func read(_ path: FilePath) throws -> Share {
        var bytes = try PrivateFile.read(path, limit: SharingLimits.textSize)
        defer { SecretBytes.erase(&bytes) }
        return try Share(parsing: bytes.span)
    }
}
