/// The text of a tag file: its lines, whatever encoding and line ends it has.
enum TagFile {
    /// The encodings that bags of others declare.
    enum Encoding {
        case utf8, utf16, latin1

        init?(_ name: String) {
            switch name.uppercased() {
            case "UTF-8", "UTF8", "US-ASCII", "ASCII": self = .utf8
            case "UTF-16": self = .utf16
            case "ISO-8859-1": self = .latin1
            default: return nil
            }
        }
    }

    /// The lines as UTF-8, without their ends; LF, CR and CRLF all end a line. Nil if the bytes are
    /// not text in that encoding.
    static func lines(_ bytes: [UInt8], _ encoding: Encoding) -> [[UInt8]]? {
        guard let text = decode(bytes, encoding) else { return nil }
        var lines = [[UInt8]]()
        var line: [UInt8] = []
        var afterCarriageReturn = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "\n") where afterCarriageReturn: afterCarriageReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                lines.append(line)
                line = []
                afterCarriageReturn = byte == UInt8(ascii: "\r")
            default:
                line.append(byte)
                afterCarriageReturn = false
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    private static func decode(_ bytes: [UInt8], _ encoding: Encoding) -> [UInt8]? {
        switch encoding {
        case .utf8: String(validating: bytes, as: UTF8.self).map { Array($0.utf8) }
        case .latin1:
            Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
        case .utf16: decodeUTF16(bytes)
        }
    }

    /// With a byte order mark, or big-endian without one.
    private static func decodeUTF16(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        let hasMark = isLittle || bytes.starts(with: [0xFE, 0xFF])
        let units = stride(from: hasMark ? 2 : 0, to: bytes.count, by: 2).map { index in
            let (high, low) = isLittle ? (index + 1, index) : (index, index + 1)
            return UInt16(bytes[high]) << 8 | UInt16(bytes[low])
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }
}
