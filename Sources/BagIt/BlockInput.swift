internal import Primitives

/// A counted, buffered input of bytes: what `TarReader` reads headers and contents from.
struct BlockInput: ~Copyable {
    private let source: TarReader.Source
    private let maximumSize: UInt64
    private var buffer = [UInt8](repeating: 0, count: 262_144)
    /// What of `buffer` has come from the source and was not yet taken.
    private var available = 0..<0
    /// Bytes taken so far.
    private(set) var position: UInt64 = 0

    init(maximumSize: UInt64, source: @escaping TarReader.Source) {
        self.maximumSize = maximumSize
        self.source = source
    }

    /// Bytes that may still be taken.
    var allowance: UInt64 { maximumSize - position }

    /// Exactly `count` bytes. The caller bounds `count`.
    mutating func take(_ count: Int) throws -> [UInt8] {
        guard UInt64(count) <= allowance else { throw TarError.tooLarge }
        var taken: [UInt8] = []
        taken.reserveCapacity(count)
        while taken.count < count {
            if available.isEmpty { try refill() }
            guard !available.isEmpty else { throw TarError.truncated }
            let step = min(count - taken.count, available.count)
            taken += buffer[available.lowerBound..<available.lowerBound + step]
            available = available.lowerBound + step..<available.upperBound
        }
        position += UInt64(count)
        return taken
    }

    /// At least one byte of the next `limit`; neither `limit` nor `target` may be empty.
    mutating func read(into target: inout MutableSpan<UInt8>, atMost limit: UInt64) throws -> Int {
        // Large contents go from the source to the caller without a stop here.
        let isDirect = available.isEmpty && limit >= UInt64(target.count)
        let count = isDirect ? try source(&target) : try copy(into: &target, atMost: limit)
        guard count > 0 else { throw TarError.truncated }
        guard count <= target.count, UInt64(count) <= allowance else { throw TarError.tooLarge }
        position += UInt64(count)
        return count
    }

    /// Lends some of the next `limit` bytes where they lie; `limit` may not be 0.
    ///
    /// - Returns: how many, at least one.
    mutating func lend(
        atMost limit: UInt64, _ body: (Span<UInt8>) throws -> Void
    ) throws -> Int {
        if available.isEmpty { try refill() }
        let taken = available.prefix(Int(min(UInt64(available.count), limit)))
        guard !taken.isEmpty else { throw TarError.truncated }
        guard UInt64(taken.count) <= allowance else { throw TarError.tooLarge }
        try body(buffer.span.extracting(taken))
        available = taken.upperBound..<available.upperBound
        position += UInt64(taken.count)
        return taken.count
    }

    private mutating func copy(
        into target: inout MutableSpan<UInt8>, atMost limit: UInt64
    ) throws -> Int {
        if available.isEmpty { try refill() }
        let count = Int(min(UInt64(min(target.count, available.count)), limit))
        let taken = available.prefix(count)
        target.copy(buffer.span.extracting(taken), at: 0)
        available = taken.upperBound..<available.upperBound
        return count
    }

    /// Reads up to the end of the source; false as soon as a byte is not zero.
    mutating func restIsZero() throws -> Bool {
        while true {
            if available.isEmpty { try refill() }
            if available.isEmpty { return true }
            guard UInt64(available.count) <= allowance else { throw TarError.tooLarge }
            guard buffer[available].allSatisfy({ $0 == 0 }) else { return false }
            position += UInt64(available.count)
            available = 0..<0
        }
    }

    private mutating func refill() throws {
        let source = source
        var span = buffer.mutableSpan
        let count = try source(&span)
        guard count <= buffer.count else { throw TarError.tooLarge }
        available = 0..<count
    }
}
