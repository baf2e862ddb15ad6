package import Primitives

/// Writes a plain bag directory: RFC 8493, version 1.0, SHA-256, everything listed.
///
/// ```
/// TARGET/data/…                   the originals
/// TARGET/…                        the given tag files
/// TARGET/bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
/// ```
/// The folder appears at its place complete and on the disk, or not at all.
package enum BagWriter {
    package struct TagFile: Sendable {
        package let path: BagPath
        package let content: [UInt8]

        package init(path: BagPath, content: [UInt8]) {
            self.path = path
            self.content = content
        }
    }

    /// From so many files on, one sync of the file system is cheaper than one a file.
    private static let manyFiles = 256

    /// - Parameters:
    ///   - tagFiles: besides those that this function makes; none below `data/`.
    ///   - fields: for `bag-info.txt`, after `Payload-Oxum`.
    ///   - progress: bytes of the payload written so far; may throw to stop.
    /// - Returns: the digest of `tagmanifest-sha256.txt`, which stands for the whole bag.
    package static func write(
        _ source: PayloadSource, tagFiles: [TagFile], fields: [BagInfo.Field],
        to target: String, progress: (_ done: UInt64) throws -> Void
    ) throws -> SHA256Digest {
        let info = try BagInfo(payload: source.oxum, fields: fields)
        var staging = try StagingDirectory(
            target: target, expectedSize: source.totalSize,
            durability: source.items.count > manyFiles ? .fileSystem : .eachFile)
        let manifest = try copy(source, into: &staging, progress: progress)
        let tags =
            tagFiles + [
                try tagFile(BagDeclaration.name, BagDeclaration.bytes),
                try tagFile(BagInfo.name, info.serialized),
                try tagFile(BagManifest.payloadName, manifest.serialized()),
            ]
        for tag in tags { try staging.write(tag.path, content: tag.content) }
        let tagManifest = try BagManifest(
            tags.map { .init(path: $0.path, digest: .of($0.content)) }
        ).serialized()
        try staging.write(try BagPath(BagManifest.tagName), content: tagManifest)
        try staging.commit()
        return .of(tagManifest)
    }

    private static func tagFile(_ name: String, _ content: [UInt8]) throws -> TagFile {
        TagFile(path: try BagPath(name), content: content)
    }

    private static func copy(
        _ source: PayloadSource, into staging: inout StagingDirectory,
        progress: (UInt64) throws -> Void
    ) throws -> BagManifest {
        var opener = PayloadOpener(source)
        var entries: [BagManifest.Entry] = []
        entries.reserveCapacity(source.items.count)
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var done: UInt64 = 0
        for item in source.items {
            var file = try opener.open(item)
            var copy = try staging.create(item.path, size: item.size)
            var hasher = SHA256Hasher()
            while true {
                var span = buffer.mutableSpan
                let count = try file.read(into: &span)
                if count == 0 { break }
                let piece = buffer.span.extracting(first: count)
                hasher.update(piece)
                try copy.write(piece)
                done += UInt64(count)
                try progress(done)
            }
            try copy.finish()
            entries.append(.init(path: item.path, digest: hasher.finalize()))
        }
        return try BagManifest(entries)
    }
}
