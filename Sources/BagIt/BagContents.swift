internal import SystemPackage

/// The files that stand in a bag, found without following links.
struct BagContents {
    private(set) var sizes: [BagPath: UInt64] = [:]
    private(set) var payload = PayloadOxum(size: 0, count: 0)

    var paths: [BagPath] { sizes.keys.sorted() }

    var payloadPaths: [BagPath] { paths.filter { $0.bytes.starts(with: "data/".utf8) } }

    var tagPaths: [BagPath] { paths.filter { !$0.bytes.starts(with: "data/".utf8) } }

    /// - Throws: `FileError` where the folder cannot be looked at.
    init(
        of bag: borrowing Descriptor, shownAs shown: [UInt8], _ findings: inout BagFindings
    ) throws(FileError) {
        try list(bag, [], shown, &findings)
        var collisions = PathCollisions()
        for path in paths {
            do {
                try collisions.insert(path)
            } catch {
                findings.add(.pathCollision, .error, path.bytes)
                return
            }
        }
    }

    private mutating func list(
        _ folder: borrowing Descriptor, _ below: [UInt8], _ shown: [UInt8],
        _ findings: inout BagFindings
    ) throws(FileError) {
        let names = try FolderListing.names(
            in: folder, maximum: BagManifest.maximumEntries, shown)
        for name in names {
            let path = below + name
            let status = try Descriptor.status(at: folder.raw, name, shownAs: path)
            switch status.kind {
            case .folder:
                guard (try? BagPath(path)) != nil else {
                    findings.add(.pathRefused, .error, path)
                    continue
                }
                let child = try Descriptor.open(at: folder.raw, name, .readFolder, shownAs: path)
                try list(child, path + [UInt8(ascii: "/")], path, &findings)
            case .file: note(path, status.size, &findings)
            case .link, .other: findings.add(.notAFile, .error, path)
            }
        }
    }

    private mutating func note(_ bytes: [UInt8], _ size: UInt64, _ findings: inout BagFindings) {
        guard let path = try? BagPath(bytes), sizes.count < 2 * BagManifest.maximumEntries else {
            findings.add(.pathRefused, .error, bytes)
            return
        }
        sizes[path] = size
        guard bytes.starts(with: "data/".utf8) else { return }
        let (sum, overflow) = payload.size.addingReportingOverflow(size)
        payload = PayloadOxum(size: overflow ? .max : sum, count: payload.count + 1)
    }
}
