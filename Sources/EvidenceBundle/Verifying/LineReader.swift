import Primitives

/// Cuts a text that comes in blocks into lines, each with its line feed.
struct LineReader {
    /// A digest, two spaces and a path in which every byte could be escaped.
    static let manifestLine = 64 + 2 + 3 * 1024 + 1
    /// An item as in a manifest, with salt and size; or 32 recipients.
    static let openingLine = 8_192

    private let limit: Int
    private let tooLong: BundleError
    private var partial: [UInt8] = []

    /// - Parameter tooLong: what a line over the limit is called: no list of ours has one.
    init(limit: Int, tooLong: BundleError) { (self.limit, self.tooLong) = (limit, tooLong) }

    /// Whether the last byte read was a line feed.
    var isAtLineEnd: Bool { partial.isEmpty }

    /// - Throws: `tooLong` for a line over the limit.
    mutating func read(_ block: Span<UInt8>, _ body: ([UInt8]) throws -> Void) throws {
        var start = 0
        while start < block.count {
            var end = start
            while end < block.count, block[end] != UInt8(ascii: "\n") { end += 1 }
            let isWhole = end < block.count
            if isWhole { end += 1 }
            guard end - start <= limit - partial.count else { throw tooLong }
            partial += Array(copying: block.extracting(start..<end))
            start = end
            guard isWhole else { return }
            try body(partial)
            partial.removeAll(keepingCapacity: true)
        }
    }
}
