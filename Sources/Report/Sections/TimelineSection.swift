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
            let time = found.holds ? found.time : nil
            if let last, let time,
                time.secondsSinceEpoch - last.time.secondsSinceEpoch > Self.gapInSeconds
            {
                rows.append(gap(last, (index + 1, time), place: keeper(before: index)))
            }
            if let time { last = (index + 1, time) }
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
        var time = [found.time.map(moment) ?? wording.say(.timelineNoTime)]
        if found.time != nil {
            time.append(
                wording.say(
                    found.event == .submissionAcceptance ? .timelineByBroker : .timelineClaimed))
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
        place: String?
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
                            .place: place.map(Passage.outside)
                                ?? wording.say(.timelinePlaceUnknown),
                        ])
                ]
            ], .gap)
    }

    /// Where it lay before the entry at `index`: the last place that was written down, else whoever had
    /// it by the entries so far.
    private func keeper(before index: Int) -> String? {
        for found in findings.statements[..<index].reversed() where found.holds {
            if let place = found.place { return place }
            switch found.event {
            case .submissionAcceptance, .contentConsignment, .sealed, .contentHandover,
                .consignmentAcceptance:
                return found.party
            default: continue
            }
        }
        return nil
    }

    func act(_ found: FoundStatement) -> Passage {
        guard let event = found.event else { return wording.say(.whoUnreadable) }
        if let act = found.act { return wording.wordOrQuote(.act, act) }
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
        add(.detailsFrom, .name, json["from"]?.line)
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
        add(.detailsPlace, .place, json["place"]?.line)
        add(.detailsPurpose, .text, json["purpose"]?.line)
        add(.detailsAuthority, .text, json["authority"]?.line ?? json["basis"]?.line)
        return lines + actDetails(json)
    }

    /// What only an act after receipt has.
    private func actDetails(_ json: JSONValue) -> [Passage] {
        var lines: [Passage] = []
        let exhibits = json["exhibits"]?.list?.compactMap { $0["name"]?.line } ?? []
        if !exhibits.isEmpty {
            lines.append(
                wording.say(.detailsItems, [.text: .list(exhibits.map(Passage.outside))]))
        }
        for result in json["results"]?.list ?? [] {
            guard let digest = result["sha256"]?.line.flatMap(SHA256Digest.init(hex:)) else {
                continue
            }
            lines.append(
                wording.say(.detailsResult, [.text: digest.groups])
                    .followed(by: .outside(result["name"]?.line ?? "")))
        }
        if let thing = json["physical"], thing != .null {
            for (name, phrase) in [
                ("bag", Phrase.detailsBag), ("seal", .detailsSeal),
                ("condition", .detailsCondition),
            ] {
                if let text = thing[name]?.line {
                    lines.append(wording.say(phrase, [.text: .outside(text)]))
                }
            }
            if case .bool(let isIntact)? = thing["sealIntact"] {
                lines.append(wording.say(isIntact ? .detailsSealIntact : .detailsSealBroken))
            }
        }
        if let tool = json["tool"]?.line {
            lines.append(wording.say(.detailsTool, [.text: .outside(tool)]))
        }
        if let corrected = json["corrects"]?.line.flatMap(SHA256Digest.init(hex:)),
            let number = findings.statements.firstIndex(where: { $0.digest == corrected })
        {
            lines.append(
                wording.say(.detailsCorrects, [.number: .words(String(number + 1))]))
        }
        if let note = json["note"]?.line {
            lines.append(wording.say(.detailsNote, [.text: .outside(note)]))
        }
        return lines
    }
}

extension FoundStatement {
    /// What an act after receipt was; nil of every other statement.
    var act: String? { predicate["act"]?.line }
    /// Where the material was put.
    var place: String? { predicate["place"]?.line }
}
