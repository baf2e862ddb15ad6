/// Reads a form in the strict profile as its bytes arrive, with bounded memory.
///
/// Of each part exactly `Content-Disposition: form-data; name="NAME"` and, if present, the line
/// `Content-Type: application/octet-stream` are taken, in this order; a file name is refused, since
/// it would tell the broker something about the content. Parts must stand in the order of the
/// layout and keep its limits.
package struct MultipartReader: Sendable {
    /// What the reader found.
    package enum Event: Sendable, Equatable {
        case begin(String)
        case bytes(ArraySlice<UInt8>)
        case end
    }

    private enum State {
        /// Before the dash-boundary of the first part.
        case start
        /// After a delimiter: CR LF and a part, or `--` CR LF.
        case afterDelimiter
        case headers
        case content
        case finished
    }

    private let layout: MultipartLayout
    private let delimiter: [UInt8]
    private var state = State.start
    private var part: MultipartLayout.Part?
    private var partSize = 0
    private var place = 0
    /// Received and not consumed yet; at most one piece and a delimiter or the lines of a part.
    private var buffer: [UInt8] = []

    private static let longestHeaders = 256

    package init(_ layout: MultipartLayout, boundary: MultipartBoundary) {
        self.layout = layout
        delimiter = boundary.delimiter
    }

    /// Takes the next bytes and tells what they contain, in order.
    package mutating func read(_ bytes: [UInt8]) throws(MultipartError) -> [Event] {
        buffer += bytes
        var events: [Event] = []
        var position = 0
        while try step(&position, &events) {}
        buffer.removeFirst(position)
        return events
    }

    /// Confirms that the form is complete.
    package func finish() throws(MultipartError) {
        guard state == .finished else { throw .truncated }
    }

    /// Consumes what it can from `position` on; false when more bytes are needed.
    private mutating func step(
        _ position: inout Int, _ events: inout [Event]
    ) throws(MultipartError) -> Bool {
        switch state {
        case .start: try readStart(&position)
        case .afterDelimiter: try readAfterDelimiter(&position)
        case .headers: try readHeaders(&position, &events)
        case .content: try readContent(&position, &events)
        case .finished:
            try refuseTrailing(position)
        }
    }

    private func refuseTrailing(_ position: Int) throws(MultipartError) -> Bool {
        guard position == buffer.count else { throw .trailingBytes }
        return false
    }

    private mutating func readStart(_ position: inout Int) throws(MultipartError) -> Bool {
        // The first line has no CR LF before it.
        let first = delimiter[2...]
        let rest = buffer[position...]
        guard rest.prefix(first.count).elementsEqual(first.prefix(rest.count)) else {
            throw .framing
        }
        guard rest.count >= first.count else { return false }
        position += first.count
        state = .afterDelimiter
        return true
    }

    private mutating func readAfterDelimiter(
        _ position: inout Int
    ) throws(MultipartError) -> Bool {
        let rest = buffer[position...]
        guard rest.count >= 2 else { return false }
        if rest.starts(with: [0x0D, 0x0A]) {
            position += 2
            state = .headers
            return true
        }
        guard rest.count >= 4 else { return false }
        guard rest.starts(with: [0x2D, 0x2D, 0x0D, 0x0A]) else { throw .framing }
        guard place == layout.places.count else {
            throw .missingPart(layout.places[place][0].name)
        }
        position += 4
        state = .finished
        return true
    }

    private mutating func readHeaders(
        _ position: inout Int, _ events: inout [Event]
    ) throws(MultipartError) -> Bool {
        let rest = buffer[position...].prefix(Self.longestHeaders)
        guard
            let end = rest.indices.dropLast(3).first(where: { index in
                rest[index...].starts(with: [0x0D, 0x0A, 0x0D, 0x0A])
            })
        else {
            if rest.count == Self.longestHeaders { throw .framing }
            return false
        }
        let name = try Self.partName(rest[..<end])
        guard place < layout.places.count,
            let part = layout.places[place].first(where: { name.elementsEqual($0.name.utf8) })
        else { throw .unexpectedPart }
        position = end + 4
        place += 1
        self.part = part
        partSize = 0
        state = .content
        events.append(.begin(part.name))
        return true
    }

    /// The name in the one or two header lines of a part.
    private static func partName(
        _ headers: ArraySlice<UInt8>
    ) throws(MultipartError) -> ArraySlice<UInt8> {
        let prefix = Array("Content-Disposition: form-data; name=\"".utf8)
        let media = Array("\"\r\nContent-Type: application/octet-stream".utf8)
        guard headers.starts(with: prefix) else { throw .framing }
        let rest = headers.dropFirst(prefix.count)
        guard let quote = rest.firstIndex(of: UInt8(ascii: "\"")) else { throw .framing }
        let tail = rest[quote...]
        guard tail.count == 1 || tail.elementsEqual(media) else { throw .framing }
        return rest[..<quote]
    }

    private mutating func readContent(
        _ position: inout Int, _ events: inout [Event]
    ) throws(MultipartError) -> Bool {
        let end = Self.find(delimiter, in: buffer, from: position)
        // Without a delimiter the last bytes may be the beginning of one.
        let safe = end ?? max(position, buffer.count - delimiter.count + 1)
        if safe > position {
            try emit(position..<safe, &events)
            position = safe
        }
        guard let end else { return false }
        position = end + delimiter.count
        state = .afterDelimiter
        events.append(.end)
        return true
    }

    private mutating func emit(
        _ range: Range<Int>, _ events: inout [Event]
    ) throws(MultipartError) {
        guard let part else { throw .framing }
        let (size, overflow) = partSize.addingReportingOverflow(range.count)
        guard !overflow, size <= part.maximumSize else { throw .partTooLarge(part.name) }
        partSize = size
        events.append(.bytes(buffer[range]))
    }

    /// Where `delimiter` begins in `bytes`; sealed content is random, so that its first byte is
    /// rarely found and the search costs one comparison for each byte.
    private static func find(_ delimiter: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        let haystack = bytes.span
        let needle = delimiter.span
        guard let first = delimiter.first, haystack.count >= needle.count else { return nil }
        var index = start
        while index <= haystack.count - needle.count {
            if haystack[index] == first {
                var matched = 1
                while matched < needle.count, haystack[index + matched] == needle[matched] {
                    matched += 1
                }
                if matched == needle.count { return index }
            }
            index += 1
        }
        return nil
    }
}
