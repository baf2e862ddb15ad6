import Report
import Testing

/// That nothing printed determines what is not: by trying every table there is.
@Suite struct `Small numbers` {
    /// All lists of `length` numbers with a sum up to `limit`, by what is printed of each.
    private func lists(_ length: Int, upTo limit: UInt64) -> [[UInt64]] {
        guard length > 0 else { return [[]] }
        return (0...limit).flatMap { first in
            lists(length - 1, upTo: limit - first).map { [first] + $0 }
        }
    }

    private struct Printed: Hashable {
        let total: UInt64
        /// Nil for a number that is withheld; no list where none is printed.
        let counts: [UInt64?]?

        init(_ total: UInt64, _ shown: [ShownCount]?) {
            self.total = total
            counts = shown.map { list in
                list.map { if case .number(let number) = $0 { number } else { nil } }
            }
        }
    }

    @Test(arguments: [(2, 30), (3, 26), (4, 18), (5, 13), (6, 10)] as [(Int, UInt64)])
    func `fit in two ways at least, also for who knows the rules`(length: Int, limit: UInt64) {
        var alike: [Printed: [[UInt64]]] = [:]
        for list in lists(length, upTo: limit) where list.reduce(0, +) >= 5 {
            let shown = CountSuppression.parts(list)
            alike[Printed(list.reduce(0, +), shown), default: []].append(list)
        }
        for (printed, possible) in alike {
            for place in 0..<length where printed.counts?[place] == nil {
                #expect(Set(possible.map { $0[place] }).count >= 2, "\(printed): \(possible)")
            }
        }
    }

    /// Who knows only that a withheld number is not zero has three possibilities at least.
    @Test func `have three values at least by the sum alone`() {
        for list in lists(4, upTo: 22) {
            guard let shown = CountSuppression.parts(list) else { continue }
            let hidden = list.indices.filter { shown[$0] == .withheld }
            guard !hidden.isEmpty else { continue }
            let sum = hidden.reduce(0) { $0 + list[$1] }
            #expect(hidden.count >= 2 && sum >= UInt64(hidden.count) + 2, "\(list)")
        }
    }

    @Test func `are never printed, and zero and larger ones are where nothing asks for less`() {
        for list in lists(4, upTo: 16) {
            guard let shown = CountSuppression.parts(list) else { continue }
            for (count, shown) in zip(list, shown) {
                if (1...4).contains(count) { #expect(shown == .withheld, "\(list)") }
                if count == 0 { #expect(shown == .number(0), "\(list)") }
            }
            if list.allSatisfy({ $0 == 0 || $0 >= 5 }) {
                #expect(shown == list.map(ShownCount.number))
            }
        }
        #expect(CountSuppression.alone(0) == .number(0))
        #expect(CountSuppression.alone(4) == .withheld)
        #expect(CountSuppression.alone(5) == .number(5))
    }

    @Test func `take the next larger number with them`() {
        #expect(
            CountSuppression.parts([3, 0, 9, 20])
                == [.withheld, .number(0), .withheld, .number(20)])
        // 3 and 2 hide one another.
        #expect(CountSuppression.parts([3, 2, 9]) == [.withheld, .withheld, .number(9)])
        // Two ones do not: their sum says it.
        #expect(CountSuppression.parts([1, 1, 9]) == [.withheld, .withheld, .withheld])
        // Of equal ones no choice is made.
        #expect(
            CountSuppression.parts([2, 6, 6, 9])
                == [.withheld, .withheld, .withheld, .number(9)])
        // Five single ones: not even the zeros are printed.
        #expect(CountSuppression.parts([1, 1, 0, 1, 1, 1]) == nil)
    }

    /// One delivery can ask for several services: all ways to spread `total` deliveries over them.
    @Test func `of numbers that overlap fit in two ways too`() {
        for total in UInt64(5)...9 {
            var alike: [Printed: [[UInt64]]] = [:]
            for list in lists(3, upTo: 3 * total)
            where list.allSatisfy({ $0 <= total }) && list.reduce(0, +) >= total {
                let shown = CountSuppression.overlapping(list, total: total)
                alike[Printed(total, shown), default: []].append(list)
            }
            for (printed, possible) in alike {
                for place in 0..<3 where printed.counts?[place] == nil {
                    #expect(Set(possible.map { $0[place] }).count >= 2, "\(printed)")
                }
            }
        }
    }

    @Test func `of numbers that overlap are never printed`() {
        for list in lists(3, upTo: 12) {
            guard let shown = CountSuppression.overlapping(list, total: 6) else { continue }
            for (count, shown) in zip(list, shown) where (1...4).contains(count) {
                #expect(shown == .withheld)
            }
        }
        // What is missing to 20 would say that it is 4.
        #expect(
            CountSuppression.overlapping([16, 4], total: 20) == [.withheld, .withheld])
        #expect(CountSuppression.overlapping([20, 4], total: 20) == [.number(20), .withheld])
    }
}
