import Primitives
import Testing

@testable import Age

private let chunk = PayloadCipher.chunkSize
private let sealedChunk = PayloadCipher.sealedChunkSize

/// One file of three chunks and what changes to it do.
@Suite struct TamperTests {
    private let identities: IdentitySet
    private let plaintext = Writing.plaintext(2 * chunk + 500)
    private let file: [UInt8]
    /// Where the first chunk begins.
    private let payload: Int

    init() throws {
        let identity = try Identity.generateHybrid()
        let recipient = identity.recipient
        identities = IdentitySet(identity)
        let file = try Writing.file(plaintext, to: [recipient])
        let headerSize = try AgeHeader(startOf: file.span).bytes.count
        self.file = file
        payload = headerSize + PayloadCipher.nonceSize
    }

    private func expect(
        _ changed: [UInt8], failsWith failure: AgeError, after released: Int,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        for buffer in [10_000, chunk, 1 << 20] {
            let release = try Reading.release(changed, identities, buffer: buffer)
            #expect(release.failure == failure, sourceLocation: location)
            #expect(
                release.plaintext == Array(plaintext[..<released]), sourceLocation: location)
        }
    }

    @Test func `refuses each changed byte of the header`() throws {
        let headerSize = payload - PayloadCipher.nonceSize
        for index in stride(from: 0, to: headerSize, by: 7) {
            let changed = Writing.flipped(file, at: index)
            let release = try Reading.release(changed, identities)
            #expect(release.failure != nil && release.plaintext.isEmpty, "byte \(index)")
        }
    }

    @Test func `tells a changed MAC from a changed stanza`() throws {
        var changed = file
        let index = payload - PayloadCipher.nonceSize - 20
        changed[index] = UInt8(ascii: file[index] == UInt8(ascii: "A") ? "B" : "A")
        try expect(changed, failsWith: .headerMAC, after: 0)
    }

    @Test func `refuses an added stanza of a type it would ignore`() throws {
        let header = try AgeHeader(startOf: file.span)
        let grease = Stanza(type: "x-grease", arguments: ["a"], body: [1, 2, 3])
        let stanzas = AgeHeader.unauthenticatedBytes(of: header.stanzas + [grease])
        let changed = stanzas + Array(file[header.authenticatedBytes.count...])
        try expect(changed, failsWith: .headerMAC, after: 0)
    }

    @Test func `refuses a changed nonce, chunk and tag`() throws {
        try expect(
            Writing.flipped(file, at: payload - 1), failsWith: .payload(.badTag), after: 0)
        try expect(
            Writing.flipped(file, at: payload + chunk), failsWith: .payload(.badTag), after: 0)
        try expect(
            Writing.flipped(file, at: payload + sealedChunk),
            failsWith: .payload(.badTag), after: chunk)
        try expect(
            Writing.flipped(file, at: file.count - 1),
            failsWith: .payload(.badTag), after: 2 * chunk)
    }

    @Test func `refuses a file cut between chunks and within one`() throws {
        let cut = { (count: Int) in Array(file[..<count]) }
        try expect(cut(payload), failsWith: .payload(.truncated), after: 0)
        try expect(cut(payload + sealedChunk), failsWith: .payload(.truncated), after: chunk)
        try expect(
            cut(payload + 2 * sealedChunk), failsWith: .payload(.truncated), after: 2 * chunk)
        try expect(
            cut(payload + sealedChunk + 15), failsWith: .payload(.truncated), after: chunk)
        try expect(
            cut(payload + sealedChunk + 16), failsWith: .payload(.badTag), after: chunk)
        try expect(cut(file.count - 1), failsWith: .payload(.badTag), after: 2 * chunk)
        try expect(cut(payload - 1), failsWith: .header(.truncated), after: 0)
    }

    @Test func `refuses swapped, repeated and missing chunks`() throws {
        let head = Array(file[..<payload])
        let first = Array(file[payload..<payload + sealedChunk])
        let second = Array(file[payload + sealedChunk..<payload + 2 * sealedChunk])
        let last = Array(file[(payload + 2 * sealedChunk)...])
        try expect(head + second + first + last, failsWith: .payload(.badTag), after: 0)
        try expect(
            head + first + first + second + last, failsWith: .payload(.badTag), after: chunk)
        try expect(head + first + last, failsWith: .payload(.badTag), after: chunk)
    }

    @Test func `refuses bytes after the final chunk`() throws {
        try expect(file + [0], failsWith: .payload(.badTag), after: 2 * chunk)
        let full = try Writing.file(Array(plaintext[..<chunk]), to: identities.recipients)
        for rest in [[0], Array(full.suffix(sealedChunk))] {
            try expect(full + rest, failsWith: .payload(.trailingBytes), after: chunk)
        }
    }

    @Test func `refuses an empty chunk at the end of a payload that is not empty`() throws {
        let fileKey = try FileKey.random()
        let recipient = identities.recipients[0]
        let nonce = Randomness.bytes(PayloadCipher.nonceSize)
        let header = try AgeHeader(stanzas: [recipient.wrap(fileKey)], fileKey: fileKey)
        let cipher = try PayloadCipher(fileKey: fileKey, nonce: nonce)
        var sealed = [UInt8](repeating: 0, count: sealedChunk)
        var empty = [UInt8](repeating: 0, count: PayloadCipher.tagSize)
        let first = Array(plaintext[..<chunk])
        var room = sealed.mutableSpan
        cipher.seal(first.span, number: 0, position: .inner, into: &room)
        let nothing: [UInt8] = []
        var roomForNone = empty.mutableSpan
        cipher.seal(nothing.span, number: 1, position: .final, into: &roomForNone)
        try expect(
            header.bytes + nonce + sealed + empty, failsWith: .payload(.emptyFinalChunk),
            after: chunk)
    }

    @Test func `stops at the limit of plaintext, to the byte`() throws {
        let size = UInt64(plaintext.count)
        let enough = try Reading.release(
            file, identities, limits: AgeLimits(maximumPlaintextSize: size))
        #expect(enough.failure == nil && enough.plaintext == plaintext)
        let tooLittle = try Reading.release(
            file, identities, limits: AgeLimits(maximumPlaintextSize: size - 1))
        #expect(tooLittle.failure == .payload(.tooLarge))
        #expect(tooLittle.plaintext == Array(plaintext[..<(2 * chunk)]))
    }

    @Test func `leaves nothing of a forged chunk in the caller's buffer`() throws {
        var reader = try EncryptedFileReader(
            source: Reading.source(Writing.flipped(file, at: payload + 5)),
            identities: identities, limits: .unlimited)
        var buffer = [UInt8](repeating: 0xAA, count: chunk)
        #expect(throws: AgeError.payload(.badTag)) {
            var span = buffer.mutableSpan
            _ = try reader.read(into: &span)
        }
        #expect(buffer.allSatisfy { $0 == 0 })
    }

    @Test func `tells a source's own error after what came before it`() throws {
        struct Unplugged: Error {}
        let whole = Reading.source(file, piece: 1 << 16)
        var calls = 0
        var reader = try EncryptedFileReader(
            source: { room in
                calls += 1
                if calls > 2 { throw Unplugged() }
                return try whole(&room)
            }, identities: identities, limits: .unlimited)
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var span = buffer.mutableSpan
        #expect(try reader.read(into: &span) == chunk)
        #expect(throws: Unplugged.self) { _ = try reader.read(into: &span) }
        #expect(throws: Unplugged.self) { _ = try reader.read(into: &span) }
    }
}
