/// Figures as they are printed: one list of rows for each question, small numbers withheld.
///
/// Each list is made on its own of deliveries whose number is printed, so that two lists together say no
/// more of a withheld number than one.
package struct StatisticsFigures: Sendable {
    package enum Question: String, CaseIterable, Sendable {
        case total, month, route, service, priority, outcome, answered, declined
        case consent
        case notSeen = "not_seen"
        case leftOut = "left_out"
    }

    package struct Row: Equatable, Sendable {
        /// A code, a month, a pair of countries.
        package let value: String
        package let count: ShownCount
        var percent: UInt64?
        /// Medians of whole hours.
        var hoursToSign: UInt64?
        var hoursToDecision: UInt64?
    }

    package struct List: Equatable, Sendable {
        package let question: Question
        package let rows: [Row]
    }

    /// In the place of all values, where none is printed.
    static let all = "all"
    static let unknown = "unknown"
    static let other = "other"
    /// Most values of one list that partners choose: what comes later in the alphabet is one row.
    static let maximumValues = 60

    private let findings: StatisticsFindings
    let direction: CountedDelivery.Direction
    /// Those that somebody at the recipient is known to have looked at.
    private let seen: [CountedDelivery]
    private let notSeen: [CountedDelivery]

    package init(_ findings: StatisticsFindings, _ direction: CountedDelivery.Direction) {
        (self.findings, self.direction) = (findings, direction)
        let all = findings.deliveries.filter { $0.direction == direction }
        seen = all.filter { $0.secondsToSign != nil }
        notSeen = all.filter { $0.secondsToSign == nil }
    }

    package var lists: [List] {
        let total = CountSuppression.alone(UInt64(seen.count))
        var lists = [List(question: .total, rows: [row(Self.all, seen, total, of: nil)])]
        if total != .withheld, !seen.isEmpty {
            lists += [months, known(.route), known(.service), known(.priority), outcomes]
            lists += [answered, declined, consent]
        }
        if direction == .sent { lists.append(unseen) }
        lists.append(leftOut)
        return lists.filter { !$0.rows.isEmpty }
    }

    private var months: List {
        list(.month, findings.period.months.map(\.text), seen) { [$0.month.text] }
    }

    /// How those ended that were looked at.
    private var outcomes: List {
        list(.outcome, Self.outcomes.map(\.rawValue), seen) { [$0.outcome.rawValue] }
    }

    /// What reached nobody was looked at by nobody.
    private static let outcomes = CountedDelivery.Outcome.allCases.filter { $0 != .notDelivered }

    private var consent: List {
        list(.consent, CountedDelivery.ConsentAnswer.allCases.map(\.rawValue), seen) {
            [$0.consent.rawValue]
        }
    }

    /// By what the announcement said. How many there are of which nobody knows says nothing of a person.
    private func known(_ question: Question) -> List {
        let known = seen.filter { $0.announced != nil }
        func values(_ delivery: CountedDelivery) -> [String] {
            guard let announced = delivery.announced else { return [] }
            return switch question {
            case .route: [announced.route]
            case .service: announced.services
            default: [announced.priority]
            }
        }
        var rows: [Row] = []
        if CountSuppression.isSmall(UInt64(known.count)) {
            rows = [Row(value: Self.all, count: .withheld)]
        } else if !known.isEmpty {
            let kept = Self.kept(known.flatMap(values))
            rows = list(question, kept.names, known) { values($0).map(kept.name) }.rows
        }
        let left = UInt64(seen.count - known.count)
        if left > 0 { rows.append(Row(value: Self.unknown, count: .number(left))) }
        return List(question: question, rows: rows)
    }

    /// Of those that were taken over or declined: whether that came by when the sender wanted it.
    private var answered: List {
        let decided = seen.filter(\.outcome.isDecision)
        let known = decided.filter { $0.isInTime != nil }
        let list = part(.answered, known, isPrinted: areDecisionsPrinted, ["in_time", "late"]) {
            [$0.isInTime == true ? "in_time" : "late"]
        }
        let left = UInt64(decided.count - known.count)
        guard areDecisionsPrinted, left > 0 else { return list }
        return List(
            question: .answered,
            rows: list.rows + [Row(value: Self.unknown, count: .number(left))])
    }

    private var declined: List {
        let declined = seen.filter { $0.outcome == .declined }
        return part(.declined, declined, isPrinted: isPrinted(.declined), []) {
            [$0.declineReason ?? Self.unknown]
        }
    }

    /// What was sent and nobody there is known to have looked at; its recipient may not know of it.
    private var unseen: List {
        let printed = CountSuppression.alone(UInt64(notSeen.count))
        let words = CountedDelivery.Outcome.allCases.filter { !$0.isDecision }.map(\.rawValue)
        return part(.notSeen, notSeen, isPrinted: printed != .withheld, words) {
            [$0.outcome.rawValue]
        }
    }

    private var leftOut: List {
        let numbers = findings.leftOut[direction] ?? [:]
        return List(
            question: .leftOut,
            rows: StatisticsFindings.LeftOut.allCases.map {
                Row(value: $0.rawValue, count: CountSuppression.alone(numbers[$0] ?? 0))
            })
    }

    /// A list of a part of the deliveries, whose number may itself be withheld.
    private func part(
        _ question: Question, _ deliveries: [CountedDelivery], isPrinted: Bool,
        _ words: [String], _ values: (CountedDelivery) -> [String]
    ) -> List {
        guard isPrinted, !CountSuppression.isSmall(UInt64(deliveries.count)) else {
            return List(question: question, rows: [Row(value: Self.all, count: .withheld)])
        }
        guard !deliveries.isEmpty else { return List(question: question, rows: []) }
        let further = Set(deliveries.flatMap(values)).subtracting(words).sorted()
        return list(question, words + further, deliveries, values)
    }

    private func list(
        _ question: Question, _ words: [String], _ deliveries: [CountedDelivery],
        _ values: (CountedDelivery) -> [String]
    ) -> List {
        let groups = words.map { word in deliveries.filter { values($0).contains(word) } }
        let counts = groups.map { UInt64($0.count) }
        let total = UInt64(deliveries.count)
        let shown =
            question == .service
            ? CountSuppression.overlapping(counts, total: total) : CountSuppression.parts(counts)
        guard let shown else {
            return List(question: question, rows: [Row(value: Self.all, count: .withheld)])
        }
        let hasTimes = question != .notSeen
        return List(
            question: question,
            rows: zip(words, zip(groups, shown)).map { word, group in
                row(word, hasTimes ? group.0 : [], group.1, of: total)
            })
    }

    private func row(
        _ value: String, _ group: [CountedDelivery], _ count: ShownCount, of total: UInt64?
    ) -> Row {
        var row = Row(value: value, count: count)
        guard case .number(let number) = count else { return row }
        if let total, total >= CountSuppression.threshold {
            row.percent = (number * 200 + total) / (total * 2)
        }
        row.hoursToSign = Self.median(group.compactMap(\.secondsToSign))
        let decided = group.compactMap(\.secondsToDecision)
        if saysNothingOfFew(UInt64(decided.count), of: number) {
            row.hoursToDecision = Self.median(decided)
        }
        return row
    }

    /// Whether it may be seen that five of a row at least were decided: neither an outcome whose number is
    /// withheld nor a few of the row, or beside it, who were decided or not, can be worked out from that.
    private func saysNothingOfFew(_ decided: UInt64, of number: UInt64) -> Bool {
        guard areDecisionsPrinted else { return false }
        let all = UInt64(seen.count)
        let allDecided = UInt64(seen.count(where: \.outcome.isDecision))
        let open = number - min(decided, number)
        let (elsewhere, allOpen) = (allDecided - min(decided, allDecided), all - allDecided)
        return [open, elsewhere, allOpen - min(open, allOpen)].allSatisfy {
            !CountSuppression.isSmall($0)
        }
    }

    /// Whether the number of every outcome is printed.
    private var areDecisionsPrinted: Bool {
        Self.outcomes.allSatisfy(isPrinted)
    }

    private func isPrinted(_ outcome: CountedDelivery.Outcome) -> Bool {
        guard seen.count >= CountSuppression.threshold else { return seen.isEmpty }
        let counts = Self.outcomes.map { outcome in
            UInt64(seen.count { $0.outcome == outcome })
        }
        guard let place = Self.outcomes.firstIndex(of: outcome),
            let shown = CountSuppression.parts(counts)
        else { return false }
        return shown[place] != .withheld
    }

    /// Nil of fewer than five.
    static func median(_ seconds: [Int64]) -> UInt64? {
        guard seconds.count >= CountSuppression.threshold else { return nil }
        let sorted = seconds.map { UInt64(max(0, $0)) }.sorted()
        let middle = sorted.count / 2
        let two = sorted.count.isMultiple(of: 2) ? sorted[middle - 1] : sorted[middle]
        return (two + sorted[middle]) / 2 / 3600
    }

    /// The values in the order of the alphabet: by their numbers it would say which is larger.
    private static func kept(
        _ values: [String]
    ) -> (names: [String], name: (String) -> String) {
        let sorted = Set(values).sorted()
        guard sorted.count > maximumValues else { return (sorted, { $0 }) }
        let first = Set(sorted.prefix(maximumValues - 1))
        return (first.sorted() + [other], { first.contains($0) ? $0 : other })
    }
}
