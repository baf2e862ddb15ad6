import Age
import Primitives

/// payload.age on its way into the decryption: counted, hashed, and no longer than announced.
///
/// The header is read first and alone, so that it can be held against the signed digest before any
/// of it is used. The digest of the whole runs on a second thread, beside the decryption.
final class PayloadInput {
    let header: AgeHeader
    private let source: PayloadBytes
    private let size: UInt64
    private let hashing = RunningDigest()
    private var received: UInt64 = 0
    /// What was read to find the header and not yet handed on.
    private var head: ArraySlice<UInt8>

    /// - Throws: `AgeError` of the header, `BundleError.payloadSizeDiffers`, and what the source
    ///   throws.
    init(_ source: @escaping PayloadBytes, size: UInt64) throws {
        self.source = source
        self.size = size
        var block = [UInt8](repeating: 0, count: AgeLimits.maximumHeaderSize)
        var filled = 0
        while filled < block.count {
            var span = block.mutableSpan
            var rest = span._mutatingExtracting(filled..<span.count)
            let count = try source(&rest)
            if count == 0 { break }
            filled += count
        }
        head = block[..<filled]
        header = try AgeHeader(startOf: head.span)
        try take(head.span)
    }

    /// A source for `EncryptedFileReader`: the whole file, header included.
    func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        guard head.isEmpty else {
            let count = min(head.count, buffer.count)
            for index in 0..<count { buffer[index] = head[head.startIndex + index] }
            head = head.dropFirst(count)
            return count
        }
        let count = try source(&buffer)
        try take(buffer.span.extracting(first: count))
        return count
    }

    /// Reads what is left, so that the digest covers all of it.
    ///
    /// - Parameter progress: bytes received so far.
    func drain(_ progress: (UInt64) -> Void) throws {
        var block = [UInt8](repeating: 0, count: BundleLimits.blockSize)
        head = []
        while true {
            var span = block.mutableSpan
            if try read(into: &span) == 0 { return }
            progress(received)
        }
    }

    /// Compares what has come with what was signed.
    ///
    /// - Throws: `BundleError.payloadSizeDiffers`, `.payloadDigestDiffers`.
    func finish(expecting digest: SHA256Digest) throws(BundleError) {
        guard received == size else { throw .payloadSizeDiffers }
        guard hashing.finish() == digest else { throw .payloadDigestDiffers }
    }

    private func take(_ bytes: Span<UInt8>) throws {
        guard UInt64(bytes.count) <= size - received else {
            throw BundleError.payloadSizeDiffers
        }
        received += UInt64(bytes.count)
        try hashing.update(bytes)
    }
}

/// A digest that is computed on a second thread.
private final class RunningDigest {
    /// What the second thread works on; the first touches it only after `BlockQueue.wait`.
    private final class Running {
        var hasher: SHA256Hasher? = SHA256Hasher()
    }

    private let running: Running
    private let blocks: BlockQueue

    init() {
        let running = Running()
        self.running = running
        blocks = BlockQueue { running.hasher?.update($0) }
    }

    deinit { blocks.wait() }

    func update(_ bytes: Span<UInt8>) throws { try blocks.append(bytes) }

    /// Nil at the second call: a digest ends once.
    func finish() -> SHA256Digest? {
        blocks.wait()
        return running.hasher.take()?.finalize()
    }
}
