package import Primitives

/// A month of the calendar in UTC: `2026-03`.
package struct CalendarMonth: Hashable, Comparable, Sendable {
    /// Months since the year 0.
    private let index: Int64

    /// Nil unless the text is `YYYY-MM`, from 1970 to 9999.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let start = Timestamp(text + "-01T00:00:00Z") else {
            return nil
        }
        self.init(start)
    }

    /// The month in which a moment is.
    package init(_ time: Timestamp) {
        // `2026-03-14T...`: a timestamp has one form.
        let numbers = time.text.split(separator: "-").prefix(2).compactMap { Int64($0) }
        index = numbers.count == 2 ? numbers[0] * 12 + numbers[1] - 1 : 0
    }

    private init(index: Int64) { self.index = index }

    package var text: String {
        let (year, month) = (String(index / 12), String(index % 12 + 1))
        return String(repeating: "0", count: max(0, 4 - year.utf8.count)) + year + "-"
            + (month.utf8.count == 1 ? "0" : "") + month
    }

    package static func < (left: Self, right: Self) -> Bool { left.index < right.index }

    /// All months from this one through `last`; none where it is earlier.
    fileprivate func through(_ last: Self) -> [Self] {
        index > last.index ? [] : (index...last.index).map(Self.init(index:))
    }
}

/// Whole months, the first and the last one included.
package struct StatisticsPeriod: Equatable, Sendable {
    /// Most months of one paper.
    package static let maximumMonths = 36

    let from: CalendarMonth
    let to: CalendarMonth

    /// Nil unless it is 1 to ``maximumMonths`` months.
    package init?(from: CalendarMonth, to: CalendarMonth) {
        guard (1...Self.maximumMonths).contains(from.through(to).count) else { return nil }
        (self.from, self.to) = (from, to)
    }

    package func contains(_ month: CalendarMonth) -> Bool { from <= month && month <= to }

    var months: [CalendarMonth] { from.through(to) }
}
