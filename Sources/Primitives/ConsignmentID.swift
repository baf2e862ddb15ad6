/// The random name of one consignment: 16 bytes, in text 32 lower-case hexadecimal digits.
///
/// Unique for each sender organisation.
package struct ConsignmentID: Hashable, Sendable {
    package static let size = 16

    package let bytes: [UInt8]

    /// Draws a new one.
    package init() {
        bytes = Randomness.bytes(Self.size)
    }

    /// Nil unless there are exactly 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = bytes
    }

    /// Nil unless `text` is exactly 32 lower-case digits.
    package init?(_ text: String) {
        guard let bytes = Hex.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    package var text: String { Hex.encode(bytes) }

    /// The same bytes as people write identifiers elsewhere: 8-4-4-4-12 digits.
    package var uuidText: String {
        var groups: [String] = []
        var start = 0
        for count in [4, 2, 2, 2, 6] {
            groups.append(Hex.encode(Array(bytes[start..<start + count])))
            start += count
        }
        return groups.joined(separator: "-")
    }
}

extension ConsignmentID: CustomStringConvertible {
    package var description: String { text }
}
