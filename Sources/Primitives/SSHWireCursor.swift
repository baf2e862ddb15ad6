/// Walks through SSH wire data and hands out where things are, so that secrets are not copied.
///
/// Every function must be given the same span; each returns nil when the data ends too early.
struct SSHWireCursor {
    private(set) var position = 0

    mutating func byte(in data: Span<UInt8>) -> UInt8? {
        guard position < data.count else { return nil }
        defer { position += 1 }
        return data[position]
    }

    mutating func uint32(in data: Span<UInt8>) -> UInt32? {
        guard data.count - position >= 4 else { return nil }
        var value: UInt32 = 0
        for index in position..<position + 4 { value = value << 8 | UInt32(data[index]) }
        position += 4
        return value
    }

    /// The place of a string's content.
    mutating func string(in data: Span<UInt8>) -> Range<Int>? {
        guard let count = uint32(in: data), Int(count) <= data.count - position else {
            return nil
        }
        defer { position += Int(count) }
        return position..<position + Int(count)
    }

    /// A copy of a string's content; for what is public.
    mutating func bytes(in data: Span<UInt8>) -> [UInt8]? {
        guard let range = string(in: data) else { return nil }
        return [UInt8](copying: data.extracting(range))
    }

    /// Whether a string follows whose content is `text`.
    mutating func expect(_ text: String, in data: Span<UInt8>) -> Bool {
        guard let bytes = bytes(in: data) else { return false }
        return bytes.elementsEqual(text.utf8)
    }

    /// Whether exactly these bytes follow.
    mutating func expectRaw(_ bytes: [UInt8], in data: Span<UInt8>) -> Bool {
        for expected in bytes {
            guard byte(in: data) == expected else { return false }
        }
        return true
    }

    func isAtEnd(of data: Span<UInt8>) -> Bool {
        position == data.count
    }
}
