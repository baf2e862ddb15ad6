/// Reads strict JSON in one pass over the bytes.
///
/// The recursion is bounded by `limits.maximumDepth`.
struct JSONParser {
    private static let largestInteger: Int64 = 9_007_199_254_740_991

    private let bytes: [UInt8]
    private let limits: JSONLimits
    private var position = 0
    private var members = 0

    static func parse(_ bytes: [UInt8], limits: JSONLimits) throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.maximumSize else {
            throw .tooLarge(limit: limits.maximumSize)
        }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw .byteOrderMark }
        var parser = JSONParser(bytes: bytes, limits: limits)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else {
            throw .trailingBytes(offset: parser.position)
        }
        return value
    }

    private init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard let byte = peek() else { throw .unexpectedEnd }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .integer(try integer())
        default: throw .unexpectedByte(offset: position)
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> [JSONMember] {
        try enter(depth)
        var result: [JSONMember] = []
        // Bytes, because Swift's strings are equal when they are canonically equivalent.
        var names: Set<[UInt8]> = []
        if consume(UInt8(ascii: "}")) { return result }
        repeat {
            skipSpace()
            try count()
            let start = position
            guard peek() == UInt8(ascii: "\"") else { throw unexpected() }
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                throw .duplicateName(offset: start)
            }
            skipSpace()
            guard consume(UInt8(ascii: ":")) else { throw unexpected() }
            skipSpace()
            result.append(JSONMember(name, try value(depth: depth)))
            skipSpace()
        } while consume(UInt8(ascii: ","))
        guard consume(UInt8(ascii: "}")) else { throw unexpected() }
        return result
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try enter(depth)
        var result: [JSONValue] = []
        if consume(UInt8(ascii: "]")) { return result }
        repeat {
            skipSpace()
            try count()
            result.append(try value(depth: depth))
            skipSpace()
        } while consume(UInt8(ascii: ","))
        guard consume(UInt8(ascii: "]")) else { throw unexpected() }
        return result
    }

    /// Steps over the opening bracket.
    private mutating func enter(_ depth: Int) throws(JSONError) {
        guard depth <= limits.maximumDepth else {
            throw .tooDeep(limit: limits.maximumDepth, offset: position)
        }
        position += 1
        skipSpace()
    }

    private mutating func count() throws(JSONError) {
        guard members < limits.maximumMembers else {
            throw .tooManyMembers(limit: limits.maximumMembers, offset: position)
        }
        members += 1
    }

    private mutating func literal(
        _ text: String, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for byte in text.utf8 {
            guard consume(byte) else { throw unexpected() }
        }
        return value
    }

    private mutating func integer() throws(JSONError) -> Int64 {
        let start = position
        let isNegative = consume(UInt8(ascii: "-"))
        guard let first = peek() else { throw .unexpectedEnd }
        guard ASCII.isDigit(first) else { throw unexpected() }
        var magnitude: Int64 = 0
        while let digit = peek(), ASCII.isDigit(digit) {
            if position > start, first == UInt8(ascii: "0"), position > digitsStart(start) {
                throw .unexpectedByte(offset: position)
            }
            magnitude = magnitude * 10 + Int64(digit - UInt8(ascii: "0"))
            guard magnitude <= Self.largestInteger else {
                throw .integerOutOfRange(offset: start)
            }
            position += 1
        }
        if let next = peek(),
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")]
                .contains(next)
        {
            throw .notAnInteger(offset: start)
        }
        if isNegative, magnitude == 0 { throw .notAnInteger(offset: start) }
        return isNegative ? -magnitude : magnitude
    }

    /// Where the digits of the number that begins at `start` begin.
    private func digitsStart(_ start: Int) -> Int {
        bytes[start] == UInt8(ascii: "-") ? start + 1 : start
    }

    private mutating func string() throws(JSONError) -> String {
        var reader = JSONStringReader(bytes: bytes, position: position)
        let text = try reader.read()
        position = reader.position
        return text
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    private func unexpected() -> JSONError {
        position < bytes.count ? .unexpectedByte(offset: position) : .unexpectedEnd
    }
}
