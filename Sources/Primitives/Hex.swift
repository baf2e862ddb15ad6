/// Lower-case hexadecimal, the only form in which digests and identifiers are written.
package enum Hex {
    /// Two lower-case digits for each byte.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The same as bytes, after what a text holds already.
    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
    }

    /// The bytes of `text`, or nil unless it is an even number of lower-case digits.
    package static func decode(_ text: String) -> [UInt8]? {
        decode(ascii: Array(text.utf8))
    }

    /// The same for text held as bytes.
    package static func decode(ascii: [UInt8]) -> [UInt8]? {
        guard ascii.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ascii.count / 2)
        for index in stride(from: 0, to: ascii.count, by: 2) {
            guard let high = value(of: ascii[index]), let low = value(of: ascii[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The value of one lower-case digit.
    static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
