import Custodian
import Primitives
import Screen

/// Withdrawals of consent as they are shown.
///
/// ```
/// 8d5519fed2e1 to intake@group484.rs: consent withdrawn 2026-11-26T21:00:00Z
///   answer wanted by 2026-12-03T22:00:00Z
///   [x] stopped             2026-11-27T08:00:00Z  intake-officer, group484.rs
///       1 behind them stopped; 1 behind them has not answered
/// ```
enum ConsentText {
    static func write(_ standings: [ConsentStanding], _ format: OutputFormat) {
        switch format {
        case .text: Stream.output.write(text(standings))
        case .json:
            Stream.output.write(
                JSONValue.object([JSONMember("withdrawals", .array(standings.map(json)))])
                    .serializedForScreen())
        }
    }

    static func text(_ standings: [ConsentStanding]) -> String {
        guard !standings.isEmpty else { return "No withdrawal of consent is known here.\n" }
        return standings.map(text).joined()
    }

    private static func text(_ standing: ConsentStanding) -> String {
        let id = standing.consignment.text.prefix(12)
        let place =
            standing.isOurs
            ? "to \(standing.mailbox.text)"
            : "from \(standing.sender.text) to \(standing.mailbox.text)"
        let part =
            standing.part.isEmpty ? "" : ", only for: " + standing.part.joined(separator: ", ")
        var text = "\(id) \(place): consent withdrawn \(standing.withdrawnTime.text)\(part)\n"
        switch standing.state {
        case .silent: text += "  NO ANSWER by \(standing.answerBy.text)\n"
        case .refused:
            text += "  NOT TOLD: \(standing.state.rawValue) [\(standing.refusal ?? "")]\n"
        case .answered: text += "  answer wanted by \(standing.answerBy.text)\n"
        default: text += "  \(standing.state.rawValue), wanted by \(standing.answerBy.text)\n"
        }
        if standing.untold > 0 {
            text += "  not yet passed on to \(standing.untold) of those who got it from here\n"
        }
        return text + standing.answers.map(line).joined()
    }

    private static func line(_ answer: ConsentStanding.Answer) -> String {
        let late = answer.isLate ? "  (late)" : ""
        let kept =
            answer.refusal.map { "  (the broker does not take it: \($0))" }
            ?? (answer.isRecorded ? "" : "  (not yet recorded)")
        var text =
            "  [x] " + TextColumn.padded(word(answer.word), to: 18) + answer.time.text + "  "
            + SafeText.shown(answer.who) + late + kept + "\n"
        if let reason = answer.reason {
            text +=
                "      because: \(SafeText.shown(reason)): \(SafeText.shown(answer.basis ?? ""))\n"
        }
        var behind = ConsentWords.answers.compactMap { word in
            answer.onward[word].map { "\($0) behind them: \(self.word(word))" }
        }
        if answer.onwardAwaited > 0 {
            behind.append("\(answer.onwardAwaited) behind them: no answer yet")
        }
        return behind.isEmpty ? text : text + "      " + behind.joined(separator: "; ") + "\n"
    }

    /// In plain words.
    private static func word(_ word: String) -> String {
        word == "retained_because" ? "kept" : word
    }

    /// What somebody here has to know or to do, on standard error.
    static func notices(_ standings: [ConsentStanding]) {
        for standing in standings where standing.isOpenHere {
            let part =
                standing.part.isEmpty
                ? "" : " (" + standing.part.joined(separator: ", ") + ")"
            let late = standing.state == .silent ? "The time to answer is over. " : ""
            let id = standing.consignment.text
            if standing.latest != nil {
                Notices.say(
                    "plomba: CONSENT WITHDRAWN\(part): \(id) from \(standing.sender.text). Not all who got it "
                        + "from you were told: plomba consent answer \(id.prefix(12))")
                continue
            }
            Notices.say(
                "plomba: CONSENT WITHDRAWN\(part): \(id) from \(standing.sender.text). Stop using it. \(late)"
                    + "Answer by \(standing.answerBy.text): plomba consent answer \(id.prefix(12)) stopped"
            )
        }
        for standing in standings where standing.isOurs && standing.state == .unrecorded {
            Notices.say(
                "plomba: NOT TOLD YET: the broker has not taken the withdrawal of consent to "
                    + "\(standing.mailbox.text) for \(standing.consignment.text): call them")
        }
        for standing in standings where standing.isOurs && standing.state == .refused {
            Notices.say(
                "plomba: NOT TOLD: the broker does not take the withdrawal of consent to "
                    + "\(standing.mailbox.text) for \(standing.consignment.text) "
                    + "[\(standing.refusal ?? "")]: call them, and say it anew: plomba consent withdraw "
                    + "\(standing.consignment.text.prefix(12))")
        }
        for standing in standings where !standing.isOurs {
            guard let code = standing.refusedAnswer?.refusal else { continue }
            Notices.say(
                "plomba: the broker does not take your answer about consent for "
                    + "\(standing.consignment.text) [\(code)]: call \(standing.sender.text), and answer anew"
            )
        }
        for standing in standings where standing.isOurs && standing.state == .silent {
            Notices.say(
                "plomba: NO ANSWER from \(standing.mailbox.text) by \(standing.answerBy.text) about consent for "
                    + "\(standing.consignment.text): call them")
        }
    }

    static func json(_ standing: ConsentStanding) -> JSONValue {
        .object([
            JSONMember("consignment", .string(standing.consignment.text)),
            JSONMember("mailbox", .string(standing.mailbox.text)),
            JSONMember("sender", .string(standing.sender.text)),
            JSONMember("ours", .bool(standing.isOurs)),
            JSONMember("time", .string(standing.withdrawnTime.text)),
            JSONMember("who", .string(standing.who)),
            JSONMember("answerBy", .string(standing.answerBy.text)),
            JSONMember("part", .array(standing.part.map { .string($0) })),
            JSONMember("forwarded", .bool(standing.isForwarded)),
            JSONMember("state", .string(word(standing.state))),
            JSONMember("refusal", standing.refusal.map { .string($0) } ?? .null),
            JSONMember("untold", .integer(Int64(standing.untold))),
            JSONMember("answers", .array(standing.answers.map(json))),
        ])
    }

    private static func word(_ state: ConsentStanding.State) -> String {
        switch state {
        case .unrecorded: "unrecorded"
        case .refused: "refused"
        case .notHeld: "not-held"
        case .awaited: "awaited"
        case .silent: "silent"
        case .answered: "answered"
        }
    }

    private static func json(_ answer: ConsentStanding.Answer) -> JSONValue {
        .object([
            JSONMember("answer", .string(answer.word)),
            JSONMember("reason", answer.reason.map { .string($0) } ?? .null),
            JSONMember("basis", answer.basis.map { .string($0) } ?? .null),
            JSONMember("time", .string(answer.time.text)),
            JSONMember("who", .string(answer.who)),
            JSONMember("late", .bool(answer.isLate)),
            JSONMember("recorded", .bool(answer.isRecorded)),
            JSONMember("refusal", answer.refusal.map { .string($0) } ?? .null),
            JSONMember(
                "onward",
                .object(
                    ConsentWords.answers.map { word in
                        JSONMember(word, .integer(Int64(answer.onward[word] ?? 0)))
                    } + [JSONMember("awaited", .integer(Int64(answer.onwardAwaited)))])),
        ])
    }
}
