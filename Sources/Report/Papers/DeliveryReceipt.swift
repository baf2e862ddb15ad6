import Custody
import EvidenceBundle
import Primitives
import Wording

/// What the server, the recipient's computer and a person said about one consignment: three things that
/// are easily taken for one.
extension ReportWriter {
    private enum Stage: CaseIterable {
        case server, refused, computer, person, other

        var title: PaperPhrase {
            switch self {
            case .server: .deliveryServer
            case .refused: .deliveryRefused
            case .computer: .deliveryComputer
            case .person: .deliveryPerson
            case .other: .deliveryOther
            }
        }

        init?(_ event: Event) {
            switch event {
            case .submissionAcceptance, .relayAcceptance, .contentConsignment: self = .server
            // Beside the line of what a server has, never in it.
            case .submissionRejection, .relayRejection, .relayFailure: self = .refused
            case .contentHandover: self = .computer
            case .acknowledgement, .consignmentAcceptance, .consignmentRejection: self = .person
            case .deposit, .sealed: return nil
            default: self = .other
            }
        }

        /// Whether the paper says so where nobody spoke of it.
        var isFixed: Bool { self == .server || self == .computer || self == .person }
    }

    var delivery: [Block] {
        var blocks: [Block] = [deliveryVerdict, .facts(caseNumbers + deliveryFacts)]
        for mailbox in findings.mailboxes {
            blocks.append(
                .heading(
                    wording.say(.deliveryTo, [.name: .outside(mailbox.text)])))
            blocks.append(.table(lane(mailbox)))
        }
        return blocks + [
            .facts(others), .paragraph(zoneNote), .paragraph(wording.say(.deliveryNote)),
            .page(wording.say(.deliveryAnnex)),
        ] + checkAnnex.dropFirst() + [.heading(wording.say(.sectionRoots))] + roots
    }

    private var deliveryVerdict: Block {
        let title = wording.say(.verdictTitle)
        let verdict = findings.verdict
        if !verdict.failures.isEmpty {
            return .verdict(
                .fails, title: title,
                lines: refusal + [wording.say(.verdictFailedProof)]
                    + verdict.failures.map(sentence))
        }
        let holds = findings.isDeliveryVouchedFor
        return .verdict(
            holds && refusal.isEmpty ? .holds : .open, title: title,
            lines: refusal + [wording.say(holds ? .deliveryHolds : .deliveryOpen)])
    }

    /// Whoever reads the first line only has to learn of it; also where its signer is not known here.
    private var refusal: [Passage] {
        let isRefused = findings.statements.contains {
            $0.standing != .broken && $0.event.flatMap(Stage.init) == .refused
        }
        return isRefused ? [wording.say(.deliveryNotTaken)] : []
    }

    private var deliveryFacts: [Block.Fact] {
        let sent = findings.statements.first { $0.event == .deposit }
        return [
            Block.Fact(
                wording.say(.deliverySender),
                [
                    .outside(findings.sender?.text ?? "–"),
                    sent.map { status($0.standing) }
                        ?? .words("–"),
                ]),
            Block.Fact(
                wording.say(.packingDeadlineLabel), [findings.deadline.map(moment) ?? .words("–")]),
        ]
    }

    private func lane(_ mailbox: MailboxAddress) -> Table {
        let said = findings.statements.filter { $0.mailbox == nil || $0.mailbox == mailbox }
        var rows: [Table.Row] = []
        for stage in Stage.allCases {
            let found = said.filter { $0.event.flatMap(Stage.init) == stage }
            rows += found.map { row($0, wording.say(stage.title)) }
            if found.isEmpty, stage.isFixed {
                rows.append(
                    Table.Row([
                        [wording.say(stage.title)], [wording.say(.deliveryNothing)], [], [],
                    ]))
            }
        }
        return Table(
            [
                (wording.say(.deliveryStage), 22), (wording.say(.deliverySaid), 29),
                (wording.say(.timelineTime), 31), (wording.say(.timelineCheck), 18),
            ], rows)
    }

    private func row(_ found: FoundStatement, _ stage: Passage) -> Table.Row {
        let number = findings.statements.firstIndex { $0.path == found.path }.map { $0 + 1 }
        let place = Passage.words(number.map(String.init) ?? "–")
        var said = [
            place.followed(by: act(found), after: ". "), .outside(found.party ?? "–"),
            .outside(found.role ?? ""),
        ]
        said += consentRemarks(found, place)
        if let reason = found.predicate["reason"]?.line {
            let words = wording.wordOrQuote(.reason, reason)
            said.append(wording.say(.detailsReason, [.text: words]))
        }
        var time = [found.time.map(moment) ?? wording.say(.timelineNoTime)]
        if found.time != nil {
            time.append(
                wording.say(
                    found.event == .submissionAcceptance ? .timelineByBroker : .timelineClaimed))
        }
        if let bound = found.bound {
            time.append(wording.say(.timelineNotLater, [.time: moment(bound)]))
        }
        return Table.Row(
            [[stage], said, time, [status(found.standing)]],
            found.holds || found.standing == .stranger ? .plain : .failed)
    }

    /// What the log, its witnesses and authorities of time say.
    private var others: [Block.Fact] {
        let codes: [CheckCode] = [.logInclusion, .logWitnesses, .timeToken]
        return codes.map { code in
            let outcome = findings.verdict.checks.first { $0.code == code }?.outcome
            let phrase: Phrase =
                switch outcome {
                case .passed: .annexPassed
                case .failed: .annexFailed
                default: .annexNotChecked
                }
            return Block.Fact(
                wording.wordOrQuote(.check, code.rawValue), [wording.say(phrase)])
        }
    }

    private var zoneNote: Passage {
        offset.map { wording.say(.deliveryZone, [.offset: .words($0.text)]) }
            ?? wording.say(.deliveryUtc)
    }
}

extension CaseFindings {
    /// Whether all that has to be checked of a delivery was, and every step rests on a key that somebody here
    /// has confirmed: a folder can bring along organisations of any name.
    package var isDeliveryVouchedFor: Bool {
        let chain = verdict.checks.first { $0.code == .custodyChain }
        return verdict.isPositive && chain?.outcome == .passed
    }
}
