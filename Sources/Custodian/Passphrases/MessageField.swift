/// Parts of a message between two of our processes: the size in 4 big-endian bytes, then the bytes.
enum MessageField {
    static func append(_ field: Span<UInt8>, to message: inout [UInt8]) {
        append(UInt32(clamping: field.count), to: &message)
        for index in 0..<field.count { message.append(field[index]) }
    }

    static func append(_ field: [UInt8], to message: inout [UInt8]) {
        append(field.span, to: &message)
    }

    static func append(_ number: UInt32, to message: inout [UInt8]) {
        for shift in [24, 16, 8, 0] as [UInt32] {
            message.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// Takes a message apart; nil wherever it is shorter than it says.
struct MessageReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func number() -> UInt32? {
        bytes(4)?.reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func field() -> [UInt8]? {
        guard let size = number() else { return nil }
        return bytes(Int(size))
    }
}
