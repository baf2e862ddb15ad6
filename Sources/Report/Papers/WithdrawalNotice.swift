import Custody
import Primitives
import Wording

/// For the person and the file: what was withdrawn, who was told, and what each holder has answered.
/// Silence is shown as silence. (decision 0135)
extension ReportWriter {
    var withdrawalNotice: [Block] {
        var blocks: [Block] = [outcome, .facts(caseNumbers)]
        for lane in lanes {
            blocks += [.heading(heading(lane[0])), .table(table(lane))]
        }
        let notes: [ConsentPhrase] = [
            .withdrawnNoteWord, .withdrawnNoteGone, .withdrawnNoteChain, .withdrawnNoteHand,
            .withdrawnNoteKnown,
        ]
        return blocks + [
            .box(title: wording.say(.paperLimitsTitle), lines: notes.map { wording.say($0) }),
            maker,
        ]
    }

    /// Those of one delivery, in their order.
    private var lanes: [[FoundWithdrawal]] {
        var lanes: [[FoundWithdrawal]] = []
        for found in findings.withdrawals {
            if let last = lanes.last?.last, last.consignment == found.consignment,
                last.mailbox == found.mailbox, last.sender == found.sender
            {
                lanes[lanes.count - 1].append(found)
            } else {
                lanes.append([found])
            }
        }
        return lanes
    }

    private func heading(_ found: FoundWithdrawal) -> Passage {
        let name =
            if let sender = found.sender {
                wording.say(.withdrawnReceived, [.name: .outside(sender.text)])
            } else {
                wording.say(.withdrawnSent, [.name: .outside(found.mailbox.text)])
            }
        return name.followed(by: .code(found.consignment.text), after: " · ")
    }

    private var outcome: Block {
        let all = findings.withdrawals
        var lines: [Passage] = []
        if findings.refusedWithdrawals > 0 {
            let count = wording.number(UInt64(findings.refusedWithdrawals))
            lines.append(wording.say(.withdrawnLeftOut, [.count: count]))
        }
        if all.contains(where: { $0.state == .silent }) {
            lines.append(wording.say(.withdrawnSomeSilent))
        }
        if all.contains(where: \.isUntold) { lines.append(wording.say(.withdrawnSomeUntold)) }
        let title = wording.say(.verdictTitle)
        guard lines.isEmpty else { return .verdict(.fails, title: title, lines: lines) }
        let told = all.filter { $0.state != .withheld }
        guard !told.isEmpty else {
            return .verdict(.open, title: title, lines: [wording.say(.withdrawnWithheld)])
        }
        let isOpen = told.contains(where: \.isOpen)
        return .verdict(
            isOpen ? .open : .holds, title: title,
            lines: [wording.say(isOpen ? .withdrawnSomeOpen : .withdrawnAllAnswered)])
    }

    private func table(_ lane: [FoundWithdrawal]) -> Table {
        Table(
            [
                (wording.say(.withdrawnWord), 34), (wording.say(.withdrawnAnswerBy), 21),
                (wording.say(.withdrawnAnswer), 45),
            ],
            lane.map { found in
                let time = found.answerBy.map(moment) ?? .words("–")
                let isLoud = found.state == .silent || found.isUntold
                return Table.Row(
                    [word(found), [time], came(of: found)], isLoud ? .failed : .plain)
            })
    }

    private func word(_ found: FoundWithdrawal) -> [Passage] {
        var lines: [Passage] = []
        if let part = found.part {
            if !part.recipients.isEmpty {
                lines.append(
                    wording.say(.withdrawnRecipients, [.text: recipients(shown(part.recipients))]))
            }
            if !part.uses.isEmpty {
                let uses = part.uses.map { wording.wordOrQuote(.purpose, SafeText.shown($0)) }
                lines.append(wording.say(.withdrawnUses, [.text: .list(uses)]))
            }
            if !part.contents.isEmpty {
                lines.append(
                    wording.say(.withdrawnContents, [.text: parts(shown(part.contents))]))
            }
        } else {
            lines.append(wording.say(.withdrawnAll))
        }
        let signed = found.who.map {
            wording.say(.withdrawnBy, [.name: .outside($0), .time: moment(found.time)])
        }
        lines.append(signed ?? moment(found.time))
        return found.isForwarded ? lines + [wording.say(.withdrawnForwarded)] : lines
    }

    private func shown(_ words: [String]) -> [String] { words.map { SafeText.shown($0) } }

    /// What came of it: the answer that counts and those before it, or why there is none.
    private func came(of found: FoundWithdrawal) -> [Passage] {
        let said: [Passage] =
            switch found.state {
            case .answered: []
            case .unrecorded: [wording.say(.withdrawnUnrecorded)]
            case .refused(let code): [wording.say(.withdrawnRefused, [.text: .code(code)])]
            case .notHeld: [wording.say(.withdrawnNotHeld)]
            case .awaited: [wording.say(.withdrawnAwaited)]
            case .silent: [wording.say(.withdrawnSilent)]
            case .withheld: [wording.say(.withdrawnWithheld)]
            }
        var lines = said + answers(found)
        if found.untold > 0 {
            let count = wording.number(UInt64(found.untold))
            lines.append(wording.say(.withdrawnUntold, [.count: count]))
        }
        return lines
    }

    /// The last one first, whole; of those before it what they said.
    private func answers(_ found: FoundWithdrawal) -> [Passage] {
        found.answers.reversed().enumerated().flatMap { index, answer -> [Passage] in
            let first = index == 0 ? [] : [wording.say(.withdrawnEarlier)]
            return first + lines(answer) + (index == 0 ? [onward(answer)] : [])
        }
    }

    private func lines(_ answer: FoundWithdrawal.Answer) -> [Passage] {
        let said: Passage =
            switch answer.outcome {
            case .stopped: wording.say(.withdrawnStopped)
            case .erased: wording.say(.withdrawnErased)
            case .retained(let reason, let basis):
                wording.say(
                    .withdrawnRetained,
                    [
                        .reason: wording.wordOrQuote(.reason, reason.rawValue),
                        .text: .outside(SafeText.shown(basis)),
                    ])
            }
        var lines = [
            said,
            wording.say(
                .withdrawnAnswered, [.name: .outside(answer.who), .time: moment(answer.time)]),
        ]
        if answer.isLate { lines.append(wording.say(.withdrawnLate)) }
        if let refusal = answer.refusal {
            lines.append(wording.say(.withdrawnAnswerRefused, [.text: .code(refusal)]))
        } else if !answer.isRecorded {
            lines.append(wording.say(.withdrawnAnswerUnrecorded))
        }
        return lines
    }

    private func onward(_ answer: FoundWithdrawal.Answer) -> Passage {
        let onward = answer.onward
        guard !onward.answers.isEmpty || onward.awaited > 0 else {
            return wording.say(.withdrawnOnwardNone)
        }
        func count(_ word: ConsentAnswerWord) -> Passage {
            wording.number(UInt64(onward.answers.count { $0.word == word }))
        }
        return wording.say(
            .withdrawnOnward,
            [
                .valid: count(.stopped), .number: count(.erased), .total: count(.retained),
                .count: wording.number(UInt64(max(0, onward.awaited))),
            ])
    }
}
