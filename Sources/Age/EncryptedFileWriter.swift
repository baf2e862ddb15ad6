package import Primitives

/// Writes one age file, in one pass and with bounded memory.
///
/// The header goes to the sink at once, the payload in batches of up to 16 chunks. Nothing is
/// allocated for a chunk. The file is complete only after `finish()`: what was written before is
/// recognised as truncated by any reader.
///
/// The writer authenticates no sender. Anybody who can read a file can replace its payload under
/// the same header, so what was written must be signed from outside. (formats 0.9)
package struct EncryptedFileWriter: ~Copyable {
    /// Takes the bytes of the file in order. The span is valid only during the call.
    package typealias Sink = (Span<UInt8>) throws -> Void

    package let header: AgeHeader
    private let cipher: PayloadCipher
    private let sink: Sink
    /// Plaintext that waits until its chunk is full and more follows: at most one batch.
    private var plain: [UInt8]
    private var plainCount = 0
    private var sealed: [UInt8]
    private var chunkNumber: UInt64 = 0

    private static let batchChunks = 16

    /// Draws a file key, wraps it for each recipient and writes the header.
    ///
    /// - Throws: `recipient(.mixed)` when post-quantum and classical recipients stand side by side
    ///   (the weaker half would decide), `.none`, `.tooMany`, `.unusable`; and what the sink throws.
    package init(recipients: [Recipient], sink: @escaping Sink) throws {
        try Self.requireWritable(recipients)
        let fileKey = try FileKey.random()
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
        try self.init(
            stanzas: stanzas, fileKey: fileKey, batchChunks: Self.batchChunks, sink: sink)
    }

    init(
        stanzas: [Stanza], fileKey: borrowing SecretBytes, batchChunks: Int, sink: @escaping Sink
    ) throws {
        let nonce = Randomness.bytes(PayloadCipher.nonceSize)
        let header = try AgeHeader(stanzas: stanzas, fileKey: fileKey)
        let cipher = try PayloadCipher(fileKey: fileKey, nonce: nonce)
        try sink((header.bytes + nonce).span)
        self.header = header
        self.cipher = cipher
        plain = [UInt8](repeating: 0, count: batchChunks * PayloadCipher.chunkSize)
        sealed = [UInt8](repeating: 0, count: batchChunks * PayloadCipher.sealedChunkSize)
        self.sink = sink
    }

    /// SHA-256 of the header, as the outer statement of a bundle names it.
    package var headerDigest: SHA256Digest { header.digest }

    package var headerSize: Int { header.bytes.count }

    /// Takes plaintext in pieces of any size; large ones are sealed where they lie.
    package mutating func write(_ bytes: Span<UInt8>) throws {
        let chunkSize = PayloadCipher.chunkSize
        var position = try completeKept(from: bytes)
        // A chunk may only be written when a byte is known to follow it, else it must be final.
        while bytes.count - position > chunkSize {
            let chunks = min(plain.count, bytes.count - position - 1) / chunkSize
            let end = position + chunks * chunkSize
            try writeBatch(bytes.extracting(position..<end))
            position = end
        }
        keep(bytes.extracting(position..<bytes.count))
    }

    /// Adds to what is kept and writes it when it is complete and a byte is known to follow.
    ///
    /// Small pieces gather to a batch. A large piece only fills up the last chunk, so that the
    /// rest of it need not be copied.
    ///
    /// - Returns: how many of the bytes were taken.
    private mutating func completeKept(from bytes: Span<UInt8>) throws -> Int {
        let chunkSize = PayloadCipher.chunkSize
        guard plainCount > 0 else { return 0 }
        let lastChunk = (plainCount + chunkSize - 1) / chunkSize * chunkSize
        let goal = bytes.count < chunkSize ? plain.count : lastChunk
        let taken = min(goal - plainCount, bytes.count)
        keep(bytes.extracting(0..<taken))
        if taken < bytes.count { try writeKept(lastPosition: .inner) }
        return taken
    }

    package mutating func write(_ bytes: [UInt8]) throws {
        try write(bytes.span)
    }

    /// Writes the final chunk and erases what was buffered.
    package consuming func finish() throws {
        try writeKept(lastPosition: .final)
        SecretBytes.erase(&plain)
    }

    private mutating func keep(_ bytes: Span<UInt8>) {
        plain.copy(bytes, at: plainCount)
        plainCount += bytes.count
    }

    private mutating func writeKept(lastPosition: ChunkPosition) throws {
        let count = cipher.seal(
            plain, count: plainCount, firstNumber: chunkNumber, lastPosition: lastPosition,
            into: &sealed)
        plainCount = 0
        try send(count)
    }

    private mutating func writeBatch(_ batch: Span<UInt8>) throws {
        let count = cipher.seal(
            batch: batch, firstNumber: chunkNumber, lastPosition: .inner, into: &sealed)
        try send(count)
    }

    private mutating func send(_ count: Int) throws {
        chunkNumber += UInt64(count / PayloadCipher.sealedChunkSize)
        try sink(sealed.span.extracting(0..<count))
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
