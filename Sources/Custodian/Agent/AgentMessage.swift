import Age
import Primitives

/// What a command asks of the agent. One request, one answer, then both hang up.
///
/// ```
/// message = u32 size || version (1) || body
/// request = kind || digest of the key files (32) || rest
///   1 greet      nothing
///   2 sign       field namespace || SHA-512 of the message (64)
///   3 unwrap     stanza kind (1: X25519, 2: hybrid) || field share || field body
///   4 lock       nothing
/// ```
/// A field is its size in 4 big-endian bytes and the bytes. Nothing may follow.
///
/// - SeeAlso: `Protocol/agent.md`
struct AgentRequest: Equatable {
    enum Act: Equatable {
        case greet
        case sign(namespace: String, sha512: [UInt8])
        case unwrap(WrappedKey)
        case lock
    }

    let keyFiles: SHA256Digest
    let act: Act

    init(_ act: Act, keyFiles: SHA256Digest) {
        self.keyFiles = keyFiles
        self.act = act
    }

    private enum Kind: UInt8 {
        case greet = 1
        case sign = 2
        case unwrap = 3
        case lock = 4
    }

    private enum StanzaKind: UInt8 {
        case x25519 = 1
        case hybrid = 2
    }

    /// Nil unless it is exactly one request of this version.
    init?(body: [UInt8]) {
        var reader = MessageReader(body)
        guard let kind = reader.byte().flatMap(Kind.init(rawValue:)),
            let keyFiles = reader.bytes(SHA256Digest.size).flatMap(SHA256Digest.init(bytes:)),
            let act = Self.act(kind, &reader), reader.isAtEnd
        else { return nil }
        self.init(act, keyFiles: keyFiles)
    }

    var body: [UInt8] {
        switch act {
        case .greet: return head(.greet)
        case .lock: return head(.lock)
        case .sign(let namespace, let sha512):
            var body = head(.sign)
            MessageField.append(Array(namespace.utf8), to: &body)
            return body + sha512
        case .unwrap(let wrapped): return unwrapBody(wrapped)
        }
    }

    private func head(_ kind: Kind) -> [UInt8] { [kind.rawValue] + keyFiles.bytes }

    private func unwrapBody(_ wrapped: WrappedKey) -> [UInt8] {
        var body = head(.unwrap)
        switch wrapped {
        case .x25519(let share, let sealed):
            body.append(StanzaKind.x25519.rawValue)
            for field in [share, sealed] { MessageField.append(field, to: &body) }
        case .hybrid(let encapsulation, let sealed):
            body.append(StanzaKind.hybrid.rawValue)
            for field in [encapsulation, sealed] { MessageField.append(field, to: &body) }
        case .scrypt, .unknown: preconditionFailure("no identity opens this stanza")
        }
        return body
    }

    private static func act(_ kind: Kind, _ reader: inout MessageReader) -> Act? {
        switch kind {
        case .greet: return .greet
        case .lock: return .lock
        case .sign:
            guard let field = reader.field(), (1...AgentLimits.namespaceSize) ~= field.count,
                let namespace = String(validating: field, as: UTF8.self),
                let digest = reader.bytes(SHA512Hasher.digestSize)
            else { return nil }
            return .sign(namespace: namespace, sha512: digest)
        case .unwrap:
            guard let kind = reader.byte().flatMap(StanzaKind.init(rawValue:)),
                let share = reader.field(), let sealed = reader.field()
            else { return nil }
            let wrapped =
                switch kind {
                case .x25519: WrappedKey.x25519(checking: share, body: sealed)
                case .hybrid: WrappedKey.hybrid(checking: share, body: sealed)
                }
            return wrapped.map { .unwrap($0) }
        }
    }
}

/// What the agent answers.
///
/// ```
/// answer = status || rest
///   0 done           greet: signing key (32) || u32 idle seconds left || u32 seconds left at most
///                           || field recipient;  sign: armoured SSHSIG;  unwrap: file key
///   1 not mine       the stanza is for another identity
///   2 unusable       the stanza holds a key share that no honest sender makes
///   3 other keys     the agent keeps other keys than the one who asks expects
///   4 refused        not a request, or not a purpose that this key signs for
/// ```
enum AgentStatus: UInt8 {
    case done = 0
    case notMine = 1
    case unusable = 2
    case otherKeys = 3
    case refused = 4
}

/// The keys that an agent keeps, and for how long.
struct AgentGreeting: Equatable {
    let signingKey: PublicKey
    let recipient: Recipient
    let idleSecondsLeft: UInt32
    let secondsLeftAtMost: UInt32

    init(
        signingKey: PublicKey, recipient: Recipient, idleSecondsLeft: UInt32,
        secondsLeftAtMost: UInt32
    ) {
        self.signingKey = signingKey
        self.recipient = recipient
        self.idleSecondsLeft = idleSecondsLeft
        self.secondsLeftAtMost = secondsLeftAtMost
    }

    init?(body: [UInt8]) {
        var reader = MessageReader(body)
        guard let point = reader.bytes(PublicKey.size),
            let key = try? PublicKey(bytes: point),  // what it is not, the caller need not know
            let idle = reader.number(), let atMost = reader.number(),
            let text = reader.field().map({ String(decoding: $0, as: UTF8.self) }),
            let recipient = try? Recipient(text), reader.isAtEnd
        else { return nil }
        self.init(
            signingKey: key, recipient: recipient, idleSecondsLeft: idle,
            secondsLeftAtMost: atMost)
    }

    var body: [UInt8] {
        var body = signingKey.bytes
        MessageField.append(idleSecondsLeft, to: &body)
        MessageField.append(secondsLeftAtMost, to: &body)
        MessageField.append(Array(recipient.text.utf8), to: &body)
        return body
    }
}

/// The frame around every request and answer.
enum AgentFrame {
    static let version: UInt8 = 1
    static let sizeOfSize = 4

    static func framing(_ body: [UInt8]) -> [UInt8] {
        var message: [UInt8] = []
        // All at once: an answer may be a file key, and growing would leave copies of it.
        message.reserveCapacity(body.count + 5)
        MessageField.append(UInt32(body.count + 1), to: &message)
        message.append(version)
        message += body
        return message
    }

    enum Reading {
        case incomplete
        /// The body of a whole message of this version.
        case whole([UInt8])
        case malformed
    }

    static func read(_ bytes: [UInt8]) -> Reading {
        guard bytes.count >= sizeOfSize else { return .incomplete }
        let size = bytes[..<sizeOfSize].reduce(0) { $0 << 8 | Int($1) }
        guard (1...AgentLimits.messageSize) ~= size else { return .malformed }
        if bytes.count > sizeOfSize, bytes[sizeOfSize] != version { return .malformed }
        guard bytes.count >= sizeOfSize + size else { return .incomplete }
        guard bytes.count == sizeOfSize + size else { return .malformed }
        return .whole(Array(bytes[(sizeOfSize + 1)...]))
    }
}
