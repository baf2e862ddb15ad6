import Custodian
import Primitives
import Screen

/// Who of two partners has confirmed the other, as it is shown to people and programs.
enum PartnerSheet {
    static func add(_ confirmation: PartnerConfirmation, to sheet: inout Sheet) {
        sheet.add("Confirmed by", words(confirmation.side), name: "confirmed")
        sheet.set("confirmedBy", .string(confirmation.side.rawValue))
    }

    /// Which side has not, and what to do about it: after the sheet.
    static func tell(_ confirmation: PartnerConfirmation) {
        if let sentence = confirmation.sentence { Notices.say(sentence) }
        if let hint = confirmation.hint { Notices.say("  " + hint) }
    }

    static func add(_ answer: AnswerDigits, to sheet: inout Sheet) {
        sheet.say("Your answer, to read to them:")
        sheet.say("  " + answer.text)
        sheet.set("answer", .string(answer.text))
    }

    /// A case from a partner, or for some: the sheet, and what has to be heard beside it.
    static func write(
        _ sheet: Sheet, _ confirmations: [PartnerConfirmation], _ format: OutputFormat
    ) {
        var sheet = sheet
        sheet.set("partners", json(confirmations))
        sheet.write(format)
        notices(confirmations)
    }

    /// What is said beside a case that goes to, or came from, partners of whom not both sides have confirmed.
    static func notices(_ confirmations: [PartnerConfirmation]) {
        for sentence in confirmations.compactMap(\.sentence) { Notices.say(sentence) }
    }

    static func json(_ confirmations: [PartnerConfirmation]) -> JSONValue {
        .array(
            confirmations.map { confirmation in
                .object([
                    JSONMember("organisation", .string(confirmation.name.text)),
                    JSONMember("fingerprint", .string(confirmation.fingerprint.text)),
                    JSONMember("confirmedBy", .string(confirmation.side.rawValue)),
                ])
            })
    }

    private static func words(_ side: PartnerConfirmation.Side) -> String {
        switch side {
        case .both: "both sides"
        case .us: "you; not by them yet"
        case .them: "them; not here yet"
        case .nobody: "nobody yet"
        }
    }
}
