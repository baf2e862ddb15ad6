import Age
package import Primitives

/// Locks secrets with a passphrase and opens them again.
///
/// Both need scrypt's 256 MiB for about a second. `KeyLocker.child` does that in a process of its
/// own, so that the memory is gone before the work on the evidence begins.
package struct KeyLocker: Sendable {
    package typealias Lock =
        @Sendable (
            _ secret: borrowing SecretBytes, _ passphrase: borrowing SecretBytes
        ) throws -> [UInt8]
    package typealias Unlock =
        @Sendable (
            _ file: [UInt8], _ passphrase: borrowing SecretBytes
        ) throws -> SecretBytes

    /// log2 of the work factor for new keys: 256 MiB and about a second.
    package static let usualLogN = UInt8(PassphraseFile.usualLogN)

    package let lock: Lock
    package let unlock: Unlock

    /// The work done here and now; `logN` is log2 of scrypt's work factor for what is locked.
    package static func here(logN: Int) -> KeyLocker {
        KeyLocker(
            lock: { secret, passphrase in
                try PassphraseFile.encrypt(secret, passphrase: passphrase, logN: logN)
            },
            unlock: { file, passphrase in try open(file, passphrase) })
    }

    private static func open(
        _ file: [UInt8], _ passphrase: borrowing SecretBytes
    ) throws -> SecretBytes {
        do {
            return try PassphraseFile.decrypt(
                file, passphrase: passphrase, maximumLogN: AgeLimits.localScryptLogN)
        } catch AgeError.noMatch {
            throw PassphraseError.wrong
        } catch is AgeError {
            throw PassphraseError.keyFileDamaged
        }
    }
}
