package import Primitives

/// `ConsentWithdrawal`: a member of the sender says to whoever holds a delivery that the person has
/// withdrawn consent. It stands beside the lane and ends nothing.
///
/// - SeeAlso: Protocol/consent-withdrawal.md
package struct ConsentWithdrawal: LaneStatement {
    package static let event = Event.consentWithdrawal

    /// `previous`: the deposit, or the withdrawal of this lane that the signer knew last.
    package let step: LaneStep
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    /// What is withdrawn; nil: all of it.
    package let part: Part?
    /// A whole hour after `step.claimedTime`: by when each holder answers.
    package let answerBy: Timestamp
    /// SHA-256 of the ConsentWithdrawal.json that the signer was sent itself and passes on; nil for
    /// who heard it from the person.
    package let received: SHA256Digest?

    /// What is withdrawn where it is not the whole: at least one word in all.
    package struct Part: Hashable, Sendable {
        /// Who must not have it: classes of case.md, section 4, or names of organisations.
        package let recipients: [String]
        /// What it must not be used for: purposes of case.md.
        package let uses: [String]
        /// Which parts of it: the words of `scope` and `anonymise` of case.md.
        package let contents: [String]

        package init(recipients: [String], uses: [String], contents: [String]) {
            (self.recipients, self.uses, self.contents) = (recipients, uses, contents)
        }

        package var isEmpty: Bool { recipients.isEmpty && uses.isEmpty && contents.isEmpty }
    }

    package init(
        _ step: LaneStep, deposit: SHA256Digest, part: Part?, answerBy: Timestamp,
        received: SHA256Digest?
    ) {
        (self.step, self.deposit, self.part) = (step, deposit, part)
        (self.answerBy, self.received) = (answerBy, received)
    }

    package var subjectDigests: [SHA256Digest] { [deposit] }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + [
            JSONMember("part", part?.json ?? .null),
            JSONMember("answerBy", answerBy.text),
            JSONMember("received", received.map { .string($0.hex) } ?? .null),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .sender),
            deposit: statement.subjects[0].digest,
            part: try Part.reading(predicate.nullableObject("part")),
            answerBy: try predicate.timestamp("answerBy"),
            received: try predicate.nullableDigest("received"))
        guard answerBy.wholeHour, answerBy > step.claimedTime else {
            throw .invalid(
                path: "predicate.answerBy", expected: "a whole hour after claimedTime")
        }
    }
}

extension ConsentWithdrawal.Part {
    /// The words that a withdrawal may name, in each list.
    package static let recipientClasses = [
        "service_provider", "prosecutor", "police", "asylum_authority", "consulate",
    ]
    package static let knownUses = [
        "services", "legal_aid", "family_tracing", "criminal_complaint", "court", "statistics",
        "training",
    ]
    package static let knownContents = [
        "narrative", "identity", "contact", "health", "location", "media", "name", "face", "voice",
        "family",
    ]
    /// Most words in one list.
    package static let maximumWords = 16

    package var json: JSONValue {
        func list(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }
        return .object([
            JSONMember("recipients", list(recipients)), JSONMember("uses", list(uses)),
            JSONMember("contents", list(contents)),
        ])
    }

    package static func isRecipient(_ word: String) -> Bool {
        isIn(recipientClasses, word) || OrganisationName(word) != nil
    }
    package static func isUse(_ word: String) -> Bool { isIn(knownUses, word) }
    package static func isContent(_ word: String) -> Bool { isIn(knownContents, word) }

    private static func isIn(_ words: [String], _ word: String) -> Bool {
        words.contains { $0.utf8.elementsEqual(word.utf8) }
    }

    package static func reading(_ object: JSONObjectReader?) throws(JSONSchemaError) -> Self? {
        guard var reader = object else { return nil }
        let part = Self(
            recipients: try words("recipients", in: &reader, isRecipient),
            uses: try words("uses", in: &reader, isUse),
            contents: try words("contents", in: &reader, isContent))
        guard !part.isEmpty else {
            throw .invalid(path: "predicate.part", expected: "at least one word, or null")
        }
        return part
    }

    private static func words(
        _ name: String, in reader: inout JSONObjectReader, _ isKnown: (String) -> Bool
    ) throws(JSONSchemaError) -> [String] {
        let words = try reader.strings(name, limit: maximumWords)
        guard words.allSatisfy(isKnown), Set(words.map { Array($0.utf8) }).count == words.count
        else {
            throw .invalid(
                path: reader.path(of: name), expected: "different words of the specification")
        }
        return words
    }
}
