import Primitives
import RawStructuredFieldValues

/// Structured fields (RFC 9651) with a limit on their size.
///
/// The parser is swift-http-structured-headers; the limit keeps what a stranger sends small.
enum StructuredField {
    /// A dictionary as ordered pairs; nil when `text` is not one.
    static func dictionary(_ text: String) -> [(key: String, value: ItemOrInnerList)]? {
        guard text.utf8.count <= BrokerLimits.fieldBytes else { return nil }
        var parser = StructuredFieldValueParser(Array(text.utf8))
        // Only the fact that it failed matters: the answer is the same for every reason.
        guard let map = try? parser.parseDictionaryFieldValue() else { return nil }
        return map.map { (key: $0.0, value: $0.1) }
    }

    /// The bytes of a byte sequence; nil for any other item and for base64 that is not canonical.
    static func bytes(_ item: Item) -> [UInt8]? {
        guard case .undecodedByteSequence(let text) = item.rfc9651BareItem else { return nil }
        return Base64.decode(text)
    }

    /// `"text"`; nil when a character would need an escape or is not printable ASCII.
    static func quoted(_ text: String) -> String? {
        let plain = text.utf8.allSatisfy { byte in
            (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"")
                && byte != UInt8(ascii: "\\")
        }
        return plain ? "\"" + text + "\"" : nil
    }

    /// `:base64:`
    static func byteSequence(_ bytes: [UInt8]) -> String {
        ":" + Base64.encode(bytes) + ":"
    }
}
