internal import Primitives
internal import SystemPackage

/// Collects the items of a `PayloadSource`, folder by folder.
struct PayloadScan {
    private(set) var items: [PayloadItem] = []
    private(set) var roots: [[UInt8]] = []
    private(set) var totalSize: UInt64 = 0
    private let willBePacked: Bool

    /// - Parameter willBePacked: whether every path gets `bag/` before it, and must leave room.
    init(willBePacked: Bool = true) { self.willBePacked = willBePacked }

    /// Everything that one path of the person stands for.
    mutating func add(_ given: [UInt8]) throws(PayloadError) {
        var path = given
        // `link/` would lead through the link.
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        let name = Array(path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...])
        guard !name.isEmpty, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else {
            throw .noName(shown: given)
        }
        let status = try inspect(Descriptor.currentFolder, path, shown: path)
        let inBag = Array("data/".utf8) + name
        switch status.kind {
        case .file:
            // The folder that holds the file is the root.
            let folder = Array(path.dropLast(name.count))
            roots.append(folder.isEmpty ? Array(".".utf8) : folder)
            try requireReadable(Descriptor.currentFolder, path, shown: path)
            try append(inBag, status, shown: path, relativeStart: inBag.count - name.count)
        case .folder:
            roots.append(path)
            let root = try openNamed(path)
            try list(root, inBag, shown: path, relativeStart: inBag.count + 1)
        case .link, .other:
            throw .notAFile(shown: path)
        }
    }

    /// One file for one given place. That nobody put a link into its folders is seen when it is
    /// opened.
    mutating func add(_ place: PayloadPlace) throws(PayloadError) {
        let root = Array(place.root.utf8)
        if roots.last != root { roots.append(root) }
        let shown = root + [UInt8(ascii: "/")] + place.path.bytes[place.relativeStart...]
        let status = try inspect(Descriptor.currentFolder, shown, shown: shown)
        guard status.kind == .file else { throw .notAFile(shown: shown) }
        try requireReadable(Descriptor.currentFolder, shown, shown: shown)
        try append(place.path.bytes, status, shown: shown, relativeStart: place.relativeStart)
    }

    /// The items below an open folder; the depth is bounded by the rules of `BagPath`.
    private mutating func list(
        _ folder: borrowing Descriptor, _ inBag: [UInt8], shown: [UInt8], relativeStart: Int
    ) throws(PayloadError) {
        _ = try bagPath(inBag, shown: shown)
        // In their order, so that all items together nearly are in theirs.
        let names = try names(in: folder, shown: shown).sorted { $0.precedes($1) }
        for name in names {
            let shownBelow = shown + [UInt8(ascii: "/")] + name
            let inBagBelow = inBag + [UInt8(ascii: "/")] + name
            let status = try inspect(folder.raw, name, shown: shownBelow)
            switch status.kind {
            case .file:
                // What cannot be read is told before anything is made. Where the permissions leave
                // no doubt, the question is left to the opening.
                if !status.isReadableByAll {
                    try requireReadable(folder.raw, name, shown: shownBelow)
                }
                try append(inBagBelow, status, shown: shownBelow, relativeStart: relativeStart)
            case .folder:
                let below = try open(folder.raw, name, shown: shownBelow)
                try list(below, inBagBelow, shown: shownBelow, relativeStart: relativeStart)
            case .link, .other:
                throw .notAFile(shown: shownBelow)
            }
        }
    }

    private mutating func append(
        _ inBag: [UInt8], _ status: FileStatus, shown: [UInt8], relativeStart: Int
    ) throws(PayloadError) {
        let path = try bagPath(inBag, shown: shown)
        guard items.count < BagManifest.maximumEntries else { throw .tooManyFiles }
        let (sum, overflow) = totalSize.addingReportingOverflow(status.size)
        guard !overflow else { throw .sizeOverflow }
        totalSize = sum
        items.append(
            PayloadItem(
                path: path, size: status.size, identity: status.identity, root: roots.count - 1,
                relativeStart: relativeStart))
    }

    /// What will be packed must hold the rules in the archive too, where it stands below `bag/`.
    private func bagPath(_ bytes: [UInt8], shown: [UInt8]) throws(PayloadError) -> BagPath {
        do throws(BagPathError) {
            let path = try BagPath(bytes)
            guard !willBePacked || path.fits(belowNameOf: "bag".utf8.count) else {
                throw BagPathError.tooLong
            }
            return path
        } catch {
            throw .path(error, shown: shown)
        }
    }
}

/// The file system's answers, with its errors as `PayloadError`.
extension PayloadScan {
    private func inspect(
        _ folder: Int32, _ name: [UInt8], shown: [UInt8]
    ) throws(PayloadError) -> FileStatus {
        do {
            return try Descriptor.status(at: folder, name, shownAs: shown)
        } catch {
            throw .file(error)
        }
    }

    private func requireReadable(
        _ folder: Int32, _ name: [UInt8], shown: [UInt8]
    ) throws(PayloadError) {
        do {
            try Descriptor.requireReadable(at: folder, name, shownAs: shown)
        } catch {
            throw .file(error)
        }
    }

    private func open(
        _ folder: Int32, _ name: [UInt8], shown: [UInt8]
    ) throws(PayloadError) -> Descriptor {
        do {
            return try Descriptor.open(at: folder, name, .readFolder, shownAs: shown)
        } catch {
            throw .file(error)
        }
    }

    private func openNamed(_ path: [UInt8]) throws(PayloadError) -> Descriptor {
        do {
            return try Descriptor.openNamed(path)
        } catch {
            throw .file(error)
        }
    }

    private func names(
        in folder: borrowing Descriptor, shown: [UInt8]
    ) throws(PayloadError) -> [[UInt8]] {
        do {
            return try FolderListing.names(
                in: folder, maximum: BagManifest.maximumEntries, shown)
        } catch {
            throw .file(error)
        }
    }
}
