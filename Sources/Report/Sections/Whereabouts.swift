import Primitives
import Wording

/// Where the material lies by the acts after receipt: what holds, and was not corrected since.
extension ReportWriter {
    private struct Place {
        let text: String
        /// Nil: all that was sealed and is not elsewhere.
        var exhibits: [String]?
    }

    /// Each place that was written down before the entry at `index`, with what lies there.
    func whereabouts(before index: Int) -> [Passage] {
        places(findings.statements[..<index]).map { place in
            guard let exhibits = place.exhibits else { return .outside(place.text) }
            let names = wording.say(.detailsItems, [.text: .list(exhibits.map(Passage.outside))])
            return Passage.outside(place.text).followed(by: names, after: ", ")
        }
    }

    private func places(_ statements: ArraySlice<FoundStatement>) -> [Place] {
        var places: [Place] = []
        for found in statements where found.holds && found.isAct && found.corrects == nil {
            let words = rightEntry(of: found).predicate
            guard words["outcome"]?.line != "failed", let text = place(found, words) else {
                continue
            }
            guard let names = words["exhibits"]?.list?.compactMap({ $0["name"]?.line }) else {
                places = [Place(text: text, exhibits: nil)]
                continue
            }
            places = places.compactMap { leave($0, names) }
            // Where all the rest is, they need no line of their own.
            let isWithTheRest = places.contains {
                $0.exhibits == nil && $0.text.utf8.elementsEqual(text.utf8)
            }
            if !isWithTheRest { places.append(Place(text: text, exhibits: names)) }
        }
        return places
    }

    /// Of what was handed over, whoever has it is the place.
    private func place(_ found: FoundStatement, _ words: JSONValue) -> String? {
        if let location = words["location"]?.line { return location }
        let isHandover = found.act == "handed_over" || found.act == "returned"
        return isHandover ? words["to"]?.line : nil
    }

    private func leave(_ place: Place, _ names: [String]) -> Place? {
        guard let exhibits = place.exhibits else { return place }
        let gone = Set(names.map { Array($0.utf8) })
        let rest = exhibits.filter { !gone.contains(Array($0.utf8)) }
        return rest.isEmpty ? nil : Place(text: place.text, exhibits: rest)
    }

    /// Where an exhibit lies now, or what nobody describes: nil where no act says it.
    func place(of exhibit: String?) -> String? {
        let places = places(findings.statements[...])
        let own = places.last { place in
            guard let exhibit, let names = place.exhibits else { return false }
            return names.contains { $0.utf8.elementsEqual(exhibit.utf8) }
        }
        return (own ?? places.last { $0.exhibits == nil })?.text
    }

    /// The entry that says what an act should have said: a correction says all of it anew. Each correction
    /// stands after what it corrects, so this ends.
    func rightEntry(of found: FoundStatement) -> FoundStatement {
        var right = found
        for later in findings.statements where later.holds && later.corrects == right.digest {
            right = later
        }
        return right
    }
}
