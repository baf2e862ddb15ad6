import Foundation
import Testing
import Wording

@Suite struct `The catalogue` {
    private static let english = Catalogue.of(.english)
    /// Words that are the same in English, or are nothing but slots and signs.
    private static let alike: Set<String> = [
        "word.type.video", "word.copy.original", "what.total", "date.day", "date.momentLocal",
    ]

    @Test(arguments: WordingLocale.allCases)
    func `has every phrase once`(locale: WordingLocale) {
        let catalogue = Catalogue.of(locale)
        let keys = catalogue.entries.map(\.key)
        #expect(Set(keys).count == keys.count)
        for phrase in Phrase.allCases.map(\.rawValue) + PaperPhrase.allCases.map(\.rawValue)
            + StatisticsPhrase.allCases.map(\.rawValue) + ConsentPhrase.allCases.map(\.rawValue)
        {
            #expect(catalogue[phrase] != nil, "\(phrase)")
        }
        for phrase in CountedPhrase.allCases {
            let forms = PluralForm.allCases.filter {
                catalogue["\(phrase.rawValue)[\($0.rawValue)]"] != nil
            }
            #expect(forms == locale.pluralRule.forms, "\(phrase)")
        }
        for entry in catalogue.entries { #expect(!entry.text.isEmpty, "\(entry.key)") }
    }

    @Test(arguments: WordingLocale.allCases)
    func `has the same words in every vocabulary, and nothing else`(locale: WordingLocale) {
        func names(_ locale: WordingLocale) -> Set<Substring> {
            Set(Catalogue.of(locale).entries.map { $0.key.prefix { $0 != "[" } })
        }
        #expect(names(locale) == names(.english))
        let phrases = Set(
            Phrase.allCases.map(\.rawValue) + PaperPhrase.allCases.map(\.rawValue)
                + StatisticsPhrase.allCases.map(\.rawValue)
                + ConsentPhrase.allCases.map(\.rawValue) + CountedPhrase.allCases.map(\.rawValue))
        let families = WordFamily.allCases.map { $0.rawValue + "." }
        for name in names(locale) where !phrases.contains(String(name)) {
            #expect(families.contains { name.hasPrefix($0) }, "\(name) is used by nobody")
        }
    }

    @Test(arguments: WordingLocale.allCases)
    func `has the slots of the English text`(locale: WordingLocale) throws {
        for entry in Catalogue.of(locale).entries {
            let name = String(entry.key.prefix { $0 != "[" })
            let model = try #require(Self.english[name] ?? Self.english[name + "[other]"])
            // One thing needs no number.
            let optional: Set<String> = entry.key.hasSuffix("[one]") ? ["count"] : []
            #expect(
                slots(entry.text).union(optional) == slots(model).union(optional),
                "\(locale.tag) \(entry.key)")
            for slot in slots(entry.text) { #expect(Slot(rawValue: slot) != nil, "\(slot)") }
        }
    }

    @Test(arguments: WordingLocale.allCases.filter { $0 != .english })
    func `has no sentence that is English by accident`(locale: WordingLocale) {
        for entry in Catalogue.of(locale).entries where !Self.alike.contains(entry.key) {
            #expect(entry.text != Self.english[entry.key], "\(locale.tag) \(entry.key)")
        }
        for entry in Catalogue.of(locale).entries {
            let words = entry.text.lowercased().split { !$0.isLetter }
            for word in ["the", "and", "was", "not", "with"] {
                #expect(!words.contains(Substring(word)), "\(locale.tag) \(entry.key)")
            }
        }
    }

    /// A Latin letter in a Cyrillic word looks the same on paper and is another letter.
    @Test(arguments: WordingLocale.allCases)
    func `does not mix scripts within a word`(locale: WordingLocale) {
        let isCyrillic = [.serbianCyrillic, .macedonian].contains(locale)
        for entry in Catalogue.of(locale).entries {
            let plain = withoutNames(entry.text)
            for scalar in plain.unicodeScalars where scalar.properties.isAlphabetic {
                let isLetterOfCyrillic = (0x400...0x4FF).contains(scalar.value)
                #expect(
                    isLetterOfCyrillic == isCyrillic, "\(locale.tag) \(entry.key): \(scalar)")
            }
        }
    }

    @Test func `writes Serbian alike in both scripts`() {
        for (latin, cyrillic) in zip(
            Catalogue.of(.serbianLatin).entries, Catalogue.of(.serbianCyrillic).entries)
        where latin.key != "language.name" {
            #expect(latin.key == cyrillic.key)
            #expect(Transliteration.cyrillic(latin.text) == cyrillic.text, "\(latin.key)")
        }
    }

