package import Primitives

/// What about a typed passphrase may have gone wrong at the keyboard.
///
/// Keyboards here change between Latin and Cyrillic, and between QWERTZ and QWERTY. Only the kind of
/// doubt is told, never a letter.
package enum TypingDoubt: CaseIterable, Sendable {
    /// Latin and Cyrillic letters stand side by side.
    case mixedAlphabets
    /// Every letter is Cyrillic.
    case cyrillic
    /// Every letter that could be small is a capital.
    case capitals
    /// It has a y or a z, which change places between keyboards.
    case swappedLetters

    package static func all(in passphrase: borrowing SecretBytes) -> [TypingDoubt] {
        let letters = passphrase.withBytes { LetterCount($0) }
        return allCases.filter { doubt in
            switch doubt {
            case .mixedAlphabets: letters.latin > 0 && letters.cyrillic > 0
            case .cyrillic: letters.cyrillic > 0 && letters.latin == 0
            case .capitals: letters.capitals > 1 && letters.small == 0
            case .swappedLetters: letters.swapped > 0
            }
        }
    }

    /// What to say when the passphrase was wrong.
    var advice: String {
        switch self {
        case .mixedAlphabets:
            "what you typed has Latin and Cyrillic letters in it: check the keyboard layout"
        case .cyrillic:
            "what you typed is in Cyrillic letters: if yours is in Latin ones, change the "
                + "keyboard layout"
        case .capitals: "what you typed is all in capitals: check Caps Lock"
        case .swappedLetters:
            "it has a y or z, which change places on some keyboards (QWERTZ, QWERTY): check the "
                + "keyboard layout"
        }
    }

    /// What to say about a new passphrase, which must be typed again on any keyboard.
    package var warning: String? {
        switch self {
        case .mixedAlphabets:
            "the new passphrase mixes Latin and Cyrillic letters: to type it you need both "
                + "keyboard layouts"
        case .capitals: "the new passphrase is all in capitals: if Caps Lock was on, start again"
        case .cyrillic, .swappedLetters: nil
        }
    }
}

/// How many letters of each kind a text in UTF-8 has; what is not UTF-8 has none.
private struct LetterCount {
    private(set) var latin = 0
    private(set) var cyrillic = 0
    private(set) var capitals = 0
    private(set) var small = 0
    private(set) var swapped = 0

    init(_ bytes: Span<UInt8>) {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            // Letters of both alphabets take one or two bytes.
            let isPair = 0xC3...0xD4 ~= lead && next & 0xC0 == 0x80
            if isPair { count(UInt32(lead & 0x1F) << 6 | UInt32(next & 0x3F)) }
            if lead < 0x80 { count(UInt32(lead)) }
            index += isPair ? 2 : 1
        }
    }

    private mutating func count(_ scalar: UInt32) {
        switch scalar {
        case 0x41...0x5A: (latin, capitals) = (latin + 1, capitals + 1)
        case 0x61...0x7A: (latin, small) = (latin + 1, small + 1)
        // Latin with marks: which are capitals is not worth a table.
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: (latin, small) = (latin + 1, small + 1)
        case 0x400...0x42F: (cyrillic, capitals) = (cyrillic + 1, capitals + 1)
        case 0x430...0x45F: (cyrillic, small) = (cyrillic + 1, small + 1)
        case 0x460...0x52F: (cyrillic, small) = (cyrillic + 1, small + 1)
        default: break
        }
        let swaps: Set<UInt32> = [0x59, 0x5A, 0x79, 0x7A]
        if swaps.contains(scalar) { swapped += 1 }
    }
}
