/// A number of deliveries as it is printed.
package enum ShownCount: Equatable, Sendable {
    case number(UInt64)
    /// 1 to 4, or a number that would show such a one.
    case withheld
}

/// Keeps numbers of 1 to 4 from being read, or worked out from the others.
///
/// Zero is printed: it says of nobody that something happened. A withheld number is at least 1, and at
/// least two numbers fit each place of it, also for who knows these rules
/// ([decision 0165](../../../Protocol/decisions/0165-figures-that-name-nobody.md)).
package enum CountSuppression {
    /// The least number that is printed, besides zero.
    package static let threshold: UInt64 = 5

    static func isSmall(_ count: UInt64) -> Bool { count > 0 && count < threshold }

    /// A number that stands alone.
    package static func alone(_ count: UInt64) -> ShownCount {
        isSmall(count) ? .withheld : .number(count)
    }

    /// Numbers of which the sum is printed.
    ///
    /// - Returns: nil where whatever is printed would show too much: then none is, zeros neither.
    package static func parts(_ counts: [UInt64]) -> [ShownCount]? {
        guard counts.contains(where: isSmall) else { return counts.map(ShownCount.number) }
        var hidden = counts.indices.filter { isSmall(counts[$0]) }
        while !isAmbiguous(hidden.map { counts[$0] }) {
            let rest = counts.indices.filter { counts[$0] > 0 && !hidden.contains($0) }
            guard let least = rest.map({ counts[$0] }).min() else { break }
            // All that are alike: which of them was taken would say something.
            hidden += rest.filter { counts[$0] == least }
        }
        let sum = hidden.reduce(0) { $0 + counts[$1] }
        let isAll = counts.indices.allSatisfy { counts[$0] == 0 || hidden.contains($0) }
        if isAll, hidden.count < 2 || sum < UInt64(hidden.count) + 2 { return nil }
        return shown(counts, hidden)
    }

    /// Whether the sum of withheld numbers, which can be worked out, leaves room for each of them.
    private static func isAmbiguous(_ hidden: [UInt64]) -> Bool {
        guard hidden.count >= 2 else { return false }
        let (count, sum) = (UInt64(hidden.count), hidden.reduce(0, +))
        guard sum >= count + 2 else { return false }
        return hidden.contains { !isSmall($0) } || sum <= (threshold - 1) * count - 2
    }

    /// Numbers that overlap: one delivery can be in several, and each is in one at least.
    ///
    /// - Parameter total: how many deliveries there are; it is printed.
    /// - Returns: as of ``parts(_:)``.
    package static func overlapping(_ counts: [UInt64], total: UInt64) -> [ShownCount]? {
        var hidden = counts.indices.filter { isSmall(counts[$0]) }
        while !hidden.isEmpty, !leavesRoom(counts, hidden, total) {
            let rest = counts.indices.filter { counts[$0] > 0 && !hidden.contains($0) }
            guard let least = rest.map({ counts[$0] }).min() else { return nil }
            hidden += rest.filter { counts[$0] == least }
        }
        return shown(counts, hidden)
    }

    /// What the others do not account for is in the withheld ones: that must not say how large one is.
    private static func leavesRoom(_ counts: [UInt64], _ hidden: [Int], _ total: UInt64) -> Bool {
        let printed = counts.indices.filter { !hidden.contains($0) }.reduce(0) { $0 + counts[$1] }
        let missing = total > printed ? total - printed : 0
        let isAllSmall = hidden.allSatisfy { isSmall(counts[$0]) }
        let others = (isAllSmall ? threshold - 1 : total) * UInt64(hidden.count - 1)
        return missing <= others + 2
    }

    private static func shown(_ counts: [UInt64], _ hidden: [Int]) -> [ShownCount] {
        counts.indices.map { hidden.contains($0) ? .withheld : .number(counts[$0]) }
    }
}
