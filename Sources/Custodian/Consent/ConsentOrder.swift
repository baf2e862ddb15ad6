import Custody
package import Primitives

/// What of a case a person does not agree to any more.
package struct ConsentOrder: Sendable {
    let prefix: ConsignmentPrefix
    let part: ConsentWithdrawal.Part?
    let answerBy: Timestamp?

    /// - Parameter answerBy: a whole hour to come; nil: a week from now.
    package init(
        _ prefix: ConsignmentPrefix, recipients: [String], uses: [String], contents: [String],
        answerBy: Timestamp?
    ) throws(ConsentWithdrawalError) {
        let part = ConsentWithdrawal.Part(
            recipients: recipients, uses: uses, contents: contents)
        let most = ConsentWithdrawal.Part.maximumWords
        for (words, isKnown) in [
            (recipients, ConsentWithdrawal.Part.isRecipient),
            (uses, ConsentWithdrawal.Part.isUse),
            (contents, ConsentWithdrawal.Part.isContent),
        ] {
            if let word = words.first(where: { !isKnown($0) }) { throw .word(word) }
            guard words.count <= most, Set(words).count == words.count else { throw .words }
        }
        self.prefix = prefix
        self.part = part.isEmpty ? nil : part
        self.answerBy = answerBy
    }
}
