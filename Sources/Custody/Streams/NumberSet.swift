/// Numbers from 1 on, kept as ranges: `1-3`, `5`.
///
/// Streams are long and nearly complete, so that a few ranges hold them.
package struct NumberSet: Sendable, Equatable {
    /// Ascending, never touching each other.
    package private(set) var ranges: [ClosedRange<Int64>] = []

    package init() {}

    package init(_ numbers: ClosedRange<Int64>...) {
        for range in numbers { insert(range) }
    }

    package var largest: Int64? { ranges.last?.upperBound }

    package func contains(_ number: Int64) -> Bool {
        ranges.contains { $0.contains(number) }
    }

    package mutating func insert(_ number: Int64) { insert(number...number) }

    package mutating func insert(_ range: ClosedRange<Int64>) {
        guard range.lowerBound >= 1, range.upperBound < .max else { return }
        var merged = range
        var others: [ClosedRange<Int64>] = []
        for other in ranges {
            let touches =
                other.lowerBound <= merged.upperBound + 1
                && merged.lowerBound <= other.upperBound + 1
            if touches {
                merged =
                    min(
                        merged.lowerBound, other.lowerBound)...max(
                        merged.upperBound, other.upperBound)
            } else {
                others.append(other)
            }
        }
        ranges = (others + [merged]).sorted { $0.lowerBound < $1.lowerBound }
    }

    /// From 1 to the largest number, what is not there.
    package var gaps: [ClosedRange<Int64>] {
        var gaps: [ClosedRange<Int64>] = []
        var next: Int64 = 1
        for range in ranges {
            if next < range.lowerBound { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        return gaps
    }

    /// Forgets the oldest gaps, so that no more than `count` ranges are left.
    package mutating func closeOldestGaps(keeping count: Int) {
        guard count > 0, ranges.count > count else { return }
        insert(ranges[0].lowerBound...ranges[ranges.count - count].upperBound)
    }

    /// `1-3`, `5`.
    package static func text(_ range: ClosedRange<Int64>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }

    /// Nil for a text of another form, a number below 1, and a range that descends.
    package static func range(_ text: String) -> ClosedRange<Int64>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard (1...2).contains(parts.count), let first = parts[0],
            let last = parts[parts.count - 1],
            first >= 1, first <= last, last < .max, Self.text(first...last) == text
        else { return nil }
        return first...last
    }
}
