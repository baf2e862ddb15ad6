/// One element of DER and where it lies in the bytes that it was read from.
struct DERElement: Hashable, Sendable {
    let tag: DERTag
    /// Identifier, length and content.
    let whole: Range<Int>
    let content: Range<Int>
}

/// Reads DER element by element, and nothing but DER: definite lengths in their shortest form, no
/// element that reaches beyond the one around it.
///
/// It holds no copy: readers of the same token share its bytes.
struct DERReader: Sendable {
    let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// A reader of what stands inside `element`, an element of the same bytes.
    func inside(_ element: DERElement) -> DERReader { DERReader(bytes, element.content) }

    var isAtEnd: Bool { position == end }

    /// The next element, whatever it is.
    mutating func next() throws(TokenDefect) -> DERElement {
        let start = position
        let tag = DERTag(octet: try octet())
        guard tag.octet & 0x1F != 0x1F else { throw .tag }
        let count = try length()
        guard count <= end - position else { throw .truncated }
        let content = position..<position + count
        position = content.upperBound
        return DERElement(tag: tag, whole: start..<position, content: content)
    }

    mutating func next(_ tag: DERTag) throws(TokenDefect) -> DERElement {
        let element = try next()
        guard element.tag == tag else { throw .tag }
        return element
    }

    /// The next element if it has this tag; nil, and nothing read, if it has another or if there is
    /// none.
    mutating func nextIf(_ tag: DERTag) throws(TokenDefect) -> DERElement? {
        guard position < end, bytes[position] == tag.octet else { return nil }
        return try next(tag)
    }

    /// A reader of the next element's content.
    mutating func enter(_ tag: DERTag) throws(TokenDefect) -> DERReader {
        inside(try next(tag))
    }

    /// All that is left, at most `limit` elements.
    mutating func rest(limit: Int) throws(TokenDefect) -> [DERElement] {
        var elements: [DERElement] = []
        while !isAtEnd {
            guard elements.count < limit else { throw .tooMany }
            elements.append(try next())
        }
        return elements
    }

    /// Nothing may follow what was read.
    func finish() throws(TokenDefect) {
        guard isAtEnd else { throw .trailing }
    }

    func contentBytes(_ element: DERElement) -> [UInt8] { Array(bytes[element.content]) }
    func wholeBytes(_ element: DERElement) -> [UInt8] { Array(bytes[element.whole]) }

    private mutating func octet() throws(TokenDefect) -> UInt8 {
        guard position < end else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    /// At most three octets of length: no token of ours is as large as 16 MiB.
    private mutating func length() throws(TokenDefect) -> Int {
        let first = try octet()
        guard first >= 0x80 else { return Int(first) }
        guard (0x81...0x83).contains(first) else { throw .length }
        var value = 0
        for _ in 0..<(first & 0x7F) { value = value << 8 | Int(try octet()) }
        let shortest = value < 0x80 ? 0x00 : value < 0x100 ? 0x81 : value < 0x10000 ? 0x82 : 0x83
        guard Int(first) == shortest else { throw .length }
        return value
    }
}
