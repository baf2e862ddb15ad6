package import Primitives

/// What a new passphrase must have at least. An existing one is only ever compared.
package enum PassphraseRules {
    package static let minimumCharacters = 10
    package static let maximumSize = 1024
    private static let minimumDifferentCharacters = 5

    package static func check(_ passphrase: borrowing SecretBytes) throws(PassphraseError) {
        var characters = 0
        var seen: Set<UInt8> = []
        passphrase.withBytes { bytes in
            for index in 0..<bytes.count {
                // Continuation bytes of UTF-8 belong to the character before them.
                if bytes[index] & 0b1100_0000 != 0b1000_0000 { characters += 1 }
                seen.insert(bytes[index])
            }
        }
        guard characters >= minimumCharacters else {
            throw .tooShort(minimum: minimumCharacters)
        }
        guard seen.count >= minimumDifferentCharacters else { throw .tooSimple }
    }

    /// Whether it has letters outside ASCII, which not every keyboard can type.
    package static func needsParticularKeyboard(_ passphrase: borrowing SecretBytes) -> Bool {
        passphrase.withBytes { bytes in
            (0..<bytes.count).contains { bytes[$0] >= 0x80 }
        }
    }
}
