/// The private key file of OpenSSH, `openssh-key-v1`, for one Ed25519 key without a passphrase.
///
/// ```
/// "openssh-key-v1" 0x00 || string "none" || string "none" || string "" || u32 1
///   || string public-blob || string private
/// private = u32 check || u32 check || string "ssh-ed25519" || string public(32)
///   || string seed(32) public(32) || string comment || 01 02 03 ... to a multiple of 8
/// ```
/// At no time does a copy of the seed lie in memory that is not erased.
enum OpenSSHPrivateKey {
    static let maximumSize = 4096
    static let maximumCommentSize = 256
    private static let label = "OPENSSH PRIVATE KEY"
    private static let magic = Array("openssh-key-v1".utf8) + [0]
    private static let blockSize = 8

    /// The 32 bytes of the seed, after every consistency check that the format offers.
    static func seed(in pem: borrowing SecretBytes) throws(KeyError) -> SecretBytes {
        guard pem.count <= maximumSize else { throw .tooLarge(limit: maximumSize) }
        var base64Count: Int?
        let base64 = try memory(pem.count) { out in
            base64Count = OpenSSHArmor.unwrap(pem.span, label: label, into: &out)
        }
        guard let base64Count else { throw .malformedPrivateKey }
        var count: Int?
        let file = try memory(pem.count) { out in
            count = Base64.decode(base64.span.extracting(first: base64Count), into: &out)
        }
        guard let count else { throw .malformedPrivateKey }
        return try seed(inFile: file.span.extracting(first: count))
    }

    static func write(
        seed: Span<UInt8>, publicKey: PublicKey, comment: String
    ) throws(KeyError) -> SecretBytes {
        guard comment.utf8.count <= maximumCommentSize else {
            throw .tooLarge(limit: maximumCommentSize)
        }
        var file: [UInt8] = []
        // Enough at once, so that growing leaves no half-filled copy behind.
        file.reserveCapacity(maximumSize)
        defer { SecretBytes.erase(&file) }
        file += magic + SSHWire.string("none") + SSHWire.string("none") + SSHWire.string("")
        file += SSHWire.uint32(1) + SSHWire.string(publicKey.blob)
        append(privatePartOf: seed, publicKey, comment, to: &file)
        var base64 = Base64.encodeASCII(file)
        defer { SecretBytes.erase(&base64) }
        var text = OpenSSHArmor.wrap(base64, label: label)
        do {
            return try SecretBytes(copyingAndErasing: &text)
        } catch {
            throw .outOfMemory
        }
    }

    private static func append(
        privatePartOf seed: Span<UInt8>, _ publicKey: PublicKey, _ comment: String,
        to file: inout [UInt8]
    ) {
        // The check number tells a wrong passphrase; without one, any number does.
        let check = Randomness.bytes(4)
        let head = check + check + publicKey.blob
        let commentField = SSHWire.string(comment)
        let secretCount = seed.count + publicKey.bytes.count
        let count = head.count + 4 + secretCount + commentField.count
        let paddedCount = (count + blockSize - 1) / blockSize * blockSize
        file += SSHWire.uint32(UInt32(paddedCount)) + head
        file += SSHWire.uint32(UInt32(secretCount))
        for index in seed.indices { file.append(seed[index]) }
        file += publicKey.bytes + commentField
        for value in 0..<paddedCount - count { file.append(UInt8(value + 1)) }
    }

    private static func seed(inFile file: Span<UInt8>) throws(KeyError) -> SecretBytes {
        var cursor = SSHWireCursor()
        guard cursor.expectRaw(magic, in: file), let cipher = cursor.bytes(in: file),
            let derivation = cursor.bytes(in: file), let options = cursor.bytes(in: file)
        else { throw .malformedPrivateKey }
        let none = Array("none".utf8)
        guard cipher == none, derivation == none, options.isEmpty else { throw .encrypted }
        guard cursor.uint32(in: file) == 1, let blob = cursor.bytes(in: file),
            let privateRange = cursor.string(in: file), cursor.isAtEnd(of: file),
            privateRange.count.isMultiple(of: blockSize)
        else { throw .malformedPrivateKey }
        return try seed(inPrivate: file.extracting(privateRange), blob: blob)
    }

    private static func seed(
        inPrivate part: Span<UInt8>, blob: [UInt8]
    ) throws(KeyError) -> SecretBytes {
        var cursor = SSHWireCursor()
        guard let check = cursor.uint32(in: part), cursor.uint32(in: part) == check else {
            throw .malformedPrivateKey
        }
        guard cursor.expect(PublicKey.type, in: part) else { throw .unsupportedType }
        guard let point = cursor.bytes(in: part), let secret = cursor.string(in: part),
            secret.count == SigningKey.seedSize + PublicKey.size,
            let comment = cursor.string(in: part), comment.count <= maximumCommentSize,
            isPadding(part.extracting(cursor.position..<part.count))
        else { throw .malformedPrivateKey }
        let seed = try memory(SigningKey.seedSize) { out in
            for index in out.indices { out[index] = part[secret.lowerBound + index] }
        }
        let derived = try SigningKey(seed: seed).publicKey
        let secondHalf = [UInt8](
            copying: part.extracting(secret.lowerBound + SigningKey.seedSize..<secret.upperBound))
        guard derived.bytes == point, derived.bytes == secondHalf, derived.blob == blob else {
            throw .mismatch
        }
        return seed
    }

    private static func isPadding(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count < blockSize else { return false }
        return bytes.indices.allSatisfy { bytes[$0] == UInt8($0 + 1) }
    }

    private static func memory(
        _ count: Int, filling body: (inout MutableSpan<UInt8>) -> Void
    ) throws(KeyError) -> SecretBytes {
        do {
            return try SecretBytes(count: count, filling: body)
        } catch {
            throw .outOfMemory
        }
    }
}
