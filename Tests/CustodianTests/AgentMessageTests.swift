import Age
import Custody
import Primitives
import Synchronization
import Testing

@testable import Custodian

@Suite struct `Agent messages` {
    private static let keyFiles = SHA256Digest.of(Array("the key files".utf8))

    private final class Seen: Sendable {
        private let stanza = Mutex<WrappedKey?>(nil)
        var wrapped: WrappedKey? { stanza.withLock { $0 } }
        func note(_ wrapped: WrappedKey) { stanza.withLock { $0 = wrapped } }
    }

    /// The stanza of a real file, as whoever keeps the identity is asked to unwrap it.
    private static func wrapped(for recipient: Recipient) throws -> WrappedKey {
        let file = Mutex<[UInt8]>([])
        var writer = try EncryptedFileWriter(
            recipients: [recipient],
            sink: { bytes in file.withLock { $0 += bytes.indices.map { bytes[$0] } } })
        try writer.write([1, 2, 3])
        try writer.finish()
        let seen = Seen()
        let keeper = IdentityKeeper(recipient: recipient) { wrapped throws(AgeError) in
            seen.note(wrapped)
            return nil
        }
        #expect(throws: AgeError.noMatch) {
            _ = try EncryptedFileReader(
                source: { room in
                    file.withLock { rest in
                        let count = min(rest.count, room.count)
                        for index in 0..<count { room[index] = rest[index] }
                        rest.removeFirst(count)
                        return count
                    }
                }, identities: IdentitySet(keeper: keeper),
                limits: AgeLimits(maximumPlaintextSize: 1024))
        }
        return try #require(seen.wrapped)
    }

    private static func requests() throws -> [AgentRequest.Act] {
        [
            .greet, .lock,
            .unwrap(try wrapped(for: Identity.generateX25519().recipient)),
            .unwrap(try wrapped(for: Identity.generateHybrid().recipient)),
            .sign(namespace: "plomba/v1/Sealed", sha512: [UInt8](repeating: 7, count: 64)),
        ]
    }

    @Test func `what is written is read back`() throws {
        for act in try Self.requests() {
            let request = AgentRequest(act, keyFiles: Self.keyFiles)
            #expect(AgentRequest(body: request.body) == request)
            let message = AgentFrame.framing(request.body)
            #expect(message.count <= AgentFrame.sizeOfSize + AgentLimits.messageSize)
            guard case .whole(let body) = AgentFrame.read(message) else {
                Issue.record("the frame is not read")
                continue
            }
            #expect(body == request.body)
        }
    }

    @Test func `one byte less or more is no request`() throws {
        for act in try Self.requests() {
            let body = AgentRequest(act, keyFiles: Self.keyFiles).body
            for count in 0..<body.count {
                #expect(AgentRequest(body: Array(body[..<count])) == nil)
            }
            #expect(AgentRequest(body: body + [0]) == nil)
        }
    }

    @Test(arguments: [0, 5, 0xFF] as [UInt8])
    func `an unknown kind is no request`(_ kind: UInt8) {
        #expect(AgentRequest(body: [kind] + Self.keyFiles.bytes) == nil)
    }

    @Test(arguments: ["", String(repeating: "x", count: 65)])
    func `a namespace of another length is no request`(_ namespace: String) {
        let act = AgentRequest.Act.sign(
            namespace: namespace, sha512: [UInt8](repeating: 7, count: 64))
        #expect(AgentRequest(body: AgentRequest(act, keyFiles: Self.keyFiles).body) == nil)
    }

    @Test func `a frame is incomplete, whole or malformed`() {
        let message = AgentFrame.framing([1, 2, 3])
        for count in 0..<message.count {
            guard case .incomplete = AgentFrame.read(Array(message[..<count])) else {
                Issue.record("\(count) bytes are taken for a message")
                continue
            }
        }
        let otherVersion = message[..<4] + [2] + message[5...]
        for wrong in [message + [0], Array(otherVersion), [0, 0, 0, 0], [0, 0, 0x10, 1], [0xFF]] {
            if case .whole = AgentFrame.read(wrong) { Issue.record("taken: \(wrong)") }
        }
        guard case .malformed = AgentFrame.read([0, 0, 0x10, 1]) else {
            Issue.record("a size above the limit is waited for")
            return
        }
    }

    @Test func `the keys sign for members only, and unwrap what is theirs`() throws {
        let signing = try SigningKey()
        let identity = try Identity.generateHybrid()
        let keys = try AgentKeys(
            signingKey: signing.openSSHPrivateKey(comment: "test"), identity: identity.text(),
            mode: .live)
        let digest = [UInt8](repeating: 7, count: 64)
        for event in Event.allCases {
            let signature = keys.sign(
                sha512: digest, namespace: Mode.live.namespace(event.rawValue))
            #expect((signature != nil) == (event.signerKind == .member), "\(event)")
            let training = Mode.training.namespace(event.rawValue)
            #expect(keys.sign(sha512: digest, namespace: training) == nil)
        }
        #expect(keys.sign(sha512: digest, namespace: "plomba/v1/OrganisationRecord") == nil)
        let (own, other) = (
            try Self.wrapped(for: identity.recipient),
            try Self.wrapped(for: Identity.generateHybrid().recipient)
        )
        let size = try sizeOfFileKey(in: own, keys)
        #expect(size == 16)
        let none = try sizeOfFileKey(in: other, keys)
        #expect(none == nil)
    }

    private func sizeOfFileKey(
        in wrapped: WrappedKey, _ keys: borrowing AgentKeys
    ) throws -> Int? {
        guard let fileKey = try keys.unwrap(wrapped) else { return nil }
        return fileKey.count
    }

    @Test func `time without use ends, use puts it off, and the end stays`() {
        let start = ContinuousClock.now
        var term = AgentTerm(idleSeconds: 60, longestSeconds: 100, from: start)
        #expect(term.secondsLeft(at: start + .seconds(20)) == (40, 80))
        #expect(term.timeLeft(at: start + .seconds(60)) <= .zero)
        term.use(at: start + .seconds(50))
        #expect(term.secondsLeft(at: start + .seconds(70)) == (30, 30))
        #expect(term.timeLeft(at: start + .seconds(100)) <= .zero)
        term.use(at: start + .seconds(99))
        #expect(term.timeLeft(at: start + .seconds(101)) <= .zero)
    }
}
