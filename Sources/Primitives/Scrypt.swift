import CSodium

/// scrypt (RFC 7914) with r = 8 and p = 1 and 32 bytes of output, as age uses it.
package enum Scrypt {
    package static let keySize = 32
    /// Beyond it the memory, 2^logN KiB, is no longer a laptop's.
    package static let maximumLogN = 22

    /// - Parameter logN: the work factor, from 1 to 22; memory and time double with each step.
    package static func derive(
        passphrase: borrowing SecretBytes, salt: [UInt8], logN: Int
    ) throws(ScryptError) -> SecretBytes {
        guard (1...maximumLogN).contains(logN) else { throw .workFactorOutOfRange(logN) }
        Sodium.prepare()
        let passphraseSize = passphrase.count
        var status: Int32 = -1
        let key = SecretBytes(keySize: keySize) { out in
            status = unsafe passphrase.span.withPointer { passphrase in
                unsafe out.withPointer { out in
                    unsafe crypto_pwhash_scryptsalsa208sha256_ll(
                        passphrase, passphraseSize, salt, salt.count, 1 << UInt64(logN), 8, 1,
                        out, keySize)
                }
            }
        }
        guard status == 0 else { throw .outOfMemory(logN) }
        return key
    }
}

/// Why a passphrase could not be turned into a key.
package enum ScryptError: PlainFailure, Equatable {
    case workFactorOutOfRange(Int)
    case outOfMemory(Int)

    package var code: String {
        switch self {
        case .workFactorOutOfRange: "scrypt.work-factor-out-of-range"
        case .outOfMemory: "scrypt.out-of-memory"
        }
    }

    package var message: String {
        switch self {
        case .workFactorOutOfRange(let logN):
            "the scrypt work factor \(logN) is not between 1 and \(Scrypt.maximumLogN)"
        case .outOfMemory(let logN):
            "there is not enough memory for the scrypt work factor \(logN)"
        }
    }
}
