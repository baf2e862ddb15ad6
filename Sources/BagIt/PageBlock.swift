/// Memory from which a disk can be written without the page cache: aligned, and of whole pages.
///
/// A class, because it changes hands between threads; whoever has it has it alone.
@safe package final class PageBlock: @unchecked Sendable {
    // Sendable: the owner's rule above; the queues that carry blocks hold it.
    private let memory: UnsafeMutableRawBufferPointer
    package private(set) var count = 0

    package static let size = 1 << 20
    /// Enough for the blocks of every disk that Linux knows.
    private static let alignment = 4096

    package init() {
        unsafe memory = .allocate(byteCount: Self.size, alignment: Self.alignment)
    }

    deinit { unsafe memory.deallocate() }

    package var isFull: Bool { count == Self.size }

    package func clear() { count = 0 }

    /// How many bytes more there is room for.
    package var room: Int { Self.size - count }

    /// Lets `fill` write the next `added` bytes where they shall lie; there must be room for them.
    package func append(_ added: Int, _ fill: (inout MutableSpan<UInt8>) -> Void) {
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + added])
        var span = unsafe MutableSpan<UInt8>(_unsafeBytes: target)
        fill(&span)
        count += added
    }

    /// Copies as many of the bytes as there is room for.
    ///
    /// - Returns: how many.
    package func append(_ bytes: Span<UInt8>) -> Int {
        let taken = min(bytes.count, Self.size - count)
        unsafe bytes.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<taken]))
        }
        count += taken
        return taken
    }

    /// Lends what was appended since the last `clear`.
    package func withBytes<Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
        try body(unsafe Span(_unsafeBytes: bytes))
    }

    /// Whether a disk takes these bytes as they lie.
    static func isAligned(_ bytes: Span<UInt8>) -> Bool {
        let address = unsafe bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        return bytes.count.isMultiple(of: alignment) && address.isMultiple(of: UInt(alignment))
    }
}
