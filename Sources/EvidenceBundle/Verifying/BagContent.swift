import BagIt

/// Where the bytes of one file of a bag come from.
protocol BagContent: ~Copyable {
    /// Lends the next bytes of the file where they lie.
    ///
    /// - Returns: how many; 0 at its end, and nothing is lent then.
    mutating func lend(_ look: (Span<UInt8>) throws -> Void) throws -> Int
}

/// The present entry of an archive.
extension TarReader: BagContent {}

/// The files of a folder, one after the other, in one block.
struct FolderContent: ~Copyable, BagContent {
    private var block = [UInt8](repeating: 0, count: BundleLimits.blockSize)
    private var file: PayloadFile?

    mutating func begin(_ file: consuming PayloadFile) { self.file = consume file }

    mutating func lend(_ look: (Span<UInt8>) throws -> Void) throws -> Int {
        let count = try Self.read(&file, &block)
        if count > 0 { try look(block.span.extracting(first: count)) }
        return count
    }

    private static func read(
        _ file: inout PayloadFile?, _ block: inout [UInt8]
    ) throws -> Int {
        var span = block.mutableSpan
        return try file?.read(into: &span) ?? 0
    }
}
