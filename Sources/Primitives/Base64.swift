/// Base64 of RFC 4648 in the three spellings our formats use, canonical only.
///
/// Decoding refuses white space, line breaks, the other alphabet, missing or surplus padding, and
/// unused trailing bits that are not zero, so that each byte string has exactly one spelling.
package enum Base64 {
    private static let standard = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let standardValues = values(of: standard)
    private static let urlSafeValues = values(of: urlSafe)
    private static let notInAlphabet: UInt8 = 255
    private static let padding = UInt8(ascii: "=")

    /// Section 4 with padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodeASCII(bytes), as: UTF8.self)
    }

    /// Section 4 without padding, as age and SSH fingerprints write it.
    package static func encodeUnpadded(_ bytes: [UInt8]) -> String {
        String(decoding: encode(bytes, with: standard, padded: false), as: UTF8.self)
    }

    /// Section 5 (`-` and `_`) without padding.
    package static func encodeURLSafe(_ bytes: [UInt8]) -> String {
        String(decoding: encode(bytes, with: urlSafe, padded: false), as: UTF8.self)
    }

    /// Section 4 with padding, as ASCII bytes.
    package static func encodeASCII(_ bytes: [UInt8]) -> [UInt8] {
        encode(bytes, with: standard, padded: true)
    }

    /// Reverses ``encode(_:)``; nil when the text is not canonical.
    package static func decode(_ text: String) -> [UInt8]? {
        decode(ascii: Array(text.utf8))
    }

    /// Reverses ``encodeASCII(_:)``; nil when the text is not canonical.
    package static func decode(ascii: [UInt8]) -> [UInt8]? {
        guard ascii.count.isMultiple(of: 4) else { return nil }
        return decode(ascii[..<unpaddedCount(ascii.span)], with: standardValues)
    }

    /// Reverses ``encodeUnpadded(_:)``; nil when the text is not canonical.
    package static func decodeUnpadded(_ text: String) -> [UInt8]? {
        decodeUnpadded(ascii: Array(text.utf8))
    }

    /// The same for text held as bytes.
    package static func decodeUnpadded(ascii: [UInt8]) -> [UInt8]? {
        decode(ascii[...], with: standardValues)
    }

    /// Reverses ``encodeURLSafe(_:)``; nil when the text is not canonical.
    package static func decodeURLSafe(_ text: String) -> [UInt8]? {
        decode(Array(text.utf8)[...], with: urlSafeValues)
    }

    /// Decodes padded text straight into memory that the caller owns and will erase.
    ///
    /// - Returns: the number of bytes written, or nil when the text is not canonical or the room
    ///   (three bytes for each four characters) does not suffice.
    static func decode(_ ascii: Span<UInt8>, into out: inout MutableSpan<UInt8>) -> Int? {
        guard ascii.count.isMultiple(of: 4) else { return nil }
        let count = unpaddedCount(ascii)
        var written = 0
        var sextets = Sextets()
        for index in 0..<count {
            guard let byte = sextets.push(standardValues[Int(ascii[index])]) else { return nil }
            guard byte.isComplete else { continue }
            guard written < out.count else { return nil }
            out[written] = byte.value
            written += 1
        }
        return sextets.endIsCanonical ? written : nil
    }

    private static func decode(_ ascii: ArraySlice<UInt8>, with values: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ascii.count / 4 * 3 + 2)
        var sextets = Sextets()
        for character in ascii {
            guard let byte = sextets.push(values[Int(character)]) else { return nil }
            if byte.isComplete { bytes.append(byte.value) }
        }
        return sextets.endIsCanonical ? bytes : nil
    }

    private static func encode(
        _ bytes: [UInt8], with alphabet: [UInt8], padded: Bool
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let rest = bytes.count - start
            var group = UInt32(bytes[start]) << 16
            if rest > 1 { group |= UInt32(bytes[start + 1]) << 8 }
            if rest > 2 { group |= UInt32(bytes[start + 2]) }
            for position in 0..<min(rest + 1, 4) {
                text.append(alphabet[Int(group >> UInt32(18 - 6 * position)) & 63])
            }
        }
        while padded, !text.count.isMultiple(of: 4) { text.append(padding) }
        return text
    }

    /// The length without at most two padding characters.
    private static func unpaddedCount(_ ascii: Span<UInt8>) -> Int {
        var count = ascii.count
        while count > 0, count > ascii.count - 2, ascii[count - 1] == padding { count -= 1 }
        return count
    }

    private static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: notInAlphabet, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }

    /// Collects six bits at a time and hands out eight.
    private struct Sextets {
        private var bits: UInt32 = 0
        private var bitCount = 0
        private var count = 0

        /// A lone last character carries no byte, and unused bits must be zero.
        var endIsCanonical: Bool { count % 4 != 1 && bits & ((1 << UInt32(bitCount)) - 1) == 0 }

        mutating func push(_ sextet: UInt8) -> (isComplete: Bool, value: UInt8)? {
            guard sextet < 64 else { return nil }
            bits = (bits << 6 | UInt32(sextet)) & 0xFFF
            bitCount += 6
            count += 1
            guard bitCount >= 8 else { return (false, 0) }
            bitCount -= 8
            return (true, UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        }
    }
}
