/// A language and script in which a report can be written.
///
/// They stay apart even where they hardly differ: parties and interpreters have argued over it in court.
package enum WordingLocale: String, CaseIterable, Sendable {
    case bosnian = "bs"
    case croatian = "hr"
    case serbianLatin = "sr-Latn"
    case serbianCyrillic = "sr-Cyrl"
    case montenegrin = "cnr"
    case macedonian = "mk"
    case albanian = "sq"
    case english = "en"

    /// The BCP 47 tag, as a person types it and a page declares it.
    package var tag: String { rawValue }

    /// Nil unless it is exactly one of the tags.
    package init?(tag: String) {
        let wanted = Array(tag.utf8)
        guard let found = Self.allCases.first(where: { Array($0.tag.utf8) == wanted }) else {
            return nil
        }
        self = found
    }

    /// Every tag, for a message that lists them.
    package static var tags: String { allCases.map(\.tag).joined(separator: ", ") }

    /// The mark between groups of three digits.
    var groupingMark: String { self == .english ? "," : "." }

    var catalogue: Catalogue {
        switch self {
        case .bosnian: Catalogue.bosnian
        case .croatian: Catalogue.croatian
        case .serbianLatin: Catalogue.serbianLatin
        case .serbianCyrillic: Catalogue.serbianCyrillic
        case .montenegrin: Catalogue.montenegrin
        case .macedonian: Catalogue.macedonian
        case .albanian: Catalogue.albanian
        case .english: Catalogue.english
        }
    }
}
