import ArgumentParser
import Custodian
import Primitives
import Screen
import Verification

extension CaseCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Find every wrong field of a case.json.",
            discussion: """
                One message for each: which field, what it must be, and what to do. What stands in the field is \
                never repeated. Exit status 2 when something is wrong, 1 when the file cannot be read.

                  plomba case check case.json
                  plomba case check case.json --format json
                """)

        @Argument(help: "The case.json.")
        var file: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let flaws = try CaseFile.flaws(file)
            switch global.format {
            case .text:
                Stream.output.write(
                    flaws.isEmpty
                        ? "No wrong field.\n" : CaseFlawText.text(flaws) + "\n")
            case .json: Stream.output.write(json(flaws).serializedForScreen())
            }
            guard !flaws.isEmpty else { return }
            Notices.say(
                "plomba: \(flaws.count == 1 ? "one field is" : "\(flaws.count) fields are") "
                    + "wrong [case.invalid]")
            Notices.say("  correct them and run the command again")
            throw EndWithStatus(status: FailureStatus.failedVerification)
        }

        private func json(_ flaws: [CaseFlaw]) -> JSONValue {
            .object([
                JSONMember("valid", .bool(flaws.isEmpty)),
                JSONMember("problems", .array(flaws.map(CaseFlawText.json))),
            ])
        }
    }
}

/// Wrong fields as they are told.
///
/// ```
/// preview.priority: must be one of emergency, urgent, routine [case.field-unknown-word]
///   choose one of these words, spelled as they are here
/// ```
enum CaseFlawText {
    static func text(_ flaws: [CaseFlaw]) -> String {
        flaws.map { flaw in
            SafeText.sentence(flaw.message) + " [\(flaw.code)]\n  " + flaw.remedy
        }.joined(separator: "\n")
    }

    static func json(_ flaw: CaseFlaw) -> JSONValue {
        .object([
            JSONMember("code", .string(flaw.code)),
            JSONMember("field", .string(flaw.field)),
            JSONMember("message", .string(flaw.expectation)),
            JSONMember("hint", .string(flaw.remedy)),
        ])
    }
}
