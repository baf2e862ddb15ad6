/// An instant in UTC with whole seconds, written `2026-11-23T18:57:49Z` and in no other way.
///
/// Years 1970 to 9999; no leap second, no fraction, no offset. There is no clock here: the current
/// time comes in from outside.
package struct Timestamp: Hashable, Sendable {
    package let secondsSinceEpoch: Int64

    private static let lastSecond: Int64 = 253_402_300_799
    /// The last second of the year 9999.
    package static let latest = Timestamp(lastSecond)
    private static let secondsPerDay: Int64 = 86_400

    private init(_ secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

    /// Nil before 1970 and after 9999.
    package init?(secondsSinceEpoch: Int64) {
        guard (0...Self.lastSecond).contains(secondsSinceEpoch) else { return nil }
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Nil unless the text is exactly in the form shown above and names a day that exists.
    package init?(_ rfc3339: String) {
        let ascii = Array(rfc3339.utf8)
        let pattern = Array("0000-00-00T00:00:00Z".utf8)
        guard ascii.count == pattern.count else { return nil }
        for (character, expected) in zip(ascii, pattern) where expected != UInt8(ascii: "0") {
            guard character == expected else { return nil }
        }
        guard let year = Self.number(ascii[0..<4]), let month = Self.number(ascii[5..<7]),
            let day = Self.number(ascii[8..<10]), let hour = Self.number(ascii[11..<13]),
            let minute = Self.number(ascii[14..<16]), let second = Self.number(ascii[17..<19]),
            year >= 1970, (1...12).contains(month),
            (1...CivilDate.days(inMonth: month, ofYear: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        secondsSinceEpoch = days * Self.secondsPerDay + hour * 3600 + minute * 60 + second
    }

    package var text: String {
        let date = CivilDate(daysSinceEpoch: secondsSinceEpoch / Self.secondsPerDay)
        let time = secondsSinceEpoch % Self.secondsPerDay
        return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-"
            + Self.padded(date.day, 2) + "T" + Self.padded(time / 3600, 2) + ":"
            + Self.padded(time / 60 % 60, 2) + ":" + Self.padded(time % 60, 2) + "Z"
    }

    /// Whether minutes and seconds are zero, as a deadline requires.
    package var wholeHour: Bool { secondsSinceEpoch % 3600 == 0 }

    /// Nil when the result would leave the years 1970 to 9999.
    package func adding(seconds: Int64) -> Timestamp? {
        let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(seconds)
        return overflow ? nil : Timestamp(secondsSinceEpoch: sum)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }
}

extension Timestamp: CustomStringConvertible {
    package var description: String { text }
}
