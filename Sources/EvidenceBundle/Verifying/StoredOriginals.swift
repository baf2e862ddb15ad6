package import BagIt
import Primitives

/// The originals of an opened bag that lie in an archive: each is a range of one file.
package struct StoredOriginals: Sendable {
    package struct Place: Sendable {
        /// `data/...`
        package let path: BagPath
        package let offset: UInt64
        package let size: UInt64

        package init(path: BagPath, offset: UInt64, size: UInt64) {
            (self.path, self.offset, self.size) = (path, offset, size)
        }
    }

    /// An original that is read from front to back.
    struct Original {
        let size: UInt64
        let bytes: PayloadBytes
    }

    private let input: InputFile
    private let places: [BagPath: Place]
    let totalSize: UInt64

    /// - Parameter places: as the archive says; bytes that are not there are missed in reading.
    package init(_ places: [Place], in input: InputFile) {
        self.input = input
        self.places = Dictionary(
            places.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        // Ranges of one file, and for progress only: never more than the file has.
        totalSize = places.reduce(0) { min($0 + min($1.size, input.size - $0), input.size) }
    }

    var paths: [BagPath] { Array(places.keys) }

    subscript(path: BagPath) -> Original? {
        places[path].map { place in
            Original(
                size: place.size, bytes: input.source(from: place.offset, count: place.size))
        }
    }
}

/// The originals of an archive, one after the other, in one block.
struct StoredContent: ~Copyable, BagContent {
    private var block: [UInt8] = []
    private var original: StoredOriginals.Original?

    mutating func begin(_ original: StoredOriginals.Original) {
        if block.isEmpty { block = [UInt8](repeating: 0, count: BundleLimits.blockSize) }
        self.original = original
    }

    mutating func lend(_ look: (Span<UInt8>) throws -> Void) throws -> Int {
        guard let original else { return 0 }
        var span = block.mutableSpan
        let count = try original.bytes(&span)
        if count > 0 { try look(block.span.extracting(first: count)) }
        return count
    }
}
