import CSodium

/// An Ed25519 private key.
///
/// Signatures are deterministic (RFC 8032), so signing needs no randomness.
package struct SigningKey: ~Copyable, Sendable {
    package static let seedSize = 32

    package let publicKey: PublicKey
    /// libsodium's form: the seed, then the public key.
    private let secret: SecretBytes

    /// Draws a new key.
    package init() throws(KeyError) {
        let seed = SecretBytes(keySize: Self.seedSize) { out in
            let size = out.count
            unsafe out.withPointer { unsafe randombytes_buf($0, size) }
        }
        try self.init(seed: seed)
    }

    /// The key of RFC 8032's 32-byte secret.
    package init(seed: borrowing SecretBytes) throws(KeyError) {
        guard seed.count == Self.seedSize else { throw .malformedPrivateKey }
        Sodium.prepare()
        var point = [UInt8](repeating: 0, count: PublicKey.size)
        let secret = SecretBytes(keySize: Self.seedSize + PublicKey.size) { out in
            _ = unsafe seed.span.withPointer { seed in
                unsafe out.withPointer { unsafe crypto_sign_seed_keypair(&point, $0, seed) }
            }
        }
        publicKey = try PublicKey(bytes: point)
        self.secret = secret
    }

    /// Reads an unencrypted private key file of OpenSSH.
    ///
    /// - Throws: ``KeyError/encrypted`` when the file has a passphrase of its own.
    package init(openSSHPrivateKey pem: borrowing SecretBytes) throws(KeyError) {
        let seed = try OpenSSHPrivateKey.seed(in: pem)
        try self.init(seed: seed)
    }

    /// The 64 bytes of a signature.
    package borrowing func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: PublicKey.signatureSize)
        let status = unsafe secret.span.withPointer { secret in
            unsafe crypto_sign_detached(
                &signature, nil, message, UInt64(message.count), secret)
        }
        precondition(status == 0, "libsodium refused to sign")
        return signature
    }

    /// The key as an unencrypted private key file that stock `ssh-keygen` reads.
    ///
    /// - Parameter comment: at most 256 bytes, shown by `ssh-keygen -l`.
    package borrowing func openSSHPrivateKey(
        comment: String
    ) throws(KeyError) -> SecretBytes {
        try OpenSSHPrivateKey.write(
            seed: secret.span.extracting(first: Self.seedSize), publicKey: publicKey,
            comment: comment)
    }
}
