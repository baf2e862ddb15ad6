/// The sentences of one language, by their keys.
///
/// ```
/// report.title ~ Izvještaj o lancu čuvanja dokaza
/// count.files[few] ~ {count} datoteke
/// ```
/// `~` stands where the sentence is still to be reviewed by a sworn translator, `=` where it was. The
/// mark is for who edits the catalogue; no report shows it. `{count}` is a slot: what stands there
/// comes from the material, or is a number.
package struct Catalogue: Sendable {
    package struct Entry: Sendable {
        package let key: String
        package let text: String
        package let isReviewed: Bool
    }

    package let entries: [Entry]
    private let texts: [String: String]

    /// Lines that are no entries are left out; a test holds that there are none.
    init(_ parts: String...) {
        entries = parts.flatMap { part in
            part.split(separator: "\n").compactMap(Self.entry)
        }
        texts = Dictionary(
            entries.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    package static func of(_ locale: WordingLocale) -> Catalogue { locale.catalogue }

    package subscript(key: String) -> String? { texts[key] }

    private static func entry(_ line: Substring) -> Entry? {
        guard let end = line.firstIndex(of: " ") else { return nil }
        let rest = line[end...].dropFirst()
        guard let mark = rest.first, mark == "~" || mark == "=", rest.dropFirst().first == " "
        else { return nil }
        return Entry(
            key: String(line[..<end]), text: String(rest.dropFirst(2)), isReviewed: mark == "=")
    }
}

extension Catalogue {
    enum Bosnian {}
    enum Croatian {}
    enum SerbianLatin {}
    enum SerbianCyrillic {}
    enum Montenegrin {}
    enum Macedonian {}
    enum Albanian {}
    enum English {}

    static let bosnian = Catalogue(
        Bosnian.report, Bosnian.papers, Bosnian.consent, Bosnian.statistics,
        Bosnian.words, Bosnian.checks)
    static let croatian = Catalogue(
        Croatian.report, Croatian.papers, Croatian.consent, Croatian.statistics,
        Croatian.words, Croatian.checks)
    static let serbianLatin = Catalogue(
        SerbianLatin.report, SerbianLatin.papers, SerbianLatin.consent, SerbianLatin.statistics,
        SerbianLatin.words, SerbianLatin.checks)
    static let serbianCyrillic = Catalogue(
        SerbianCyrillic.report, SerbianCyrillic.papers, SerbianCyrillic.consent,
        SerbianCyrillic.statistics,
        SerbianCyrillic.words, SerbianCyrillic.checks)
    static let montenegrin = Catalogue(
        Montenegrin.report, Montenegrin.papers, Montenegrin.consent, Montenegrin.statistics,
        Montenegrin.words, Montenegrin.checks)
    static let macedonian = Catalogue(
        Macedonian.report, Macedonian.papers, Macedonian.consent, Macedonian.statistics,
        Macedonian.words, Macedonian.checks)
    static let albanian = Catalogue(
        Albanian.report, Albanian.papers, Albanian.consent, Albanian.statistics,
        Albanian.words, Albanian.checks)
    static let english = Catalogue(
        English.report, English.papers, English.consent, English.statistics,
        English.words, English.checks)
}
