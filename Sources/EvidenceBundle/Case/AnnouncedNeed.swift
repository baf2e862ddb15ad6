package import Primitives

/// What an announcement says of what is needed, by when and between which countries: nothing of the person.
package struct AnnouncedNeed: Equatable, Sendable {
    package static let maximumServices = CaseLimits.codes

    /// One of `CaseVocabulary.priorities`.
    package let priority: String
    /// Codes of a-z, 0-9 and _, each once.
    package let services: [String]
    package let fromCountry: String
    package let toCountry: String
    package let respondBy: Timestamp

    /// Nil where a word has not the form that case.md asks for.
    package init?(
        priority: String, services: [String], fromCountry: String, toCountry: String,
        respondBy: Timestamp
    ) {
        let countries = [fromCountry, toCountry]
        guard CaseVocabulary.priorities.contains(where: { $0.utf8.elementsEqual(priority.utf8) }),
            services.allSatisfy({ CaseText.expectation(of: .code, for: $0) == nil }),
            countries.allSatisfy({ CaseText.expectation(of: .country, for: $0) == nil })
        else { return nil }
        (self.priority, self.respondBy) = (priority, respondBy)
        self.services = Set(services).sorted()
        (self.fromCountry, self.toCountry) = (fromCountry, toCountry)
    }
}

extension Preview {
    package var need: AnnouncedNeed? {
        AnnouncedNeed(
            priority: priority, services: services, fromCountry: fromCountry,
            toCountry: toCountry, respondBy: respondBy)
    }
}

extension CaseDocument {
    /// What its announcement will say.
    package var need: AnnouncedNeed? {
        let shown = document["preview"]
        guard let priority = shown?["priority"]?.text, let services = shown?["services"]?.elements,
            let from = shown?["route"]?["from"]?.text, let to = shown?["route"]?["to"]?.text
        else { return nil }
        return AnnouncedNeed(
            priority: priority, services: services.compactMap(\.text), fromCountry: from,
            toCountry: to, respondBy: respondBy)
    }
}
