package import Primitives

/// `ConsentAnswer`: what a holder did when it was told that consent was withdrawn.
///
/// It may be said again when more is known: the latest in the home broker's order counts.
/// - SeeAlso: Protocol/consent-withdrawal.md
package struct ConsentAnswer: LaneStatement {
    package static let event = Event.consentAnswer

    /// `previous`: the withdrawal, or an earlier answer to it.
    package let step: LaneStep
    /// SHA-256 of ConsentWithdrawal.json.
    package let withdrawal: SHA256Digest
    package let outcome: Outcome
    package let onward: Onward

    package enum Outcome: Hashable, Sendable {
        /// It is kept and not used, nor passed on, any more.
        case stopped
        /// The own copy was destroyed.
        case erased
        /// - Parameter basis: on what legal ground: one line, without personal data.
        case retained(RetentionReason, basis: String)
    }

    /// Those to whom the holder had passed it on, and those behind them: by digest, never by name.
    package struct Onward: Hashable, Sendable {
        package struct Answer: Hashable, Sendable {
            /// SHA-256 of a ConsentAnswer.json.
            package let digest: SHA256Digest
            package let word: ConsentAnswerWord

            package init(digest: SHA256Digest, word: ConsentAnswerWord) {
                (self.digest, self.word) = (digest, word)
            }
        }

        /// In ascending order of their digests.
        package let answers: [Answer]
        /// How many have not answered yet.
        package let awaited: Int

        package init(answers: [Answer], awaited: Int) {
            self.answers = answers.sorted { $0.digest.hex < $1.digest.hex }
            self.awaited = awaited
        }

        package static let none = Onward(answers: [], awaited: 0)
        /// Most answers that one statement lists, and most that it awaits.
        package static let maximumAnswers = 256
        package static let maximumAwaited = 4096
    }

    package init(
        _ step: LaneStep, withdrawal: SHA256Digest, outcome: Outcome, onward: Onward
    ) {
        (self.step, self.withdrawal) = (step, withdrawal)
        (self.outcome, self.onward) = (outcome, onward)
    }

    package var subjectDigests: [SHA256Digest] { [withdrawal] }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + outcome.members + [JSONMember("onward", onward.json)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .recipient),
            withdrawal: statement.subjects[0].digest,
            outcome: try Outcome(reading: &predicate),
            onward: try Onward(reading: predicate.object("onward")))
    }
}

/// The three answers.
package enum ConsentAnswerWord: String, CaseIterable, Sendable {
    case stopped
    case erased
    case retained = "retained_because"
}

extension ConsentAnswer.Outcome {
    package var word: ConsentAnswerWord {
        switch self {
        case .stopped: .stopped
        case .erased: .erased
        case .retained: .retained
        }
    }

    package var reason: RetentionReason? {
        if case .retained(let reason, _) = self { reason } else { nil }
    }

    package var basis: String? {
        if case .retained(_, let basis) = self { basis } else { nil }
    }

    var members: [JSONMember] {
        [
            JSONMember("answer", word.rawValue),
            JSONMember("reason", reason.map { .string($0.rawValue) } ?? .null),
            JSONMember("basis", basis.map { .string($0) } ?? .null),
        ]
    }

    init(reading predicate: inout JSONObjectReader) throws(JSONSchemaError) {
        let word = try predicate.parsed(
            "answer", expected: "stopped, erased or retained_because"
        ) { ConsentAnswerWord(rawValue: $0) }
        guard word == .retained else {
            for name in ["reason", "basis"] where try predicate.nullableString(name) != nil {
                throw .invalid(
                    path: predicate.path(of: name), expected: "null unless retained_because")
            }
            self = word == .stopped ? .stopped : .erased
            return
        }
        self = .retained(
            try predicate.parsed("reason", expected: "a reason of a ConsentAnswer") {
                RetentionReason(rawValue: $0)
            },
            basis: try predicate.line("basis"))
    }
}

extension ConsentAnswer.Onward {
    var json: JSONValue {
        .object([
            JSONMember(
                "answers",
                .array(
                    answers.map { answer in
                        .object([
                            JSONMember("digest", answer.digest.hex),
                            JSONMember("answer", answer.word.rawValue),
                        ])
                    })),
            JSONMember("awaited", .integer(Int64(awaited))),
        ])
    }

    init(reading object: JSONObjectReader) throws(JSONSchemaError) {
        var reader = object
        var found: [Answer] = []
        for var element in try reader.objects("answers", limit: Self.maximumAnswers) {
            let digest = try element.digest("digest")
            if let last = found.last, last.digest.hex >= digest.hex {
                throw .invalid(
                    path: reader.path(of: "answers"), expected: "ascending, different digests")
            }
            found.append(
                Answer(
                    digest: digest,
                    word: try element.parsed("answer", expected: "an answer") {
                        ConsentAnswerWord(rawValue: $0)
                    }))
        }
        self.init(
            answers: found,
            awaited: Int(try reader.integer("awaited", in: 0...Self.maximumAwaited)))
    }
}
