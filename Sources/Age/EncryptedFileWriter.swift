package import Primitives

/// Writes one age file, in one pass and with bounded memory.
///
/// The header goes to the sink at once, the payload in batches of 16 chunks. Nothing is allocated
/// for a chunk, and whole chunks are sealed where they lie. The file is complete only after
/// `finish()`: what was written before is recognised as truncated by any reader.
///
/// The writer authenticates no sender. Anybody who can read a file can replace its payload under
/// the same header, so what was written must be signed from outside. (formats 0.9)
package struct EncryptedFileWriter: ~Copyable {
    /// Takes the bytes of the file in order. The span is valid only during the call.
    package typealias Sink = (Span<UInt8>) throws -> Void

    /// The same for the first `count` bytes of `buffer`, which it may exchange for another buffer
    /// of the same size: so a batch changes hands without a copy.
    package typealias Exchange = (_ buffer: inout [UInt8], _ count: Int) throws -> Void

    package let header: AgeHeader
    private let cipher: PayloadCipher
    private let exchange: Exchange
    /// Plaintext that waits until its chunk is full and more follows: at most one chunk.
    private var plain = [UInt8](repeating: 0, count: PayloadCipher.chunkSize)
    private var plainCount = 0
    /// Sealed chunks that wait for the rest of their batch; there is always room for one more.
    private var sealed: [UInt8]
    private var sealedCount = 0
    private var chunkNumber: UInt64 = 0

    private static let batchChunks = 16
    /// The size of the buffer that is exchanged.
    package static let batchSize = batchChunks * PayloadCipher.sealedChunkSize

    /// Draws a file key, wraps it for each recipient and writes the header.
    ///
    /// - Throws: `recipient(.mixed)` when post-quantum and classical recipients stand side by side
    ///   (the weaker half would decide), `.none`, `.tooMany`, `.unusable`; and what the sink throws.
    package init(recipients: [Recipient], sink: @escaping Sink) throws {
        try self.init(
            recipients: recipients,
            exchange: { buffer, count in try sink(buffer.span.extracting(first: count)) })
    }

    /// The same with a sink that may keep the buffers.
    package init(recipients: [Recipient], exchange: @escaping Exchange) throws {
        try Self.requireWritable(recipients)
        let fileKey = try FileKey.random()
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
        try self.init(
            stanzas: stanzas, fileKey: fileKey, batchChunks: Self.batchChunks, exchange: exchange)
    }

    init(
        stanzas: [Stanza], fileKey: borrowing SecretBytes, batchChunks: Int,
        exchange: @escaping Exchange
    ) throws {
        let nonce = Randomness.bytes(PayloadCipher.nonceSize)
        let header = try AgeHeader(stanzas: stanzas, fileKey: fileKey)
        let cipher = try PayloadCipher(fileKey: fileKey, nonce: nonce)
        // The header goes ahead in a buffer like the batches: at 64 KiB it fits into the smallest.
        var buffer = [UInt8](repeating: 0, count: batchChunks * PayloadCipher.sealedChunkSize)
        let start = header.bytes + nonce
        buffer.copy(start.span, at: 0)
        try exchange(&buffer, start.count)
        self.header = header
        self.cipher = cipher
        sealed = buffer
        self.exchange = exchange
    }

    /// SHA-256 of the header, as the outer statement of a bundle names it.
    package var headerDigest: SHA256Digest { header.digest }

    package var headerSize: Int { header.bytes.count }

    /// Takes plaintext in pieces of any size.
    package mutating func write(_ bytes: Span<UInt8>) throws {
        let chunkSize = PayloadCipher.chunkSize
        var position = 0
        // A chunk may only be sealed when a byte is known to follow it, else it must be final.
        if plainCount > 0 {
            position = min(chunkSize - plainCount, bytes.count)
            keep(bytes.extracting(0..<position))
            guard position < bytes.count else { return }
            try sealKept(.inner)
        }
        while bytes.count - position > chunkSize {
            let room = (sealed.count - sealedCount) / PayloadCipher.sealedChunkSize
            let size = min(room, (bytes.count - position - 1) / chunkSize) * chunkSize
            try seal(bytes.extracting(position..<position + size))
            position += size
        }
        keep(bytes.extracting(position..<bytes.count))
    }

    package mutating func write(_ bytes: [UInt8]) throws {
        try write(bytes.span)
    }

    /// Writes the final chunk and erases what was buffered.
    package consuming func finish() throws {
        try sealKept(.final)
        if sealedCount > 0 { try exchange(&sealed, sealedCount) }
        SecretBytes.erase(&plain)
    }

    private mutating func keep(_ bytes: Span<UInt8>) {
        plain.copy(bytes, at: plainCount)
        plainCount += bytes.count
    }

    private mutating func sealKept(_ position: ChunkPosition) throws {
        sealedCount += cipher.seal(
            plain, count: plainCount, firstNumber: chunkNumber, lastPosition: position,
            into: &sealed, at: sealedCount)
        chunkNumber += 1
        plainCount = 0
        try sendWhenFull()
    }

    /// Seals whole chunks for which there is room, and which others follow.
    private mutating func seal(_ chunks: Span<UInt8>) throws {
        sealedCount += cipher.seal(
            batch: chunks, firstNumber: chunkNumber, lastPosition: .inner, into: &sealed,
            at: sealedCount)
        chunkNumber += UInt64(chunks.count / PayloadCipher.chunkSize)
        try sendWhenFull()
    }

    private mutating func sendWhenFull() throws {
        guard sealed.count - sealedCount < PayloadCipher.sealedChunkSize else { return }
        let size = sealed.count
        try exchange(&sealed, sealedCount)
        precondition(sealed.count == size, "a buffer is exchanged for one of its size")
        sealedCount = 0
    }

    private static func requireWritable(_ recipients: [Recipient]) throws(AgeError) {
        guard let first = recipients.first else { throw .recipient(.none) }
        guard recipients.count <= AgeLimits.maximumRecipients else {
            throw .recipient(.tooMany)
        }
        guard recipients.allSatisfy({ $0.kind == first.kind }) else { throw .recipient(.mixed) }
    }
}

extension EncryptedFileWriter {
    /// The size of the header of a file for these recipients, before any of it is made.
    ///
    /// - Throws: as `init(recipients:sink:)` for a list that cannot be written to.
    package static func headerSize(for recipients: [Recipient]) throws(AgeError) -> Int {
        try requireWritable(recipients)
        let stanzas = recipients.map { recipient in
            // The stanzas of one type all have the same length.
            let (type, size) =
                switch recipient.kind {
                case .x25519: (WrappedKey.x25519Type, X25519Stanza.shareSize)
                case .hybrid: (WrappedKey.hybridType, HybridSuite.encapsulationSize)
                }
            let share = Base64.encodeUnpadded([UInt8](repeating: 0, count: size))
            let body = [UInt8](repeating: 0, count: FileKey.wrappedSize)
            return Stanza(type: type, arguments: [share], body: body)
        }
        return AgeHeader.unauthenticatedBytes(of: stanzas).count
            + AgeHeader.macLineSize - AgeHeader.macPrefix.count
    }
}
