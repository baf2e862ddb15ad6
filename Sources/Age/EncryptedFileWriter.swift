package import Primitives

/// Writes one age file, in one pass and with bounded memory.
///
/// The header goes out at once, the payload chunk by chunk. Nothing is allocated for a chunk, and
/// whole chunks are sealed from where they lie to where they shall lie. The file is complete only
/// after `finish()`: what was written before is recognised as truncated by any reader.
///
/// The writer authenticates no sender. Anybody who can read a file can replace its payload under
/// the same header, so what was written must be signed from outside. (formats 0.9)
package struct EncryptedFileWriter: ~Copyable {
    /// Takes the bytes of the file in order. The span is valid only during the call.
    package typealias Sink = (Span<UInt8>) throws -> Void

    /// Finds room for the next `count` bytes of the file, at most `largestStep`, and lets `fill`
    /// write every one of them, once: so a chunk is sealed into its place without a copy.
    package typealias Room =
        (_ count: Int, _ fill: (inout MutableSpan<UInt8>) -> Void) throws -> Void

    package let header: AgeHeader
    private let cipher: PayloadCipher
    private let room: Room
    /// Plaintext that waits until its chunk is full and more follows: at most one chunk.
    private var plain = [UInt8](repeating: 0, count: PayloadCipher.chunkSize)
    private var plainCount = 0
    private var chunkNumber: UInt64 = 0

    /// A sealed chunk; the longest header with its nonce is no longer.
    package static let largestStep = PayloadCipher.sealedChunkSize

    /// Draws a file key, wraps it for each recipient and writes the header.
    ///
    /// - Throws: `recipient(.mixed)` when post-quantum and classical recipients stand side by side
    ///   (the weaker half would decide), `.none`, `.tooMany`, `.unusable`; and what the sink throws.
    package init(recipients: [Recipient], sink: @escaping Sink) throws {
        try self.init(recipients: recipients, room: Self.room(for: sink))
    }

    /// The same with room where the bytes shall lie.
    package init(recipients: [Recipient], room: @escaping Room) throws {
        try Self.requireWritable(recipients)
        let fileKey = try FileKey.random()
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
        try self.init(stanzas: stanzas, fileKey: fileKey, room: room)
    }

    init(
        stanzas: [Stanza], fileKey: borrowing SecretBytes, room: @escaping Room
    ) throws {
        let nonce = Randomness.bytes(PayloadCipher.nonceSize)
        let header = try AgeHeader(stanzas: stanzas, fileKey: fileKey)
        let cipher = try PayloadCipher(fileKey: fileKey, nonce: nonce)
        let start = header.bytes + nonce
        try room(start.count) { $0.copy(start.span, at: 0) }
        self.header = header
        self.cipher = cipher
        self.room = room
    }

    /// One buffer, from which a sink takes each step.
    package static func room(for sink: @escaping Sink) -> Room {
        var buffer = [UInt8](repeating: 0, count: largestStep)
        return { count, fill in
            var whole = buffer.mutableSpan
            var step = whole._mutatingExtracting(0..<count)
            fill(&step)
            try sink(buffer.span.extracting(first: count))
        }
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
            try seal(bytes.extracting(position..<position + chunkSize), .inner)
            chunkNumber += 1
            position += chunkSize
        }
        keep(bytes.extracting(position..<bytes.count))
    }

    package mutating func write(_ bytes: [UInt8]) throws {
        try write(bytes.span)
    }

    /// Writes the final chunk and erases what was buffered.
    package consuming func finish() throws {
        try sealKept(.final)
        SecretBytes.erase(&plain)
    }

    private mutating func keep(_ bytes: Span<UInt8>) {
        plain.copy(bytes, at: plainCount)
        plainCount += bytes.count
    }

    private mutating func sealKept(_ position: ChunkPosition) throws {
        try seal(plain.span.extracting(first: plainCount), position)
        plainCount = 0
        chunkNumber += 1
    }

    private borrowing func seal(_ chunk: Span<UInt8>, _ position: ChunkPosition) throws {
        try room(chunk.count + PayloadCipher.tagSize) { sealed in
            cipher.seal(chunk, number: chunkNumber, position: position, into: &sealed)
        }
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
