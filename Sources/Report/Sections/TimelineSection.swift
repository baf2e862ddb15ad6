import Custody
import Primitives
import Wording

/// One row for each signed statement, with the gaps between them.
extension ReportWriter {
    /// Longer than this between two entries is drawn as a gap.
    static let gapInSeconds: Int64 = 24 * 3600

    var timeline: [Block] {
        guard !findings.statements.isEmpty else {
            return [.paragraph(wording.say(.timelineNone))]
        }
        var rows: [Table.Row] = []
        var last: (number: Int, time: Timestamp)?
        for (index, found) in findings.statements.enumerated() {
            // What is not signed in a way that holds does not shorten a gap.
            let time = found.holds ? found.firstTime : nil
            if let last, let time,
                time.secondsSinceEpoch - last.time.secondsSinceEpoch > Self.gapInSeconds
            {
                rows.append(gap(last, (index + 1, time), place: keeper(before: index)))
            }
            if let time, let end = found.lastTime {
                // What was written down late does not bring the others back.
                let isLater = last.map { $0.time < end } ?? true
                last = found.isAct && !isLater ? last : (index + 1, max(time, end))
            }
            rows.append(row(found, index + 1))
        }
        let zone =
            offset.map { wording.say(.dateLocalNote, [.offset: .words($0.text)]) }
            ?? wording.say(.dateUtcNote)
        let limit = wording.say(.countHours, UInt64(Self.gapInSeconds / 3600))
        return [
            .table(
                Table(
                    [
                        (wording.say(.exhibitNumber), 5), (wording.say(.timelineTime), 24),
                        (wording.say(.timelineAct), 18), (wording.say(.timelineActor), 18),
                        (wording.say(.timelineDetails), 23), (wording.say(.timelineCheck), 12),
                    ], rows)),
            .paragraph(zone),
            .paragraph(wording.say(.timelineGapNote, [.limit: limit])),
        ] + (findings.hasEvidence ? [] : [.paragraph(wording.say(.timelineOnlyFolder))])
    }

    private func row(_ found: FoundStatement, _ number: Int) -> Table.Row {
        var time = [found.firstTime.map(moment) ?? wording.say(.timelineNoTime)]
        if let end = found.endTime {
            time.append(wording.say(.timelineUntil, [.time: moment(end)]))
        }
        if found.time != nil {
            time.append(
                wording.say(
                    found.event == .submissionAcceptance ? .timelineByBroker : .timelineClaimed))
        }
        if found.isAct, let written = found.time, written != found.lastTime {
            time.append(wording.say(.timelineRecorded, [.time: moment(written)]))
        }
        if let bound = found.bound {
            time.append(wording.say(.timelineNotLater, [.time: moment(bound)]))
        }
        return Table.Row(
            [
                [.words(String(number))], time, [act(found)],
                [.outside(found.party ?? "–"), .outside(found.role ?? "")], details(found),
                [status(found.standing)],
            ], found.holds || found.standing == .stranger ? .plain : .failed)
    }

    private func gap(
        _ earlier: (number: Int, time: Timestamp), _ later: (number: Int, time: Timestamp),
        place: Passage?
    ) -> Table.Row {
        let seconds = later.time.secondsSinceEpoch - earlier.time.secondsSinceEpoch
        return Table.Row(
            [
                [
                    wording.say(
                        .timelineGap,
                        [
                            .duration: wording.duration(seconds: seconds),
                            .from: .words(String(earlier.number)),
                            .to: .words(String(later.number)),
                            .place: place ?? wording.say(.timelinePlaceUnknown),
                        ])
                ]
            ], .gap)
    }

    /// Where it lay before the entry at `index`: the places that were written down, else whoever had it
    /// by the entries so far.
    private func keeper(before index: Int) -> Passage? {
        let places = whereabouts(before: index)
        if !places.isEmpty { return .list(places, separator: "; ") }
        for found in findings.statements[..<index].reversed() where found.holds {
            switch found.event {
            case .submissionAcceptance, .relayAcceptance, .contentConsignment, .sealed,
                .contentHandover,
                .consignmentAcceptance:
                return found.party.map(Passage.outside)
            default: continue
            }
        }
        return nil
    }

    func act(_ found: FoundStatement) -> Passage {
        if let act = found.act { return wording.wordOrQuote(.act, act) }
        guard let event = found.event else { return wording.say(.whoUnreadable) }
        return wording.wordOrQuote(.event, event.rawValue)
    }

    func status(_ standing: FoundStatement.Standing) -> Passage {
        switch standing {
        case .confirmed: wording.say(.statusConfirmed)
        case .offered: wording.say(.statusOffered)
        case .notCounting: wording.say(.statusNotCounting)
        case .stranger: wording.say(.statusStranger)
        case .broken: wording.say(.statusBroken)
        }
    }

    private func details(_ found: FoundStatement) -> [Passage] {
        let json = found.predicate
        var lines: [Passage] = []
        func add(_ phrase: Phrase, _ slot: Slot, _ text: String?) {
            if let text { lines.append(wording.say(phrase, [slot: .outside(text)])) }
        }
        add(.detailsTo, .name, json["to"]?["mailbox"]?.line ?? json["to"]?.line)
        add(.detailsFrom, .name, found.isAct ? json["from"]?.line : nil)
        if found.event == .deposit, !findings.mailboxes.isEmpty {
            let names = Passage.list(findings.mailboxes.map { .outside($0.text) })
            lines.append(wording.say(.detailsTo, [.name: names]))
        }
        if found.event == .contentConsignment, case .integer(let number)? = json["number"] {
            lines.append(wording.say(.detailsNumber, [.number: .words(String(number))]))
        }
        if let reason = json["reason"]?.line {
            lines.append(
                wording.say(.detailsReason, [.text: wording.wordOrQuote(.reason, reason)]))
        }
        add(.detailsPlace, .place, found.isAct ? json["location"]?.line : nil)
        add(.detailsPurpose, .text, json["purpose"]?.line)
        add(.detailsAuthority, .text, json["authority"]?.line ?? json["basis"]?.line)
        return found.isAct ? lines + actDetails(found) : lines
    }
}
