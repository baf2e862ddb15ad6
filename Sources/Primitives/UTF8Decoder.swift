/// Walks through bytes that should be UTF-8 and tells which are not.
struct UTF8Decoder {
    enum Step: Equatable {
        case scalar(Unicode.Scalar)
        case invalid(UInt8)
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Step? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        guard let scalar = scalar(startingWith: first) else {
            position += 1
            return .invalid(first)
        }
        position += UTF8.width(scalar)
        return .scalar(scalar)
    }

    /// Refuses overlong forms, surrogates and what lies beyond U+10FFFF.
    private func scalar(startingWith first: UInt8) -> Unicode.Scalar? {
        let (length, smallest, bits): (Int, UInt32, UInt32)
        switch first {
        case 0..<0x80: return Unicode.Scalar(first)
        case 0xC2...0xDF: (length, smallest, bits) = (2, 0x80, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, smallest, bits) = (3, 0x800, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, smallest, bits) = (4, 0x10000, UInt32(first & 0x07))
        default: return nil
        }
        guard bytes.count - position >= length else { return nil }
        var value = bits
        for byte in bytes[position + 1..<position + length] {
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= smallest else { return nil }
        return Unicode.Scalar(value)
    }
}
