/// Says what a report has to say, in one language.
package struct Wording: Sendable {
    package let locale: WordingLocale

    package init(_ locale: WordingLocale) { self.locale = locale }

    /// - Parameter values: what stands in the slots of the phrase.
    package func say(_ phrase: Phrase, _ values: [Slot: Passage] = [:]) -> Passage {
        filled(phrase.rawValue, values)
    }

    /// The same, of a paper beside the report.
    package func say(_ phrase: PaperPhrase, _ values: [Slot: Passage] = [:]) -> Passage {
        filled(phrase.rawValue, values)
    }

    /// The same, of the record of consent and the notice of its withdrawal.
    package func say(_ phrase: ConsentPhrase, _ values: [Slot: Passage] = [:]) -> Passage {
        filled(phrase.rawValue, values)
    }

    /// The same, of statistics.
    package func say(_ phrase: StatisticsPhrase, _ values: [Slot: Passage] = [:]) -> Passage {
        filled(phrase.rawValue, values)
    }

    /// The form that `count` takes; the number itself stands in `{count}`.
    package func say(
        _ phrase: CountedPhrase, _ count: UInt64, _ values: [Slot: Passage] = [:]
    ) -> Passage {
        let form = locale.pluralRule.form(of: count)
        var values = values
        values[.count] = number(count)
        return filled("\(phrase.rawValue)[\(form.rawValue)]", values)
    }

    /// The word of a vocabulary; nil for one that it does not have.
    package func word(_ family: WordFamily, _ word: String) -> Passage? {
        locale.catalogue["\(family.rawValue).\(word)"].map(Passage.words)
    }

    /// The word of a vocabulary, or what stands in the material where it has no such word.
    package func wordOrQuote(_ family: WordFamily, _ word: String) -> Passage {
        self.word(family, word) ?? .outside(word)
    }

    /// `1.234.567`
    package func number(_ number: UInt64) -> Passage {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += locale.groupingMark }
            text.append(digit)
        }
        return .words(text)
    }

    /// A test holds that every key is there in every language, so that the English text never is the
    /// answer in another one.
    private func filled(_ key: String, _ values: [Slot: Passage]) -> Passage {
        let template =
            locale.catalogue[key] ?? WordingLocale.english.catalogue[key] ?? key
        var passage = Passage([])
        for part in Template.parts(of: template) {
            switch part {
            case .words(let text): passage.append(.words(text))
            case .slot(let slot): passage.append(values[slot] ?? Passage([]))
            }
        }
        return passage
    }
}

/// A list of words with one key each: `event.Sealed`, `word.type.video`.
package enum WordFamily: String, CaseIterable, Sendable {
    case event
    case act
    case check
    case reason
    case itemType = "word.type"
    case copyStatus = "word.copy"
    case method = "word.method"
    case originalAvailable = "word.original"
    case purpose = "word.purpose"
    case basis = "word.basis"
    case recipient = "word.recipient"
    case giver = "word.giver"
    case part = "word.part"
    case onward = "word.onward"
    case explained = "word.explained"
    case form = "word.form"
    case priority = "word.priority"
    case childAlone = "word.alone"
    case month
    case question = "word.question"
    case state = "word.state"
    case answer = "word.answer"
    case withdrawal = "word.withdrawal"
    case leftOut = "word.left"
}

/// A sentence of the catalogue, cut at its slots.
enum Template {
    enum Part: Equatable {
        case words(String)
        case slot(Slot)
    }

    /// What stands in braces and is no slot stays as it is.
    static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            let before = rest[..<open]
            if let slot = Slot(rawValue: String(name)) {
                if !before.isEmpty { parts.append(.words(String(before))) }
                parts.append(.slot(slot))
            } else {
                parts.append(.words(String(rest[...close])))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.words(String(rest))) }
        return parts
    }
}
