import BagIt
import Primitives

/// The forms of single texts in a case.
enum CaseText {
    /// What `text` should have been, or nil when it has the form.
    static func expectation(of shape: CaseShape, for text: String) -> String? {
        let bytes = Array(text.utf8)
        switch shape {
        case .text(let maximum): return freeText(bytes, maximum)
        case .code: return isCode(bytes) ? nil : "must be a code of a-z, 0-9 and _ (1 to 64)"
        case .reference:
            return isReference(bytes) ? nil : "must be 1 to 128 bytes on one line"
        case .organisation:
            return OrganisationName(text) == nil ? "must be a name like group484.rs" : nil
        case .time:
            return Timestamp(text) == nil ? "must be a time like 2026-11-26T12:00:00Z" : nil
        case .date: return isDate(text) ? nil : "must be a date like 2026-11-26"
        case .offset: return isOffset(bytes) ? nil : "must be an offset from UTC like +01:00"
        case .country:
            return isCountry(bytes) ? nil : "must be a country code of two capitals like BA"
        case .language: return isLanguage(bytes) ? nil : "must be a language tag like sr-Latn"
        case .sha256:
            return isHex(bytes, 64) ? nil : "must be 64 lower-case hexadecimal digits"
        case .sha512:
            return isHex(bytes, 128) ? nil : "must be 128 lower-case hexadecimal digits"
        case .uuid: return isUUID(bytes) ? nil : "must be a UUID in lower case"
        case .storedName:
            return storedPath(text) == nil ? "must be the name of a file below data/" : nil
        case .recipient:
            return isRecipient(text)
                ? nil
                : "must be one of \(CaseVocabulary.recipientClasses.joined(separator: ", ")), "
                    + "or the name of an organisation like group484.rs"
        case .consentPart:
            return isConsentPart(text)
                ? nil
                : "must be one of \(CaseVocabulary.consentParts.joined(separator: ", ")), "
                    + "or media: with the number of an exhibit"
        default: return nil
        }
    }

    private static func isRecipient(_ text: String) -> Bool {
        OrganisationName(text) != nil || isOne(of: CaseVocabulary.recipientClasses, text)
    }

    private static func isConsentPart(_ text: String) -> Bool {
        if isOne(of: CaseVocabulary.consentParts, text) { return true }
        let mark = Array("media:".utf8)
        let bytes = Array(text.utf8)
        return bytes.starts(with: mark) && isReference(Array(bytes.dropFirst(mark.count)))
    }

    /// Words are compared as bytes.
    private static func isOne(of words: [String], _ text: String) -> Bool {
        words.contains { $0.utf8.elementsEqual(text.utf8) }
    }

    /// The bag path of a `name_stored`, or nil when it cannot be one.
    static func storedPath(_ text: String) -> BagPath? {
        try? BagPath(Array("data/".utf8) + Array(text.utf8))
    }

    /// One line that people use to find a case or a thing again.
    static func isReference(_ bytes: [UInt8]) -> Bool {
        (1...128).contains(bytes.count) && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private static func freeText(_ bytes: [UInt8], _ maximum: Int) -> String? {
        guard (1...maximum).contains(bytes.count) else { return "must be 1 to \(maximum) bytes" }
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 }
        return isPlain ? nil : "must not hold control characters"
    }

    private static func isCode(_ bytes: [UInt8]) -> Bool {
        (1...64).contains(bytes.count)
            && bytes.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isCountry(_ bytes: [UInt8]) -> Bool {
        bytes.count == 2 && bytes.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// A date is what is left of a time at midnight.
    private static func isDate(_ text: String) -> Bool {
        text.utf8.count == 10 && Timestamp("\(text)T00:00:00Z") != nil
    }

    private static func isOffset(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":") else { return false }
        guard bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-") else { return false }
        let digits = [bytes[1], bytes[2], bytes[4], bytes[5]]
        guard digits.allSatisfy(isDigit) else { return false }
        let hours = Int(digits[0] - 0x30) * 10 + Int(digits[1] - 0x30)
        return hours <= 14 && digits[2] <= UInt8(ascii: "5")
    }

    /// Subtags of letters and digits, 1 to 8 each, the first of 2 or 3 letters.
    private static func isLanguage(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 35 else { return false }
        let tags = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = tags.first, (2...3).contains(first.count), first.allSatisfy(isLower)
        else { return false }
        return tags.allSatisfy { tag in
            (1...8).contains(tag.count)
                && tag.allSatisfy { isLower($0) || isDigit($0) || (0x41...0x5A).contains($0) }
        }
    }

    private static func isUUID(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHexDigit(byte)
        }
    }

    private static func isHex(_ bytes: [UInt8], _ count: Int) -> Bool {
        bytes.count == count && bytes.allSatisfy(isHexDigit)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte)
    }

    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
