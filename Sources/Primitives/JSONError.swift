/// Why bytes are not JSON in our sense, and where: the offset of the offending byte.
package enum JSONError: PlainFailure, Equatable {
    case tooLarge(limit: Int)
    case tooDeep(limit: Int, offset: Int)
    case tooManyMembers(limit: Int, offset: Int)
    case unexpectedEnd
    case unexpectedByte(offset: Int)
    case trailingBytes(offset: Int)
    case byteOrderMark
    case invalidUTF8(offset: Int)
    case invalidEscape(offset: Int)
    case loneSurrogate(offset: Int)
    case controlCharacter(offset: Int)
    case notAnInteger(offset: Int)
    case integerOutOfRange(offset: Int)
    case duplicateName(offset: Int)

    package var code: String {
        switch self {
        case .tooLarge: "json.too-large"
        case .tooDeep: "json.too-deep"
        case .tooManyMembers: "json.too-many-members"
        case .unexpectedEnd: "json.unexpected-end"
        case .unexpectedByte: "json.unexpected-byte"
        case .trailingBytes: "json.trailing-bytes"
        case .byteOrderMark: "json.byte-order-mark"
        case .invalidUTF8: "json.invalid-utf8"
        case .invalidEscape: "json.invalid-escape"
        case .loneSurrogate: "json.lone-surrogate"
        case .controlCharacter: "json.control-character"
        case .notAnInteger: "json.not-an-integer"
        case .integerOutOfRange: "json.integer-out-of-range"
        case .duplicateName: "json.duplicate-name"
        }
    }

    /// Where, in bytes from 0; nil where it is the whole text.
    package var offset: Int? {
        switch self {
        case .tooLarge, .unexpectedEnd, .byteOrderMark: nil
        case .tooDeep(_, let offset), .tooManyMembers(_, let offset), .unexpectedByte(let offset),
            .trailingBytes(let offset), .invalidUTF8(let offset), .invalidEscape(let offset),
            .loneSurrogate(let offset), .controlCharacter(let offset), .notAnInteger(let offset),
            .integerOutOfRange(let offset), .duplicateName(let offset):
            offset
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let limit): "the JSON text is larger than \(limit) bytes"
        case .tooDeep(let limit, let offset):
            "the JSON text is nested deeper than \(limit) levels at byte \(offset)"
        case .tooManyMembers(let limit, let offset):
            "the JSON text has more than \(limit) members at byte \(offset)"
        case .unexpectedEnd: "the JSON text ends too early"
        case .unexpectedByte(let offset): "the JSON text is malformed at byte \(offset)"
        case .trailingBytes(let offset): "the JSON text goes on after its end at byte \(offset)"
        case .byteOrderMark: "the JSON text begins with a byte order mark"
        case .invalidUTF8(let offset): "the JSON text is not UTF-8 in the string at byte \(offset)"
        case .invalidEscape(let offset): "the JSON text has a bad escape at byte \(offset)"
        case .loneSurrogate(let offset):
            "the JSON text escapes half a surrogate pair at byte \(offset)"
        case .controlCharacter(let offset):
            "the JSON text has a bare control character in a string at byte \(offset)"
        case .notAnInteger(let offset): "the number at byte \(offset) is not a plain integer"
        case .integerOutOfRange(let offset):
            "the number at byte \(offset) is beyond 2^53 - 1 in size"
        case .duplicateName(let offset):
            "the member at byte \(offset) has the same name as an earlier one"
        }
    }
}
