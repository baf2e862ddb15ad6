import Primitives
import Wording

/// Where the material lies by the acts after receipt: what holds, and was not corrected since.
extension ReportWriter {
    private struct Place {
        let words: Passage
        /// Nil: all that was sealed and is not elsewhere.
        var exhibits: [String]?
        /// Some of it only: nobody wrote which, so where it was before still counts.
        let isInPart: Bool
        /// What was destroyed comes to no other place.
        let isEnd: Bool
    }

    /// Each place that was written down before the entry at `index`, with what lies there.
    func whereabouts(before index: Int) -> [Passage] {
        places(findings.statements[..<index]).map { place in
            guard let exhibits = place.exhibits else { return place.words }
            let names = wording.say(.detailsItems, [.text: .list(exhibits.map(Passage.outside))])
            return place.words.followed(by: names, after: ", ")
        }
    }

    private func places(_ statements: ArraySlice<FoundStatement>) -> [Place] {
        var places: [Place] = []
        for found in statements where found.holds && found.isAct && found.corrects == nil {
            let words = rightEntry(of: found).predicate
            let names = words["exhibits"]?.list?.compactMap { $0["name"]?.line }
            guard words["outcome"]?.line != "failed", let text = place(found, words) else {
                continue
            }
            if words["outcome"]?.line == "partial" {
                let part = wording.say(.listInPart, [.place: text])
                places.append(Place(words: part, exhibits: names, isInPart: true, isEnd: false))
                continue
            }
            let place = Place(
                words: text, exhibits: names, isInPart: false, isEnd: found.act == "destroyed")
            places =
                names.map { names in places.compactMap { leave($0, names) } }
                ?? places.filter(\.isEnd)
            // Where all the rest is, they need no line of their own.
            let isWithTheRest = places.contains { $0.exhibits == nil && $0.words == text }
            if !isWithTheRest || places.contains(where: \.isInPart) { places.append(place) }
        }
        return places
    }

    /// Acts by which somebody else has the thing; of a copy that was shown or sent that is not so.
    private func isPassedOn(_ found: FoundStatement, _ words: JSONValue) -> Bool {
        switch found.act {
        case "handed_over", "returned": true
        case "disclosed": (words["physical"] ?? .null) != .null
        default: false
        }
    }

    /// Of what was handed over, whoever has it is the place: the location may be where that was done. What
    /// was destroyed is nowhere.
    private func place(_ found: FoundStatement, _ words: JSONValue) -> Passage? {
        if found.act == "destroyed" {
            return act(found).followed(
                by: found.firstTime.map(moment) ?? Passage([]), after: ", ")
        }
        let location = words["location"]?.line.map(Passage.outside)
        guard isPassedOn(found, words), let taker = words["to"]?.line else { return location }
        let written = location.map { wording.say(.listWrittenDown, [.place: $0]) }
        return Passage.outside(taker).followed(by: written ?? Passage([]), after: "; ")
    }

    private func leave(_ place: Place, _ names: [String]) -> Place? {
        guard let exhibits = place.exhibits, !place.isEnd else { return place }
        let gone = Set(names.map { Array($0.utf8) })
        let rest = exhibits.filter { !gone.contains(Array($0.utf8)) }
        return rest.isEmpty
            ? nil
            : Place(words: place.words, exhibits: rest, isInPart: place.isInPart, isEnd: false)
    }

    /// Where an exhibit lies now, or what nobody describes: nil where no act says it.
    func place(of exhibit: String?) -> Passage? {
        var found: [Passage] = []
        for place in places(findings.statements[...]) {
            let isOwn =
                place.exhibits.map { names in
                    names.contains { $0.utf8.elementsEqual((exhibit ?? "").utf8) }
                } ?? true
            guard isOwn else { continue }
            if place.isEnd { return place.words }
            found = place.isInPart ? found + [place.words] : [place.words]
        }
        return found.isEmpty ? nil : .list(found, separator: "; ")
    }

    func rightEntry(of found: FoundStatement) -> FoundStatement {
        findings.rightEntry(of: found)
    }
}

extension CaseFindings {
    /// The entry that says what an act should have said: a correction says all of it anew. Each correction
    /// stands after what it corrects, so this ends.
    func rightEntry(of found: FoundStatement) -> FoundStatement {
        var right = found
        for later in statements where later.holds && later.corrects == right.digest {
            right = later
        }
        return right
    }
}