    /// Parties and interpreters have argued in court over which of these languages a paper is in. A star
    /// stands for any ending.
    @Test(arguments: [
        (WordingLocale.bosnian, ["izvješć*", "vreme", "mesto", "računal*", "poslužitelj*", "tko"]),
        (.croatian, ["izvještaj*", "saglasnost*", "primalac", "računar*", "server*", "šta", "ko"]),
        (.serbianLatin, ["izvještaj*", "vrijem*", "mjest*", "provjer*", "riječ*", "izvješć*"]),
        (.montenegrin, ["izvješć*", "šifriran*", "vreme", "mesto", "ovlašten*", "tko"]),
    ])
    func `keeps near languages apart`(locale: WordingLocale, foreign: [String]) {
        for entry in Catalogue.of(locale).entries {
            for word in foreign {
                #expect(!uses(entry.text, word), "\(locale.tag) \(entry.key): \(word)")
            }
        }
    }

    private func uses(_ text: String, _ word: String) -> Bool {
        let stem = word.hasSuffix("*") ? word.dropLast() : word[...]
        return text.lowercased().split { !$0.isLetter }.contains { found in
            word.hasSuffix("*") ? found.hasPrefix(stem) : found == stem
        }
    }

    @Test func `has separate files for Bosnian, Croatian, Serbian and Montenegrin`() {
        let locales: [WordingLocale] = [.bosnian, .croatian, .serbianLatin, .montenegrin]
        for (index, one) in locales.enumerated() {
            for other in locales[(index + 1)...] {
                let texts = Catalogue.of(one).entries.map(\.text)
                #expect(texts != Catalogue.of(other).entries.map(\.text))
            }
        }
    }

    /// users.md 6.3: what the software must never say, in any language.
    @Test(arguments: WordingLocale.allCases)
    func `never says what only a court can say`(locale: WordingLocale) {
        let never = [
            "authentic*", "admissible", "certif*", "proves", "approved", "autenti*", "аутенти*",
            "автенти*", "сертиф*", "dopustiv*", "prihvatljiv*", "ovjeren*", "overen*", "оверен*",
            "прифатлив*", "pranueshëm", "certifik*", "sertif*", "vërtetohet",
        ]
        for entry in Catalogue.of(locale).entries {
            for word in never {
                #expect(!uses(entry.text, word), "\(locale.tag) \(entry.key): \(word)")
            }
        }
    }

    @Test func `marks what no sworn translator has reviewed, and does not show the mark`() {
        for locale in WordingLocale.allCases {
            let isReviewed = Catalogue.of(locale).entries.map(\.isReviewed)
            #expect(isReviewed.allSatisfy { $0 == (locale == .english) })
            #expect(!Catalogue.of(locale).entries.contains { $0.text.contains("~") })
        }
    }

    private func slots(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.1) })
    }

    private func withoutNames(_ text: String) -> String {
        text.replacing(Transliteration.names, with: "")
    }
}

/// Serbian Latin into Cyrillic, letter by letter; names of standards and files stay as they are.
enum Transliteration {
    static var names: Regex<Substring> {
        /\{[a-z]+\}|SHA-256|FIPS 180-4|RFC \d+|UTC|Ed25519|OpenSSH|manifest-sha256\.txt|Sealed\.json|statement\.json|case\.json/
    }

    static func cyrillic(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        for match in text.matches(of: names) {
            result += letters(rest[..<match.range.lowerBound]) + text[match.range]
            rest = text[match.range.upperBound...]
        }
        return result + letters(rest)
    }

    private static func letters(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let first = rest.first {
            let pair = String(rest.prefix(2))
            if let letter = pairs[pair] {
                result += letter
                rest = rest.dropFirst(2)
            } else {
                result += single[String(first)] ?? String(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static let pairs = [
        "lj": "љ", "nj": "њ", "dž": "џ", "Lj": "Љ", "Nj": "Њ", "Dž": "Џ", "LJ": "Љ", "NJ": "Њ",
        "DŽ": "Џ",
    ]
    private static let single: [String: String] = {
        let latin = "abvgdđežzijklmnoprstćufhcčš"
        let cyrillic = "абвгдђежзијклмнопрстћуфхцчш"
        var table: [String: String] = [:]
        for (one, other) in zip(latin, cyrillic) {
            table[String(one)] = String(other)
            table[one.uppercased()] = other.uppercased()
        }
        return table
    }()
}
