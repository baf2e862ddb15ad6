import Primitives

/// Why a passphrase could not be had or did not open a key.
package enum PassphraseError: PlainFailure, Equatable {
    case wrong
    /// Wrong, and something about it looks like the wrong keyboard layout.
    case mistyped([TypingDoubt])
    /// This key file opens with another passphrase than the first.
    case otherPassphrase(file: String)
    case unchanged
    case noTerminal
    case interrupted
    case empty
    case tooShort(minimum: Int)
    case tooSimple
    case tooLong(limitInBytes: Int)
    case notRepeated
    case keyFileDamaged
    case notEnoughMemory
    case helperFailed

    package var code: String {
        switch self {
        case .wrong, .mistyped: "passphrase.wrong"
        case .otherPassphrase: "passphrase.other-for-one-file"
        case .unchanged: "passphrase.unchanged"
        case .noTerminal: "passphrase.no-terminal"
        case .interrupted: "passphrase.interrupted"
        case .empty: "passphrase.empty"
        case .tooShort: "passphrase.too-short"
        case .tooSimple: "passphrase.too-simple"
        case .tooLong: "passphrase.too-long"
        case .notRepeated: "passphrase.not-repeated"
        case .keyFileDamaged: "key.damaged"
        case .notEnoughMemory: "passphrase.not-enough-memory"
        case .helperFailed: "passphrase.helper-failed"
        }
    }

    package var message: String {
        switch self {
        case .wrong, .mistyped: "the passphrase is wrong"
        case .otherPassphrase(let file): "the key file '\(file)' has another passphrase"
        case .unchanged: "the new passphrase is the old one"
        case .noTerminal: "a passphrase is needed and there is no terminal to ask at"
        case .interrupted: "stopped while asking for the passphrase"
        case .empty: "the passphrase is empty"
        case .tooShort(let minimum): "the passphrase has fewer than \(minimum) characters"
        case .tooSimple: "the passphrase repeats the same few characters"
        case .tooLong(let limit): "the passphrase is longer than \(limit) bytes"
        case .notRepeated: "the two passphrases differ"
        case .keyFileDamaged: "a key file is damaged"
        case .notEnoughMemory: "not enough memory to check the passphrase: 256 MiB are needed"
        case .helperFailed: "the part of plomba that checks passphrases did not answer"
        }
    }

    package var hint: String? {
        switch self {
        case .wrong: "check the keyboard layout and Caps Lock, then try again"
        case .mistyped(let doubts): doubts.map(\.advice).joined(separator: "; ")
        case .otherPassphrase:
            "nothing was changed; lock that file with your passphrase first, or move it to a safe"
        case .unchanged: "nothing was changed; choose another one"
        case .noTerminal: "run the command in a terminal, or give --passphrase-file FILE"
        case .interrupted: "nothing was changed"
        case .empty: "put the passphrase on the first line of the file"
        case .tooShort, .tooSimple: "five or six random words are good and can be remembered"
        case .tooLong: "choose a shorter one"
        case .notRepeated: "nothing was made; run the command again"
        case .keyFileDamaged: "restore the folder 'keys' from your backup"
        case .notEnoughMemory: "close other programs and try again"
        case .helperFailed: "try again; if it stays so, install plomba anew"
        }
    }
}
