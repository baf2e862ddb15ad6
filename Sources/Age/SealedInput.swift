import Primitives

/// The encrypted bytes between the source and the cipher: one buffer, filled as needed.
struct SealedInput: ~Copyable {
    private let source: EncryptedFileReader.Source
    private var buffer: [UInt8]
    private var range = 0..<0
    private var hasEnded = false

    /// One chunk more than the usual batch, since the header shifts the chunks within the buffer.
    private static let capacity = 17 * PayloadCipher.sealedChunkSize

    init(source: @escaping EncryptedFileReader.Source) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: Self.capacity)
    }

    /// What was read from the source and not consumed.
    private var available: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { buffer.span.extracting(range) }
    }

    mutating func consume(_ count: Int) {
        range = range.lowerBound + count..<range.upperBound
    }

    mutating func readHeader() throws -> AgeHeader {
        try fill(atLeast: AgeLimits.maximumHeaderSize)
        let header = try AgeHeader(startOf: available)
        consume(header.bytes.count)
        return header
    }

    mutating func readNonce() throws -> [UInt8] {
        try fill(atLeast: PayloadCipher.nonceSize)
        guard range.count >= PayloadCipher.nonceSize else { throw AgeError.header(.truncated) }
        let nonce = Array(copying: available.extracting(0..<PayloadCipher.nonceSize))
        consume(PayloadCipher.nonceSize)
        return nonce
    }

    /// Makes a whole chunk available: full, or shorter at the end of the source.
    mutating func nextChunkSize() throws -> Int {
        try fill(atLeast: PayloadCipher.sealedChunkSize)
        guard range.count >= PayloadCipher.tagSize else { throw AgeError.payload(.truncated) }
        return min(range.count, PayloadCipher.sealedChunkSize)
    }

    /// Opens the first `size` available bytes as a chunk, without consuming them.
    borrowing func open(
        _ size: Int, number: UInt64, with cipher: borrowing PayloadCipher,
        into chunk: inout MutableSpan<UInt8>
    ) -> ChunkPosition? {
        cipher.open(available.extracting(0..<size), number: number, into: &chunk)
    }

    mutating func isExhausted() throws -> Bool {
        try fill(atLeast: 1)
        return range.isEmpty
    }

    /// Reads until `count` bytes are available or the source has ended.
    private mutating func fill(atLeast count: Int) throws {
        guard range.count < count, !hasEnded else { return }
        moveToStart()
        while range.count < count, !hasEnded {
            let read = try Self.read(from: source, into: &buffer, at: range.upperBound)
            hasEnded = read == 0
            range = range.lowerBound..<range.upperBound + read
        }
    }

    private static func read(
        from source: EncryptedFileReader.Source, into buffer: inout [UInt8], at offset: Int
    ) throws -> Int {
        var whole = buffer.mutableSpan
        var room = whole._mutatingExtracting(offset..<capacity)
        let count = try source(&room)
        precondition((0...capacity - offset).contains(count))
        return count
    }

    private mutating func moveToStart() {
        guard range.lowerBound > 0 else { return }
        buffer.moveToStart(range)
        range = 0..<range.count
    }
}
