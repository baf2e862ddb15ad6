import Primitives

/// The wide encryption between a secret and what is split: four rounds of a Feistel network whose
/// round function is PBKDF2, under a passphrase that may be empty.
struct SecretCipher {
    private static let rounds: [UInt8] = [0, 1, 2, 3]
    private static let baseIterations = 10_000
    let header: ShareHeader
    private let passphrase: [UInt8]

    /// - Parameter passphrase: printable ASCII. Plomba's own sets have an empty one.
    init(_ header: ShareHeader, passphrase: [UInt8]) {
        self.header = header
        self.passphrase = passphrase
    }

    func encrypt(_ secret: borrowing SecretBytes) throws(SecretMemoryError) -> SecretBytes {
        try run(Self.rounds, secret)
    }

    func decrypt(_ secret: borrowing SecretBytes) throws(SecretMemoryError) -> SecretBytes {
        try run(Self.rounds.reversed(), secret)
    }

    /// - Precondition: the secret has an even number of bytes.
    private func run(
        _ rounds: [UInt8], _ secret: borrowing SecretBytes
    ) throws(SecretMemoryError) -> SecretBytes {
        let half = secret.count / 2
        precondition(secret.count == 2 * half)
        var left = try SecretBytes(copying: secret.span.extracting(0..<half))
        var right = try SecretBytes(copying: secret.span.extracting(half..<2 * half))
        for round in rounds {
            let mask = try self.mask(round, right)
            let next = try SecretBytes(count: half) { out in
                for index in 0..<half { out[index] = left.span[index] ^ mask.span[index] }
            }
            left = right
            right = next
        }
        return try SecretBytes(count: secret.count) { out in
            out.copy(right.span, at: 0)
            out.copy(left.span, at: half)
        }
    }

    private func mask(
        _ round: UInt8, _ right: borrowing SecretBytes
    ) throws(SecretMemoryError) -> SecretBytes {
        let prefix = saltPrefix
        let salt = try SecretBytes(count: prefix.count + right.count) { out in
            out.copy(prefix.span, at: 0)
            out.copy(right.span, at: prefix.count)
        }
        let password = [round] + passphrase
        let iterations = Self.baseIterations << header.iterationExponent / Self.rounds.count
        return PBKDF2SHA256.derive(
            password: password.span, salt: salt.span, iterations: iterations, count: right.count)
    }

    private var saltPrefix: [UInt8] {
        guard !header.isExtendable else { return [] }
        let identifier = header.identifier
        return header.customization
            + [UInt8(truncatingIfNeeded: identifier >> 8), UInt8(truncatingIfNeeded: identifier)]
    }
}
