import Age
import Primitives

/// payload.age on its way into the decryption: counted, hashed, and no longer than announced.
///
/// The header is read first and alone, so that it can be held against the signed digest before any
/// of it is used. Reading and the digest of the whole run on a second thread, ahead of the
/// decryption.
final class PayloadInput {
    private struct Block: Sendable {
        var bytes = [UInt8](repeating: 0, count: BundleLimits.blockSize)
        var count = 0
    }

    private static let blocks = 4

    let header: AgeHeader
    private let reading: Reading
    private let blocks: BlocksAhead<Block>
    private var block: Block
    /// What of the block was not yet handed on.
    private var available: Range<Int>

    /// - Throws: `AgeError` of the header, `BundleError.payloadSizeDiffers`, and what the source
    ///   throws.
    init(_ source: @escaping PayloadBytes, size: UInt64) throws {
        let reading = Reading(source, size: size)
        var head = Block()
        try reading.fill(&head, upTo: AgeLimits.maximumHeaderSize)
        header = try AgeHeader(startOf: head.bytes.span.extracting(first: head.count))
        available = 0..<head.count
        block = head
        self.reading = reading
        blocks = BlocksAhead(spare: (0..<Self.blocks).map { _ in Block() }) { block in
            try reading.fill(&block, upTo: block.bytes.count)
            return block.count > 0
        }
    }

    /// A source for `EncryptedFileReader`: the whole file, header included.
    func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        if available.isEmpty {
            guard try blocks.exchange(&block) else { return 0 }
            available = 0..<block.count
        }
        let taken = available.prefix(buffer.count)
        buffer.copy(block.bytes.span.extracting(taken), at: 0)
        available = taken.upperBound..<available.upperBound
        return taken.count
    }

    /// Reads what is left and compares all that has come with what was signed.
    ///
    /// - Parameter progress: bytes received so far.
    /// - Throws: `BundleError.payloadSizeDiffers`, `.payloadDigestDiffers`, and what the source
    ///   throws.
    func finish(expecting digest: SHA256Digest, _ progress: (UInt64) -> Void) throws {
        var received: UInt64 = 0
        while try blocks.exchange(&block) {
            received += UInt64(block.count)
            progress(received)
        }
        // The second thread has ended.
        try reading.finish(expecting: digest)
    }

    /// What the second thread works on. The first touches it only before that begins and after it
    /// has ended.
    private final class Reading {
        private let source: PayloadBytes
        private let size: UInt64
        private var received: UInt64 = 0
        private var hasher: SHA256Hasher? = SHA256Hasher()

        init(_ source: @escaping PayloadBytes, size: UInt64) {
            (self.source, self.size) = (source, size)
        }

        /// Reads `limit` bytes, or fewer at the end of the source.
        func fill(_ block: inout Block, upTo limit: Int) throws {
            var filled = 0
            while filled < limit {
                var whole = block.bytes.mutableSpan
                var room = whole._mutatingExtracting(filled..<limit)
                let count = try source(&room)
                if count == 0 { break }
                filled += count
            }
            block.count = filled
            guard UInt64(filled) <= size - received else {
                throw BundleError.payloadSizeDiffers
            }
            received += UInt64(filled)
            hasher?.update(block.bytes.span.extracting(first: filled))
        }

        func finish(expecting digest: SHA256Digest) throws(BundleError) {
            guard received == size else { throw .payloadSizeDiffers }
            // Nil at a second call: a digest ends once.
            guard hasher.take()?.finalize() == digest else { throw .payloadDigestDiffers }
        }
    }
}
