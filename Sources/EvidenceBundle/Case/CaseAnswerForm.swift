/// What a single text of a case must look like, for whoever asks a person for one.
package enum CaseAnswerForm: Sendable {
    /// 1 to 128 bytes on one line.
    case reference
    /// One line of at most `limit` bytes.
    case line(limit: Int)
    /// Several lines, at most ``CaseLimits/text`` bytes.
    case text
    case organisation
    /// A class of recipients, or an organisation.
    case recipient
    case consentPart
    case language
    case country
    case code
    case sha256

    /// What is wrong about it, without repeating it; nil when it is as it must be.
    package func complaint(about text: String) -> String? {
        if case .line = self, text.utf8.contains(0x0A) { return "must be on one line" }
        return CaseText.expectation(of: shape, for: text)
    }

    private var shape: CaseShape {
        switch self {
        case .reference: .reference
        case .line(let limit): .text(maximum: limit)
        case .text: .text(maximum: CaseLimits.text)
        case .organisation: .organisation
        case .recipient: .recipient
        case .consentPart: .consentPart
        case .language: .language
        case .country: .country
        case .code: .code
        case .sha256: .sha256
        }
    }
}
