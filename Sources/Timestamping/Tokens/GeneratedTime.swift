package import Primitives

/// The time that a token states, and how exact its authority says that it is.
///
/// On the wire `20261123185749Z` or `20261123185749.25Z`; compared as integers, never as text.
package struct GeneratedTime: Hashable, Sendable {
    /// `genTime` without its fraction of a second.
    package let instant: Timestamp
    /// The fraction of a second.
    package let nanoseconds: Int64
    /// The authority's own bound on its error; nil where it states none.
    package let accuracyInMicroseconds: Int64?

    private static let nanosecondsPerSecond: Int64 = 1_000_000_000
    /// Digits of a fraction that are read.
    private static let longestFraction = 9

    /// The first whole second that is not before any instant that the token allows: what is stamped
    /// existed by then.
    package var latest: Timestamp {
        let beyond = nanoseconds + (accuracyInMicroseconds ?? 0) * 1000
        let seconds = (beyond + Self.nanosecondsPerSecond - 1) / Self.nanosecondsPerSecond
        // The last seconds of the year 9999 have nothing after them to be rounded to.
        return instant.adding(seconds: seconds) ?? instant
    }

    /// - Parameter text: the content of a GeneralizedTime, in the one form that DER has for it.
    init(_ text: [UInt8], accuracyInMicroseconds: Int64?) throws(TokenDefect) {
        guard text.count >= 15, text.last == UInt8(ascii: "Z") else { throw .time }
        let digits = text[..<14].map { Unicode.Scalar($0) }
        let groups = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<12]]
            .map { String(String.UnicodeScalarView($0)) }
        let seconds = String(String.UnicodeScalarView(digits[12..<14]))
        let rfc3339 =
            "\(groups[0])-\(groups[1])-\(groups[2])T\(groups[3]):\(groups[4]):\(seconds)Z"
        guard let instant = Timestamp(rfc3339) else { throw .time }
        self.instant = instant
        nanoseconds = try Self.fraction(text[14..<text.count - 1])
        self.accuracyInMicroseconds = accuracyInMicroseconds
    }

    /// A point and digits that do not end in zero, or nothing.
    private static func fraction(_ text: ArraySlice<UInt8>) throws(TokenDefect) -> Int64 {
        guard let point = text.first else { return 0 }
        let digits = text.dropFirst()
        guard point == UInt8(ascii: "."), (1...longestFraction).contains(digits.count),
            digits.last != UInt8(ascii: "0")
        else { throw .time }
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { throw .time }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        for _ in digits.count..<longestFraction { value *= 10 }
        return value
    }
}
