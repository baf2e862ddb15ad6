import Primitives
import Testing

@testable import Age

private let chunk = PayloadCipher.chunkSize
private let batch = 16 * PayloadCipher.chunkSize
private let edges = [
    0, 1, 16, chunk - 1, chunk, chunk + 1, 2 * chunk, batch - 1, batch, batch + 1,
    batch + chunk, 2 * batch, 2 * batch + 17,
]

private struct DiskFull: Error {}

@Suite struct RoundTripTests {
    @Test(arguments: edges)
    func `opens what it wrote and has the size foretold`(size: Int) throws {
        let identity = try Identity.generateHybrid()
        let recipient = identity.recipient
        let identities = IdentitySet(identity)
        let plaintext = Writing.plaintext(size)
        let file = try Writing.file(plaintext, to: [recipient])
        #expect(try Reading.open(file, identities) == plaintext)
        let headerSize = try EncryptedFileWriter.headerSize(for: [recipient])
        #expect(
            AgeSizes.encryptedSize(headerSize: headerSize, plaintext: UInt64(size))
                == UInt64(file.count))
        let payload = UInt64(file.count - headerSize) - AgeSizes.nonceSize
        #expect(AgeSizes.plaintextSize(ofPayload: payload) == UInt64(size))
    }

    @Test(arguments: [1_000, chunk, chunk + 1, batch - 1, batch, batch + 1])
    func `does not care in what pieces the plaintext comes`(piece: Int) throws {
        let identity = try Identity.generateX25519()
        let recipient = identity.recipient
        let identities = IdentitySet(identity)
        let plaintext = Writing.plaintext(2 * batch + 100)
        let file = try Writing.file(plaintext, to: [recipient], piece: piece)
        #expect(try Reading.open(file, identities) == plaintext)
    }

    @Test func `does not care for pieces of mixed sizes`() throws {
        let identity = try Identity.generateX25519()
        let sink = Writing.Sink()
        var writer = try EncryptedFileWriter(
            recipients: [identity.recipient], sink: { sink.file += Array(copying: $0) })
        let plaintext = Writing.plaintext(5 * batch)
        let sizes = [
            512, batch, 1, chunk - 513, 0, chunk, chunk, 100, batch - 1, 3 * chunk, 70_000,
        ]
        var position = 0
        for size in sizes + [plaintext.count] {
            let end = min(position + size, plaintext.count)
            try writer.write(plaintext.span.extracting(position..<end))
            position = end
        }
        try writer.finish()
        #expect(try Reading.open(sink.file, IdentitySet(identity)) == plaintext)
    }

    @Test(arguments: [512, chunk, batch, batch + 1])
    func `fills the room that it is given, a chunk at a time`(piece: Int) throws {
        let identity = try Identity.generateX25519()
        let plaintext = Writing.plaintext(3 * batch + 17)
        let given = Given()
        var writer = try EncryptedFileWriter(
            recipients: [identity.recipient], room: { given.room($0, $1) })
        var position = 0
        while position < plaintext.count {
            let end = min(position + piece, plaintext.count)
            try writer.write(plaintext.span.extracting(position..<end))
            position = end
        }
        try writer.finish()
        // The header, then nothing but full chunks up to the last.
        #expect(given.steps.count == 1 + 3 * 16 + 1)
        #expect(given.steps.dropFirst().dropLast().allSatisfy { $0 == chunk + 16 })
        #expect(given.steps.allSatisfy { $0 <= EncryptedFileWriter.largestStep })
        #expect(try Reading.open(given.file, IdentitySet(identity)) == plaintext)
    }

    @Test func `stops where no room is found`() throws {
        let recipient = try Identity.generateX25519().recipient
        let given = Given()
        var writer = try EncryptedFileWriter(recipients: [recipient]) { count, fill in
            guard given.steps.count < 3 else { throw DiskFull() }
            given.room(count, fill)
        }
        try writer.write(Writing.plaintext(2 * chunk + 1))
        #expect(throws: DiskFull.self) { try writer.write(Writing.plaintext(chunk)) }
    }

    /// Room full of garbage, in one file.
    private final class Given {
        private(set) var file: [UInt8] = []
        private(set) var steps: [Int] = []

        func room(_ count: Int, _ fill: (inout MutableSpan<UInt8>) -> Void) {
            var step = [UInt8](repeating: 0xEE, count: count)
            var span = step.mutableSpan
            fill(&span)
            file += step
            steps.append(count)
        }
    }

    @Test func `opens for each of its recipients and for nobody else`() throws {
        let first = try Identity.generateHybrid()
        let second = try Identity.generateHybrid()
        let dummies = try Recipient.dummyHybridRecipients(2)
        let recipients = [first.recipient, second.recipient] + dummies
        let file = try Writing.file([1, 2, 3], to: recipients)
        #expect(try Reading.open(file, IdentitySet(first)) == [1, 2, 3])
        #expect(try Reading.open(file, IdentitySet(second)) == [1, 2, 3])
        let stranger = IdentitySet(try Identity.generateHybrid())
        #expect(try Reading.release(file, stranger).failure == .noMatch)
        let classical = IdentitySet(try Identity.generateX25519())
        #expect(try Reading.release(file, classical).failure == .noMatch)
    }

    @Test func `shows the same header digest while writing and reading`() throws {
        let identity = try Identity.generateHybrid()
        let sink = Writing.Sink()
        let writer = try EncryptedFileWriter(
            recipients: [identity.recipient], sink: { sink.file += Array(copying: $0) })
        let (digest, size) = (writer.headerDigest, writer.headerSize)
        try writer.finish()
        let reader = try EncryptedFileReader(
            source: Reading.source(sink.file), identities: IdentitySet(identity),
            limits: .unlimited)
        #expect(reader.headerDigest == digest)
        #expect(SHA256Digest.of(Array(sink.file[..<size])) == digest)
        #expect(reader.header.stanzaTypes == ["mlkem768x25519"])
        #expect(try AgeHeader(startOf: sink.file.span) == reader.header)
    }

    @Test func `makes 32 recipients fit the header limit and refuses 33`() throws {
        let dummies = try Recipient.dummyHybridRecipients(33)
        let file = try Writing.file([7], to: Array(dummies.dropLast()))
        let header = try AgeHeader(startOf: file.span)
        #expect(header.stanzas.count == 32)
        #expect(header.bytes.count < AgeLimits.maximumHeaderSize)
        #expect(throws: AgeError.recipient(.tooMany)) { try Writing.file([7], to: dummies) }
    }

    @Test func `reads what somebody else mixed, for each of its readers`() throws {
        let hybrid = IdentitySet(try Identity.generateHybrid())
        let classical = IdentitySet(try Identity.generateX25519())
        let file = try Writing.file([1, 2, 3], to: hybrid.recipients)
        let header = try AgeHeader(startOf: file.span)
        let fileKey = try hybrid.unwrap(header.wrappedKeys)
        let mixed = try AgeHeader(
            stanzas: header.stanzas + [classical.recipients[0].wrap(fileKey)], fileKey: fileKey)
        let changed = mixed.bytes + file[header.bytes.count...]
        #expect(try Reading.open(changed, hybrid) == [1, 2, 3])
        #expect(try Reading.open(changed, classical) == [1, 2, 3])
        let stranger = IdentitySet(try Identity.generateX25519())
        #expect(try Reading.release(changed, stranger).failure == .noMatch)
    }

    @Test func `refuses to write to nobody, and to mix old and new`() throws {
        let mixed = [
            try Identity.generateHybrid().recipient, try Identity.generateX25519().recipient,
        ]
        #expect(throws: AgeError.recipient(.none)) { try Writing.file([], to: []) }
        #expect(throws: AgeError.recipient(.mixed)) { try Writing.file([], to: mixed) }
        #expect(throws: AgeError.recipient(.mixed)) {
            try Writing.file([], to: mixed.reversed())
        }
    }

    @Test func `draws another key for another file`() throws {
        let recipients = try Recipient.dummyHybridRecipients(1)
        let first = try Writing.file([1, 2, 3], to: recipients)
        let second = try Writing.file([1, 2, 3], to: recipients)
        #expect(first.count == second.count)
        #expect(first.suffix(19) != second.suffix(19))
    }

    @Test func `hands a failing sink's error to the caller`() throws {
        let recipients = try Recipient.dummyHybridRecipients(1)
        #expect(throws: DiskFull.self) {
            _ = try EncryptedFileWriter(recipients: recipients, sink: { _ in throw DiskFull() })
        }
    }
}
