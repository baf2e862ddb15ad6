/// Writes a value in our one form of JSON.
struct JSONWriter {
    /// Whether strings are escaped beyond what JSON demands, so that a terminal may get them.
    private let isForScreen: Bool
    private var output: [UInt8] = []

    static func write(_ value: JSONValue, isForScreen: Bool = false) -> [UInt8] {
        var writer = JSONWriter(isForScreen: isForScreen)
        writer.write(value, depth: 0)
        writer.output.append(0x0A)
        return writer.output
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let bool): output += (bool ? "true" : "false").utf8
        case .integer(let integer): output += String(integer).utf8
        case .string(let string): write(string)
        case .array(let elements): write(elements, depth: depth)
        case .object(let members): write(members, depth: depth)
        }
    }

    private mutating func write(_ elements: [JSONValue], depth: Int) {
        output.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(depth + 1)
            write(element, depth: depth + 1)
        }
        if !elements.isEmpty { newLine(depth) }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: [JSONMember], depth: Int) {
        output.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(depth + 1)
            write(member.name)
            output += ": ".utf8
            write(member.value, depth: depth + 1)
        }
        if !members.isEmpty { newLine(depth) }
        output.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ string: String) {
        output.append(UInt8(ascii: "\""))
        if isForScreen { writeForScreen(string) } else { write(string.utf8) }
        output.append(UInt8(ascii: "\""))
    }

    /// Direction marks, invisible characters, C1 controls: the same text once it is parsed.
    private mutating func writeForScreen(_ string: String) {
        for scalar in string.unicodeScalars {
            if scalar.value < 0x7F || SafeText.isHarmless(scalar) {
                write(String(scalar).utf8)
            } else {
                for unit in String(scalar).utf16 { writeEscape(unit) }
            }
        }
    }

    private mutating func write(_ utf8: String.UTF8View) {
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""): output += "\\\"".utf8
            case UInt8(ascii: "\\"): output += "\\\\".utf8
            case 0x08: output += "\\b".utf8
            case 0x09: output += "\\t".utf8
            case 0x0A: output += "\\n".utf8
            case 0x0C: output += "\\f".utf8
            case 0x0D: output += "\\r".utf8
            case 0..<0x20: output += ("\\u00" + Hex.encode([byte])).utf8
            default: output.append(byte)
            }
        }
    }

    private mutating func writeEscape(_ unit: UInt16) {
        output += "\\u".utf8
        output += Hex.encode([UInt8(unit >> 8), UInt8(unit & 0xFF)]).utf8
    }

    private mutating func newLine(_ depth: Int) {
        output.append(0x0A)
        for _ in 0..<depth { output += "  ".utf8 }
    }
}
