package import Primitives

/// A secret at rest: an age file that a passphrase opens, also with stock `age -d`.
package enum PassphraseFile {
    /// Larger secrets do not belong in locked memory.
    package static let maximumSecretSize = 65_536
    /// Room for the armor of the largest file, with CRLF line ends.
    package static let maximumFileSize = 131_072
    /// What `age -p` writes: 256 MiB and about a second.
    package static let usualLogN = 18

    /// - Parameter logN: log2 of scrypt's work factor N.
    /// - Throws: `secret(.size)` for an empty secret and one above the limit.
    package static func encrypt(
        _ secret: borrowing SecretBytes, passphrase: borrowing SecretBytes, logN: Int
    ) throws -> [UInt8] {
        guard (1...maximumSecretSize).contains(secret.count) else {
            throw AgeError.secret(.size)
        }
        let fileKey = try FileKey.random()
        let stanza = try ScryptStanza.wrap(fileKey, passphrase: passphrase, logN: logN)
        let output = Output()
        var writer = try EncryptedFileWriter(
            stanzas: [stanza], fileKey: fileKey,
            room: EncryptedFileWriter.room(for: { output.bytes += Array(copying: $0) }))
        try secret.withBytes { bytes in try writer.write(bytes) }
        try writer.finish()
        return output.bytes
    }

    /// Opens a file in binary form or in ASCII armor, as `age -p` and `age -p -a` write it.
    ///
    /// - Parameter maximumLogN: a file that demands more work is refused before any is done;
    ///   `AgeLimits.serviceScryptLogN` or `AgeLimits.localScryptLogN`.
    /// - Throws: `noMatch` for a wrong passphrase; `secret(.size)` for a file above the limit.
    package static func decrypt(
        _ file: [UInt8], passphrase: borrowing SecretBytes, maximumLogN: Int
    ) throws -> SecretBytes {
        guard file.count <= maximumFileSize else { throw AgeError.secret(.size) }
        let binary = Armor.isArmored(file) ? try Armor.decode(file) : file
        let identities = IdentitySet(
            passphrase: try passphrase.withBytes { try SecretBytes(copying: $0) },
            maximumLogN: maximumLogN)
        let input = Input(binary)
        var reader = try EncryptedFileReader(
            source: { input.read(into: &$0) }, identities: identities,
            limits: AgeLimits(maximumPlaintextSize: UInt64(maximumSecretSize)))
        // One byte more than the limit, so that nothing is left over in the reader's own buffer.
        var plain = [UInt8](repeating: 0, count: maximumSecretSize + 1)
        defer { SecretBytes.erase(&plain) }
        let count = try readAll(&reader, into: &plain)
        guard count > 0 else { throw AgeError.secret(.size) }
        return try SecretBytes(copying: plain.span.extracting(0..<count))
    }

    private static func readAll(
        _ reader: inout EncryptedFileReader, into plain: inout [UInt8]
    ) throws -> Int {
        var count = 0
        while true {
            var whole = plain.mutableSpan
            var room = whole._mutatingExtracting(count..<whole.count)
            let read = try reader.read(into: &room)
            if read == 0 { return count }
            count += read
        }
    }

    private final class Output {
        var bytes: [UInt8] = []
    }

    private final class Input {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func read(into target: inout MutableSpan<UInt8>) -> Int {
            let count = min(target.count, bytes.count - position)
            let bytes = bytes
            target.copy(bytes.span.extracting(position..<position + count), at: 0)
            position += count
            return count
        }
    }
}
