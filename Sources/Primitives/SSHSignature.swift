/// A detached signature of OpenSSH, as `ssh-keygen -Y sign` makes it (PROTOCOL.sshsig).
///
/// ```
/// blob   = "SSHSIG" || u32 1 || string key || string namespace || string "" || string hash
///          || string signature
/// signed = "SSHSIG" || string namespace || string "" || string hash || string H(message)
/// ```
/// The key and the namespace in it are claims: whoever verifies says which ones are expected.
package struct SSHSignature: Sendable {
    package static let maximumSize = 8192
    private static let label = "SSH SIGNATURE"
    private static let magic = Array("SSHSIG".utf8)

    /// Who claims to have signed.
    package let signer: Signer
    /// What the signature claims to be for.
    package let namespace: String
    private let hash: Hash
    /// The inner signature in SSH wire form.
    private let signature: [UInt8]

    package enum Signer: Hashable, Sendable {
        case ed25519(PublicKey)
        case securityKey(SecurityKey)

        package var blob: [UInt8] {
            switch self {
            case .ed25519(let key): key.blob
            case .securityKey(let key): key.blob
            }
        }

        package var id: KeyID { KeyID(hashing: blob) }
    }

    private enum Hash: String {
        case sha512, sha256

        func digest(of message: [UInt8]) -> [UInt8] {
            switch self {
            case .sha256: return SHA256Digest.of(message).bytes
            case .sha512:
                var hasher = SHA512Hasher()
                hasher.update(message)
                return hasher.finalize()
            }
        }
    }

    /// Signs with SHA-512.
    ///
    /// - Precondition: `namespace` is not empty.
    package static func sign(
        _ message: [UInt8], namespace: String, with key: borrowing SigningKey
    ) -> SSHSignature {
        sign(sha512: Hash.sha512.digest(of: message), namespace: namespace, with: key)
    }

    /// Signs a message of which only the SHA-512 is at hand.
    ///
    /// - Precondition: `namespace` is not empty, `digest` has 64 bytes.
    package static func sign(
        sha512 digest: [UInt8], namespace: String, with key: borrowing SigningKey
    ) -> SSHSignature {
        precondition(!namespace.isEmpty && digest.count == SHA512Hasher.digestSize)
        let hash = Hash.sha512
        let signed = signedBytes(digest: digest, namespace: namespace, hash: hash)
        return SSHSignature(
            signer: .ed25519(key.publicKey), namespace: namespace, hash: hash,
            signature: SSHWire.string(PublicKey.type) + SSHWire.string(key.sign(signed)))
    }

    private init(signer: Signer, namespace: String, hash: Hash, signature: [UInt8]) {
        self.signer = signer
        self.namespace = namespace
        self.hash = hash
        self.signature = signature
    }

    /// Reads an armoured signature in exactly the form in which OpenSSH writes it.
    ///
    /// It is not verified by this.
    package init(armored: [UInt8]) throws(SSHSignatureError) {
        guard armored.count <= Self.maximumSize else {
            throw .tooLarge(limit: Self.maximumSize)
        }
        var base64 = [UInt8](repeating: 0, count: armored.count)
        var out = base64.mutableSpan
        guard let count = OpenSSHArmor.unwrap(armored.span, label: Self.label, into: &out),
            let blob = Base64.decode(ascii: Array(base64[..<count]))
        else { throw .malformedArmor }
        try self.init(blob: blob)
    }

    private init(blob: [UInt8]) throws(SSHSignatureError) {
        var cursor = SSHWireCursor()
        guard cursor.expectRaw(Self.magic, in: blob.span) else { throw .malformed }
        guard cursor.uint32(in: blob.span) == 1 else { throw .unsupportedVersion }
        guard let key = cursor.bytes(in: blob.span),
            let namespaceBytes = cursor.bytes(in: blob.span),
            let namespace = String(validating: namespaceBytes, as: UTF8.self),
            cursor.expect("", in: blob.span),
            let hashName = cursor.bytes(in: blob.span),
            let signature = cursor.bytes(in: blob.span), cursor.isAtEnd(of: blob.span)
        else { throw .malformed }
        guard !namespace.isEmpty else { throw .emptyNamespace }
        guard let hash = Hash(rawValue: String(decoding: hashName, as: UTF8.self)) else {
            throw .unsupportedHash
        }
        self.init(
            signer: try Self.signer(key), namespace: namespace, hash: hash,
            signature: signature)
    }

    private static func signer(_ blob: [UInt8]) throws(SSHSignatureError) -> Signer {
        let line = Base64.encode(blob)
        if let key = try? PublicKey(openSSH: PublicKey.type + " " + line) {
            return .ed25519(key)
        }
        if let key = try? SecurityKey(blob: blob) { return .securityKey(key) }
        throw .unsupportedKey
    }

    /// The armoured form, ending in a line feed.
    package var armored: [UInt8] {
        let blob =
            Self.magic + SSHWire.uint32(1) + SSHWire.string(signer.blob)
            + SSHWire.string(namespace) + SSHWire.string("") + SSHWire.string(hash.rawValue)
            + SSHWire.string(signature)
        return OpenSSHArmor.wrap(Base64.encodeASCII(blob), label: Self.label)
    }

    /// Whether this is a signature of `key` over `message` for `namespace`.
    package func verify(_ message: [UInt8], namespace: String, by key: PublicKey) -> Bool {
        guard isClaimed(by: .ed25519(key), namespace: namespace) else { return false }
        var cursor = SSHWireCursor()
        guard cursor.expect(PublicKey.type, in: signature.span),
            let inner = cursor.bytes(in: signature.span), cursor.isAtEnd(of: signature.span)
        else { return false }
        let signed = Self.signedBytes(message, namespace: namespace, hash: hash)
        return key.isValid(signature: inner, for: signed)
    }

    /// Whether this is a signature of an authenticator over `message` for `namespace`, made while
    /// somebody touched it.
    ///
    /// The authenticator signs `SHA-256(application) || flags || u32 counter || SHA-256(signed)`.
    /// The counter is ignored.
    package func verify(_ message: [UInt8], namespace: String, by key: SecurityKey) -> Bool {
        guard isClaimed(by: .securityKey(key), namespace: namespace) else { return false }
        let userIsPresent: UInt8 = 0x01
        var cursor = SSHWireCursor()
        guard cursor.expect(SecurityKey.type, in: signature.span),
            let inner = cursor.bytes(in: signature.span),
            let flags = cursor.byte(in: signature.span), flags & userIsPresent != 0,
            let counter = cursor.uint32(in: signature.span), cursor.isAtEnd(of: signature.span)
        else { return false }
        let signed = Self.signedBytes(message, namespace: namespace, hash: hash)
        return key.point.isValid(
            signature: inner,
            for: SHA256Digest.of(Array(key.application.utf8)).bytes + [flags]
                + SSHWire.uint32(counter) + SHA256Digest.of(signed).bytes)
    }

    private func isClaimed(by expected: Signer, namespace: String) -> Bool {
        signer.blob == expected.blob && !namespace.isEmpty
            && self.namespace.utf8.elementsEqual(namespace.utf8)
    }

    private static func signedBytes(
        _ message: [UInt8], namespace: String, hash: Hash
    ) -> [UInt8] {
        signedBytes(digest: hash.digest(of: message), namespace: namespace, hash: hash)
    }

    private static func signedBytes(
        digest: [UInt8], namespace: String, hash: Hash
    ) -> [UInt8] {
        magic + SSHWire.string(namespace) + SSHWire.string("") + SSHWire.string(hash.rawValue)
            + SSHWire.string(digest)
    }
}

extension SSHSignature: Equatable {
    /// Byte for byte: Swift's strings would call two spellings of a namespace equal.
    package static func == (left: SSHSignature, right: SSHSignature) -> Bool {
        left.armored == right.armored
    }
}
