/// The form that a word takes after a number.
package enum PluralForm: String, CaseIterable, Sendable {
    case one, few, other
}

/// Which number takes which form. (Unicode CLDR, cardinal plurals of whole numbers.)
package enum PluralRule: Sendable {
    /// 1, 21, 31; 2-4, 22-24; everything else. 11 to 14 are not like 1 to 4.
    case southSlavic
    /// 1, 21, 31; everything else. 11 is not like 1.
    case macedonian
    /// 1; everything else.
    case singular

    package var forms: [PluralForm] {
        switch self {
        case .southSlavic: [.one, .few, .other]
        case .macedonian, .singular: [.one, .other]
        }
    }

    package func form(of count: UInt64) -> PluralForm {
        let (last, lastTwo) = (count % 10, count % 100)
        switch self {
        case .southSlavic:
            if last == 1, lastTwo != 11 { return .one }
            return (2...4).contains(last) && !(12...14).contains(lastTwo) ? .few : .other
        case .macedonian: return last == 1 && lastTwo != 11 ? .one : .other
        case .singular: return count == 1 ? .one : .other
        }
    }
}

extension WordingLocale {
    package var pluralRule: PluralRule {
        switch self {
        case .bosnian, .croatian, .serbianLatin, .serbianCyrillic, .montenegrin: .southSlavic
        case .macedonian: .macedonian
        case .albanian, .english: .singular
        }
    }
}
