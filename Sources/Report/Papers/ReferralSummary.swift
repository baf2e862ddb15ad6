import Custody
import Primitives
import Wording

/// For whoever receives a referral: the fields in the order of the forms that caseworkers know.
extension ReportWriter {
    private var shown: JSONValue { findings.preview["preview"] ?? .null }
    var asked: JSONValue { findings.caseDocument["referral"] ?? .null }

    var referral: [Block] {
        let failure = findings.verdict.isPositive ? [] : [verdict]
        return failure + [
            .facts(referralHead + caseNumbers + [person]), .facts(request),
            .heading(wording.say(.sectionConsent)),
        ] + consentSince + consent + unread + [.paragraph(wording.say(.referralNote))]
    }

    /// A table without a withdrawal must not read as if there were none.
    var unread: [Block] {
        findings.hasEvidence ? [] : [.paragraph(wording.say(.paperNoEvidence))]
    }

    private var referralHead: [Block.Fact] {
        [
            Block.Fact(
                wording.say(.referralPriority),
                [shown["priority"]?.line.map { wording.wordOrQuote(.priority, $0) } ?? .words("–")]),
            Block.Fact(wording.say(.referralAnswerBy), [time(shown["respond_by"]) ?? .words("–")]),
            Block.Fact(wording.say(.referralFrom), side(asked["from"])),
            Block.Fact(wording.say(.referralTo), side(asked["to"])),
        ]
    }

    private var person: Block.Fact {
        var lines = [
            age,
            shown["child_alone"]?.line.map { wording.wordOrQuote(.childAlone, $0) },
            list(shown["languages"]).map { wording.say(.referralLanguages, [.text: $0]) },
        ].compactMap { $0 }
        if let route = view.route {
            lines.append(
                wording.say(.whereRoute, [.from: .outside(route.from), .to: .outside(route.to)]))
        }
        return Block.Fact(wording.say(.referralPerson), lines)
    }

    /// A band of years reads alike in every language; that nobody knows does not.
    private var age: Passage? {
        shown["age_band"]?.line.map { band in
            let isKnown = !band.utf8.elementsEqual("unknown".utf8)
            let text = isKnown ? Passage.outside(band) : wording.say(.timelinePlaceUnknown)
            return wording.say(.referralAge, [.text: text])
        }
    }

    private var request: [Block.Fact] {
        let rows: [(PaperPhrase, [Passage])] = [
            (.referralReason, spoken(asked["reason"])), (.referralServices, services),
            (.referralProvided, spoken(asked["services_already_provided"])),
            (
                .referralElsewhere,
                answer(asked["referred_elsewhere"]?["yes"])
                    + [list(asked["referred_elsewhere"]?["orgs"])].compactMap { $0 }
            ),
            (
                .referralInformed,
                answer(asked["client_informed"]?["yes"])
                    + spoken(asked["client_informed"]?["why_not"])
            ),
            (
                .referralRestrictions,
                [list(asked["contact_restrictions"]?["codes"])].compactMap { $0 }
                    + spoken(asked["contact_restrictions"]?["note"])
            ),
            (.referralFollowup, followup), (.referralKeeps, keeper),
        ]
        let facts = rows.map { label, lines in
            Block.Fact(wording.say(label), lines.isEmpty ? [.words("–")] : lines)
        }
        return facts + [Block.Fact(wording.say(.sectionExhibits), what)]
    }

    private var services: [Passage] {
        (asked["services_requested"]?.list ?? []).flatMap { service in
            var lines = [Passage.outside(service["code"]?.line ?? "–")] + spoken(service["detail"])
            let day = service["needed_by"]?.line.flatMap { Timestamp($0 + "T00:00:00Z") }
            if let day { lines.append(wording.say(.referralNeeded, [.date: wording.day(day)])) }
            return lines
        }
    }

    private var followup: [Passage] {
        let words = asked["followup"] ?? .null
        return [
            time(words["by"]), line(words["via"], .referralVia), list(words["agreed_content"]),
        ].compactMap { $0 }
    }

    private var keeper: [Passage] {
        guard case .bool(let keeps)? = asked["keeps_case"] else { return [] }
        return [wording.say(keeps ? .referralKeepsSender : .referralKeepsReceiver)]
    }

    func side(_ side: JSONValue?) -> [Passage] {
        let names = ["org", "unit", "role"].compactMap { side?[$0]?.line }.map(Passage.outside)
        let contact = line(side?["contact"], .referralContact)
        return [names.isEmpty ? .words("–") : .list(names)] + [contact].compactMap { $0 }
    }

    /// What somebody wrote, with the language in which it is written.
    private func spoken(_ value: JSONValue?) -> [Passage] {
        guard let text = value?["text"]?.line else { return [] }
        let language = value?["lang"]?.line.map { Passage.outside("(\($0))") } ?? Passage([])
        return [Passage.outside(text).followed(by: language)]
    }

    private func answer(_ value: JSONValue?) -> [Passage] {
        guard case .bool(let isYes)? = value else { return [] }
        return [wording.say(isYes ? .referralYes : .referralNo)]
    }

    private func line(_ value: JSONValue?, _ phrase: PaperPhrase) -> Passage? {
        value?.line.map { wording.say(phrase, [.text: .outside($0)]) }
    }

    private func list(_ value: JSONValue?) -> Passage? {
        guard let lines = value?.lines, !lines.isEmpty else { return nil }
        return .list(lines.map(Passage.outside))
    }

    private func time(_ value: JSONValue?) -> Passage? {
        value?.line.flatMap(Timestamp.init).map(moment)
    }
}
