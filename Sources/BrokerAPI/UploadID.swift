import Primitives

/// The broker's name for an upload: 128 random bits, in text 32 lower-case hexadecimal digits.
///
/// The broker draws it; together with the device key that began the upload it is what allows
/// pieces to be added.
package struct UploadID: Hashable, Sendable {
    package static let size = 16

    package let bytes: [UInt8]

    /// Draws a new one.
    package init() {
        bytes = Randomness.bytes(Self.size)
    }

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
}

extension UploadID: CustomStringConvertible {
    package var description: String { text }
}
