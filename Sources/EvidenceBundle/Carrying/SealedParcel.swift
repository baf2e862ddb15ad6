package import Age
import BagIt
import Primitives

/// head.age: a parcel that only whoever it is for can read. Whoever finds the stick sees how large it is.
///
/// The plaintext is a canonical tar, padded; the stanzas are those of hybrid recipients, filled up with dummies
/// as in a bundle.
package enum SealedParcel {
    /// - Parameter mailboxes: whose members may read it; in order, nobody twice.
    /// - Throws: `ParcelError.headTooLarge`, `SealError`.
    package static func seal(_ parcel: Parcel, to mailboxes: [AddressedMailbox]) throws -> [UInt8] {
        let plaintext = Collected()
        var tar = TarWriter { plaintext.bytes += Array(copying: $0) }
        for file in try parcel.files() { try tar.write(path: file.path, content: file.content) }
        _ = try tar.finish(padding: .padme)
        guard plaintext.bytes.count <= CarrierLimits.headPlaintextSize else {
            throw ParcelError.headTooLarge
        }
        return try EncryptedFileWriter.encrypt(
            plaintext.bytes, to: StanzaList(mailboxes).recipients)
    }

    /// - Throws: `ParcelError`; what whoever keeps an identity throws when it is out of reach.
    package static func open(_ head: [UInt8], identities: IdentitySet) throws -> Parcel {
        guard head.count <= CarrierLimits.headSize else { throw ParcelError.headTooLarge }
        guard StanzaRule.allows(startOf: head) else { throw ParcelError.headMalformed }
        let limit = UInt64(CarrierLimits.headPlaintextSize)
        do {
            let source = Remaining(head)
            let age = Decrypted(
                try EncryptedFileReader(
                    source: { source.read(into: &$0) }, identities: identities,
                    limits: AgeLimits(maximumPlaintextSize: limit)))
            var tar = TarReader(maximumSize: limit, padding: .padme) { try age.read(into: &$0) }
            var files: [BagFile] = []
            while let entry = try tar.next() {
                guard files.count < CarrierLimits.headFiles else { throw ParcelError.headTooLarge }
                files.append(
                    BagFile(
                        path: entry.path,
                        try tar.readAll(limit: CarrierLimits.headPlaintextSize)))
            }
            return try Parcel(files)
        } catch AgeError.noMatch {
            throw ParcelError.forSomebodyElse
        } catch let error as AgeError {
            switch error {
            // Not about the file: the key was out of reach.
            case .identity, .secret: throw error
            default: throw ParcelError.headDamaged
            }
        } catch is TarError {
            throw ParcelError.headMalformed
        }
    }

    private final class Collected {
        var bytes: [UInt8] = []
    }

    /// A source over bytes in memory.
    private final class Remaining {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func read(into buffer: inout MutableSpan<UInt8>) -> Int {
            let bytes = bytes
            let count = min(bytes.count - position, buffer.count)
            buffer.copy(bytes.span.extracting(position..<position + count), at: 0)
            position += count
            return count
        }
    }

    /// The tar reader's source must hold the age reader, which cannot be copied.
    private final class Decrypted {
        private var age: EncryptedFileReader

        init(_ age: consuming EncryptedFileReader) { self.age = age }

        func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
            try age.read(into: &buffer)
        }
    }
}
