import BagIt
import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// What makes two `send` commands the same: the files as they are, the case, the mailboxes.
///
/// When the same command comes again before the broker has confirmed, it continues the sealed
/// case that is there instead of sealing another.
enum OrderKey {
    static func digest(of order: SealOrder, in folder: FilePath) throws -> SHA256Digest {
        let paths = order.paths.map { folder.pushing(FilePath($0)).lexicallyNormalized() }
        var places: [[UInt8]: FilePath] = [:]
        for path in paths {
            if let name = path.lastComponent { places[Array(name.string.utf8)] = path }
        }
        var hasher = SHA256Hasher()
        for item in try PayloadSource(paths: order.paths).items {
            hasher.update(item.path.bytes + Array("\n\(item.size) ".utf8))
            hasher.update(Array((modified(item.path, places) + "\n").utf8))
        }
        for path in paths { hasher.update(Array((path.string + "\n").utf8)) }
        for mailbox in order.mailboxes { hasher.update(Array((mailbox.text + "\n").utf8)) }
        hasher.update(Array(((order.deadline?.text ?? "-") + "\n").utf8))
        hasher.update(try OutsideFile.read(order.caseFile, limit: 1 << 20))
        return hasher.finalize()
    }

    /// The modification time of `data/NAME/rest`, where NAME ends one of the given paths.
    private static func modified(_ path: BagPath, _ places: [[UInt8]: FilePath]) -> String {
        let parts = path.bytes.split(separator: UInt8(ascii: "/"), maxSplits: 2).dropFirst()
        guard let name = parts.first, let place = places[Array(name)] else { return "-" }
        var file = place
        if parts.count > 1, let rest = parts.last {
            file = place.pushing(FilePath(String(decoding: rest, as: UTF8.self)))
        }
        guard let time = (try? file.stat())?.st_mtim else { return "-" }
        return "\(time.tv_sec).\(time.tv_nsec)"
    }
}
