internal import Primitives

/// Opens the items of a `PayloadSource`, best in their order: neighbours share open folders.
///
/// Several openers may work on one source, each in its own thread.
package struct PayloadOpener: ~Copyable, Sendable {
    private let roots: [[UInt8]]
    private var chain: FolderChain?
    private var chainRoot = -1

    /// Up to here the system reads ahead as far as the file goes anyway.
    private static let smallFile: UInt64 = 131_072

    package init(_ source: PayloadSource) {
        roots = source.roots
    }

    /// - Throws: `.changed` if this is no longer the file that was scanned.
    package mutating func open(_ item: PayloadItem) throws(PayloadError) -> PayloadFile {
        do {
            return try openChecked(item)
        } catch let error as PayloadError {
            throw error
        } catch let error as FileError {
            throw .file(error)
        } catch {
            throw .path(.empty, shown: item.path.bytes)
        }
    }

    private mutating func openChecked(_ item: PayloadItem) throws -> PayloadFile {
        let relative = item.path.tail(from: item.relativeStart)
        let shown = roots[item.root] + [UInt8(ascii: "/")] + relative.bytes
        if chainRoot != item.root || chain == nil {
            chain = try Self.chain(to: roots[item.root])
            chainRoot = item.root
        }
        guard let folder = try chain?.folder(of: relative, creating: false) else {
            throw PayloadError.changed(shown: shown)
        }
        let file = try Descriptor.open(
            at: folder.descriptor, folder.name, .readFile, shownAs: shown)
        let status = try file.status(shown)
        guard status.kind == .file, status.size == item.size, status.identity == item.identity
        else { throw PayloadError.changed(shown: shown) }
        if item.size > Self.smallFile { file.expectSequentialReading() }
        return PayloadFile(descriptor: file, item: item, shown: shown)
    }

    private static func chain(to root: [UInt8]) throws -> FolderChain {
        // The folder that holds a named file may be reached through links, a named folder may not;
        // the item's identity tells in both cases whether it is the file that was scanned.
        FolderChain(
            base: try Descriptor.openRoot(root), path: root)
    }
}

/// An original, open for reading once from front to back.
package struct PayloadFile: ~Copyable, Sendable {
    private let descriptor: Descriptor
    private let item: PayloadItem
    private let shown: [UInt8]
    private var remaining: UInt64

    init(descriptor: consuming Descriptor, item: PayloadItem, shown: [UInt8]) {
        self.descriptor = descriptor
        self.item = item
        self.shown = shown
        self.remaining = item.size
    }

    /// Fills a prefix of the buffer; 0 after the last byte, once it is certain that nothing changed
    /// meanwhile: a caller that reads up to 0 has the whole file.
    /// - Throws: `.changed` for a file that became shorter, longer or newer.
    package mutating func read(
        into buffer: inout MutableSpan<UInt8>
    ) throws(PayloadError) -> Int {
        do {
            // After the last byte that was announced only the status is asked: a file that goes on
            // has another size.
            let count = remaining == 0 ? 0 : try descriptor.read(into: &buffer, shown)
            guard UInt64(count) <= remaining, count > 0 || remaining == 0 else {
                throw PayloadError.changed(shown: shown)
            }
            remaining -= UInt64(count)
            if count == 0 { try requireUnchanged() }
            return count
        } catch let error as FileError {
            throw .file(error)
        } catch {
            throw .changed(shown: shown)
        }
    }

    private func requireUnchanged() throws {
        let status = try descriptor.status(shown)
        guard status.size == item.size, status.identity == item.identity else {
            throw PayloadError.changed(shown: shown)
        }
    }
}
