package import Primitives

/// Reads one age file from a source, with bounded memory.
///
/// The header is parsed and its MAC checked before the payload is touched. Plaintext is released
/// chunk by chunk, each verified; that the payload is complete is known only when `read(into:)`
/// has returned 0. Whoever writes plaintext to a file must keep it from its final name until then.
///
/// The reader does not say who wrote the file: see `EncryptedFileWriter`.
package struct EncryptedFileReader: ~Copyable {
    /// Fills the span from its start; returns how many bytes, 0 only at the end of the file.
    package typealias Source = (inout MutableSpan<UInt8>) throws -> Int

    package let header: AgeHeader
    private var input: SealedInput
    private let cipher: PayloadCipher
    private var chunkNumber: UInt64 = 0
    private var state = State.reading
    private var remainingSize: UInt64
    /// What is left of a chunk for which the caller's buffer had no room.
    private var spare: [UInt8] = []
    private var spareRange = 0..<0

    private enum State {
        case reading
        /// The final chunk was released; whether bytes follow it is not known yet.
        case atFinalChunk
        case finished
        /// Plaintext was released in the same call: the failure is told in the next.
        case failed(any Error)
    }

    /// Parses the header, finds the file key and checks the MAC.
    ///
    /// - Throws: `AgeError` of the layers header, headerMAC and noMatch; what the source throws.
    package init(source: @escaping Source, identities: IdentitySet, limits: AgeLimits) throws {
        var input = SealedInput(source: source)
        let header = try input.readHeader()
        let fileKey = try identities.unwrap(header.wrappedKeys)
        let mac = try FileKey.headerMAC(header.authenticatedBytes.span, fileKey: fileKey)
        guard ConstantTime.equal(mac, header.mac) else { throw AgeError.headerMAC }
        let nonce = try input.readNonce()
        let cipher = try PayloadCipher(fileKey: fileKey, nonce: nonce)
        self.cipher = cipher
        self.input = input
        self.header = header
        remainingSize = limits.maximumPlaintextSize
    }

    /// SHA-256 of the header, as the outer statement of a bundle names it.
    package var headerDigest: SHA256Digest { header.digest }

    /// Releases the next verified plaintext.
    ///
    /// A span of a MiB or more is filled with 16 chunks at a time, without a copy.
    ///
    /// - Returns: how many bytes of `plaintext` are filled; 0 at the verified end of the payload.
    /// - Throws: `AgeError.payload`, or what the source throws, after all plaintext before the
    ///   failure was returned.
    package mutating func read(into plaintext: inout MutableSpan<UInt8>) throws -> Int {
        precondition(plaintext.count > 0)
        if case .failed(let failure) = state { throw failure }
        var released = takeSpare(into: &plaintext)
        do {
            while released < plaintext.count, try openNext(into: &plaintext, at: &released) {}
        } catch {
            state = .failed(error)
            if released == 0 { throw error }
        }
        return released
    }

    /// Opens one chunk, straight into the caller's span when it fits.
    ///
    /// - Returns: false when the payload is at its end or the span has no room for the chunk.
    private mutating func openNext(
        into plaintext: inout MutableSpan<UInt8>, at released: inout Int
    ) throws -> Bool {
        guard try expectsChunk() else { return false }
        let sealedSize = try input.nextChunkSize()
        let size = sealedSize - PayloadCipher.tagSize
        guard UInt64(size) <= remainingSize else { throw AgeError.payload(.tooLarge) }
        if size <= plaintext.count - released {
            var target = plaintext._mutatingExtracting(released..<released + size)
            try open(sealedSize, into: &target)
            released += size
            return true
        }
        guard released == 0 else { return false }
        try openIntoSpare(sealedSize)
        released = takeSpare(into: &plaintext)
        return false
    }

    private mutating func expectsChunk() throws -> Bool {
        switch state {
        case .reading: return true
        case .finished: return false
        case .failed(let failure): throw failure
        case .atFinalChunk:
            guard try input.isExhausted() else { throw AgeError.payload(.trailingBytes) }
            state = .finished
            return false
        }
    }

    /// Opens the next `sealedSize` bytes of the input as a chunk.
    private mutating func open(
        _ sealedSize: Int, into chunk: inout MutableSpan<UInt8>
    ) throws {
        let position = input.open(sealedSize, number: chunkNumber, with: cipher, into: &chunk)
        guard let position else { throw AgeError.payload(.badTag) }
        // One encoding only: a payload that ends with a full chunk has no empty one after it.
        guard !chunk.isEmpty || chunkNumber == 0 else {
            throw AgeError.payload(.emptyFinalChunk)
        }
        if position == .final { state = .atFinalChunk }
        chunkNumber += 1
        input.consume(sealedSize)
        remainingSize -= UInt64(chunk.count)
    }

    private mutating func openIntoSpare(_ sealedSize: Int) throws {
        var chunk = [UInt8](repeating: 0, count: sealedSize - PayloadCipher.tagSize)
        var target = chunk.mutableSpan
        try open(sealedSize, into: &target)
        spareRange = chunk.indices
        spare = chunk
    }

    private mutating func takeSpare(into plaintext: inout MutableSpan<UInt8>) -> Int {
        let taken = spareRange.prefix(plaintext.count)
        plaintext.copy(spare.span.extracting(taken), at: 0)
        spareRange = taken.upperBound..<spareRange.upperBound
        return taken.count
    }
}
