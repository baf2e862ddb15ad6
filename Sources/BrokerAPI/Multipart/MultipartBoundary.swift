import Primitives

/// The boundary of a form, with the `Content-Type` that announces it.
///
/// 1 to 70 letters, digits, `-` or `_`. A client draws it at random, so that no part contains it.
package struct MultipartBoundary: Hashable, Sendable {
    package let text: String

    private static let prefix = Array("multipart/form-data; boundary=".utf8)
    private static let sizes = 1...70

    /// Draws a new one.
    package init() {
        text = "plomba-" + Hex.encode(Randomness.bytes(16))
    }

    /// Reads `multipart/form-data; boundary=...`; the boundary may stand in quotation marks.
    package init(contentType: String) throws(MultipartError) {
        let value = Array(contentType.utf8)
        guard value.count > Self.prefix.count,
            zip(value, Self.prefix).allSatisfy({ Self.lowerCase($0) == $1 })
        else { throw .contentType }
        var boundary = value[Self.prefix.count...]
        if boundary.count > 2, boundary.first == UInt8(ascii: "\""),
            boundary.last == UInt8(ascii: "\"")
        {
            boundary = boundary.dropFirst().dropLast()
        }
        guard Self.sizes.contains(boundary.count), boundary.allSatisfy(Self.isAllowed) else {
            throw .contentType
        }
        text = String(decoding: boundary, as: UTF8.self)
    }

    package var contentType: String {
        String(decoding: Self.prefix, as: UTF8.self) + text
    }

    /// What stands between two parts: CR LF `--boundary`.
    var delimiter: [UInt8] { Array("\r\n--\(text)".utf8) }

    private static func lowerCase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
