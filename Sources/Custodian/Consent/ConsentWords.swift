import Custody

/// The words of a withdrawal of consent and of its answers, for help texts.
package enum ConsentWords {
    package static let recipients = list(ConsentWithdrawal.Part.recipientClasses)
    package static let uses = list(ConsentWithdrawal.Part.knownUses)
    package static let parts = list(ConsentWithdrawal.Part.knownContents)
    package static let answers = ConsentAnswerWord.allCases.map(\.rawValue)

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
