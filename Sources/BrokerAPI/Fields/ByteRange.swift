/// A `Range` field of one byte range (RFC 9110 section 14).
///
/// `bytes=0-99`, `bytes=100-` or `bytes=-5`. More than one range, another unit or a malformed value
/// is ignored, as the RFC allows: the answer is then the whole content.
package enum ByteRange: Hashable, Sendable {
    /// From a position to another, both included; nil is the end of the content.
    case from(Int64, through: Int64?)
    /// So many bytes at the end.
    case suffix(Int64)

    /// Nil when the field is to be ignored.
    package init?(_ fieldValue: String) {
        let prefix = Array("bytes=".utf8)
        let value = Array(fieldValue.utf8)
        guard value.starts(with: prefix) else { return nil }
        let parts = value[prefix.count...].split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2 else { return nil }
        if parts[0].isEmpty {
            guard let length = Decimal.parse(parts[1]) else { return nil }
            self = .suffix(length)
            return
        }
        guard let first = Decimal.parse(parts[0]) else { return nil }
        if parts[1].isEmpty {
            self = .from(first, through: nil)
            return
        }
        guard let last = Decimal.parse(parts[1]), first <= last else { return nil }
        self = .from(first, through: last)
    }

    /// The positions that exist of it; nil (416) when there is none.
    package func resolved(size: Int64) -> Range<Int64>? {
        switch self {
        case .from(let first, let last):
            guard first < size else { return nil }
            guard let last, last < size - 1 else { return first..<size }
            return first..<(last + 1)
        case .suffix(let length):
            guard length > 0, size > 0 else { return nil }
            return max(0, size - length)..<size
        }
    }

    /// The field value that asks for this range.
    package var fieldValue: String {
        switch self {
        case .from(let first, let last): "bytes=\(first)-" + (last.map { "\($0)" } ?? "")
        case .suffix(let length): "bytes=-\(length)"
        }
    }

    /// `Content-Range` of an answer with 206.
    package static func contentRange(_ range: Range<Int64>, size: Int64) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
    }

    /// `Content-Range` of an answer with 416.
    package static func unsatisfied(size: Int64) -> String {
        "bytes */\(size)"
    }
}
