import BagIt
import Custody
import EvidenceBundle
import Primitives
import Wording

/// Page one: who, what, when, where and how; one verdict; what it does not show.
extension ReportWriter {
    /// More than this many exhibits or differences are counted on page one, and listed later.
    private static let shownOnFront = 6

    var front: [Block] {
        // Nothing that others wrote stands before the verdict, or can push it off the page.
        [
            verdict,
            .facts([
                Block.Fact(
                    wording.say(.reportCaseNumber), [.outside(view.caseNumber ?? "–")]),
                Block.Fact(wording.say(.reportOwnNumber), [.words("……………………………")]),
            ]),
            .facts([
                Block.Fact(wording.say(.whoLabel), who),
                Block.Fact(wording.say(.whatLabel), what),
                Block.Fact(wording.say(.whenLabel), when),
                Block.Fact(wording.say(.whereLabel), place),
                Block.Fact(wording.say(.howLabel), how),
            ]),
            .box(
                title: wording.say(.limitsTitle),
                lines: [.limitsContent, .limitsRecording, .limitsPerson, .limitsLaw].map {
                    wording.say($0)
                }),
        ]
    }

    var who: [Passage] {
        var lines: [Passage] = []
        if let sealer = findings.sealer {
            lines.append(
                wording.say(
                    .whoSealer,
                    [
                        .organisation: .outside(sealer.organisation.text),
                        .role: .outside(sealer.role),
                    ]))
        } else if let sender = findings.sender {
            lines.append(
                wording.say(.whoClaimedSealer, [.organisation: .outside(sender.text)]))
        } else {
            lines.append(wording.say(.whoUnreadable))
        }
        if !findings.mailboxes.isEmpty {
            let names = Passage.list(findings.mailboxes.map { .outside($0.text) })
            lines.append(wording.say(.whoRecipients, [.mailboxes: names]))
        }
        for found in findings.statements
        where found.event == .consignmentAcceptance && found.holds {
            lines.append(
                wording.say(
                    .whoTaker,
                    [
                        .organisation: .outside(found.party ?? "–"),
                        .role: .outside(found.role ?? "–"),
                    ]))
        }
        return lines
    }

    var what: [Passage] {
        var lines: [Passage] = []
        let numbers = view.items.compactMap(\.exhibitNumber)
        if view.items.isEmpty {
            lines.append(wording.say(.whatNoItems))
        } else {
            var shown = Passage.list(numbers.prefix(Self.shownOnFront).map(Passage.outside))
            if numbers.count > Self.shownOnFront {
                let rest = UInt64(numbers.count - Self.shownOnFront)
                shown = shown.followed(
                    by: wording.say(
                        .whatMoreNumbers,
                        [.count: wording.number(rest), .section: number(.exhibits)]), after: ", ")
            }
            lines.append(
                wording.say(.whatItems, UInt64(view.items.count), [.numbers: shown]))
        }
        return lines + [total]
    }

    /// How many files, and how large.
    var total: Passage {
        let bytes = findings.files.reduce(UInt64(0)) { sum, file in
            let (total, overflow) = sum.addingReportingOverflow(file.size)
            return overflow ? .max : total
        }
        return wording.say(
            .whatTotal,
            [
                .files: wording.say(.countFiles, UInt64(findings.files.count)),
                .bytes: wording.say(.countBytes, bytes),
            ])
    }

    private var when: [Passage] {
        var lines: [Passage] = []
        if let sealer = findings.sealer {
            lines.append(wording.say(.whenSealed, [.time: moment(sealer.sealedTime)]))
        }
        if let receipt = findings.receipt {
            let received = wording.say(
                .whenReceived,
                [.broker: .outside(receipt.broker), .time: moment(receipt.receivedTime)])
            lines.append(
                receipt.isConfirmed
                    ? received : received.followed(by: wording.say(.whenUnconfirmed), after: "; "))
        } else {
            lines.append(wording.say(.whenNoReceipt))
        }
        if let after = findings.lowerBound {
            lines.append(wording.say(.whenAfter, [.time: moment(after)]))
        }
        if let bound = findings.bound {
            lines.append(wording.say(.whenBound, [.time: moment(bound)]))
        }
        return lines
    }

    private var place: [Passage] {
        var lines: [Passage] = []
        if let route = view.route {
            lines.append(
                wording.say(.whereRoute, [.from: .outside(route.from), .to: .outside(route.to)]))
        }
        let places = Self.unique(view.items.compactMap { $0.acquisition["place"]?.line })
        if !places.isEmpty {
            lines.append(
                wording.say(.whereAcquired, [.places: .list(places.map(Passage.outside))]))
        }
        let last = whereabouts(before: findings.statements.endIndex)
        if last.isEmpty {
            lines.append(wording.say(.whereNoPlace))
        } else {
            let shown = Passage.list(Array(last.suffix(Self.shownOnFront)), separator: "; ")
            lines.append(wording.say(.whereNow, [.place: shown]))
        }
        return lines
    }

    private var how: [Passage] {
        var lines: [Passage] = []
        let methods = Self.unique(view.items.compactMap(\.method))
        if !methods.isEmpty {
            let words = methods.map { wording.wordOrQuote(.method, $0) }
            lines.append(wording.say(.howAcquired, [.methods: .list(words)]))
        }
        let purposes = Self.unique(
            view.consents.compactMap(\.purpose) + view.items.compactMap(\.purpose))
        if !purposes.isEmpty {
            let words = purposes.map { wording.wordOrQuote(.purpose, $0) }
            lines.append(wording.say(.howPurposes, [.purposes: .list(words)]))
        }
        let bases = Self.unique(view.consents.compactMap(\.basis))
        lines.append(
            bases.isEmpty
                ? wording.say(.howNoBasis)
                : wording.say(
                    .howBases, [.bases: .list(bases.map { wording.wordOrQuote(.basis, $0) })]))
        lines.append(wording.say(findings.sealer == nil ? .howSealOpen : .howSeal))
        return lines
    }

    /// Each once, in the order in which they come.
    static func unique(_ words: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return words.filter { seen.insert(Array($0.utf8)).inserted }
    }
}

/// The one line that everybody reads.
extension ReportWriter {
    private static let shownDifferences = 6

    var verdict: Block {
        let title = wording.say(.verdictTitle)
        if !findings.verdict.failures.isEmpty || !findings.differences.isEmpty {
            return .verdict(.fails, title: title, lines: failure + [count])
        }
        if findings.verdict.isPositive, let sealer = findings.sealer {
            let identical = wording.say(
                .verdictIdentical, UInt64(findings.files.count),
                [.sender: .outside(sealer.organisation.text), .time: moment(sealer.sealedTime)])
            return .verdict(.holds, title: title, lines: [identical, count])
        }
        let open =
            findings.isSignerUnknown
            ? wording.say(.verdictUnknownSigner)
            : wording.say(.verdictIncomplete, [.section: number(.remarks)])
        return .verdict(.open, title: title, lines: [open, count])
    }

    /// How many entries hold, and how many remarks there are.
    private var count: Passage {
        let holding = UInt64(findings.statements.count(where: \.holds))
        let entries = wording.say(
            .verdictEntries,
            [
                .valid: wording.number(holding),
                .total: wording.number(UInt64(findings.statements.count)),
            ])
        let remarks = UInt64(self.remarks.count)
        return entries.followed(
            by: remarks == 0
                ? wording.say(.verdictNoRemarks)
                : wording.say(.verdictRemarks, remarks, [.section: number(.remarks)]))
    }

    private var failure: [Passage] {
        var lines = [wording.say(headline)]
        lines += shortened(findings.differences.map(difference), rest: .exhibits)
        lines += shortened(otherFailures.map(sentence), rest: .remarks)
        return lines
    }

    /// With a seal that held, only what was said about the content can be wrong. Without one, the content
    /// is called other than what was sealed only where that was seen.
    private var headline: Phrase {
        guard findings.differences.isEmpty else { return .verdictFailed }
        let ofContent = findings.verdict.failures.filter { !$0.code.isAboutProof }
        guard findings.sealer == nil, !ofContent.isEmpty else {
            let isOfActs = findings.verdict.failures.allSatisfy { $0.code.isAboutActs }
            return isOfActs ? .verdictFailedActs : .verdictFailedProof
        }
        let isSeen = ofContent.contains { check in
            guard case .failed(let reason) = check.outcome else { return false }
            return FailureMeaning.isOtherContent(reason.code)
        }
        return isSeen ? .verdictFailed : .verdictFailedOpen
    }

    /// The failures that are not told by the differences already.
    private var otherFailures: [Check] {
        findings.verdict.failures.filter { check in
            findings.differences.isEmpty || ![.bagManifests, .sealOpenings].contains(check.code)
        }
    }

    /// As many as have room on page one, and how many more there are where.
    private func shortened(_ lines: [Passage], rest: Section) -> [Passage] {
        guard lines.count > Self.shownDifferences else { return lines }
        let left = UInt64(lines.count - Self.shownDifferences)
        return lines.prefix(Self.shownDifferences) + [
            wording.say(
                .verdictMore, [.count: wording.number(left), .section: number(rest)])
        ]
    }

    /// `Exhibit VP-2026-014-03: the content differs from the one that was sealed`
    func difference(_ difference: FileDifference) -> Passage {
        let name =
            if let exhibit = difference.exhibit {
                // The number is of case.json, which may have been changed too: the path tells which.
                wording.say(.differenceExhibit, [.number: .outside(SafeText.shown(exhibit))])
                    .followed(by: .outside(name(difference.path)), after: ", ")
            } else {
                wording.say(.differenceFile, [.name: .outside(name(difference.path))])
            }
        let what =
            switch difference.kind {
            case .content: wording.say(.differenceContent)
            case .missing: wording.say(.differenceMissing)
            case .extra: wording.say(.differenceExtra)
            case .uncovered: wording.say(.differenceUncovered)
            }
        return name.followed(by: what, after: ": ")
    }
}

extension CheckCode {
    /// Whether it speaks of what was said about the content rather than of the content.
    var isAboutProof: Bool {
        let beginnings = ["receipt.", "log.", "time.", "keys.", "evidence."]
        return isAboutActs || beginnings.contains { rawValue.hasPrefix($0) }
    }

    /// Whether it speaks of what holders wrote down after receipt.
    var isAboutActs: Bool { rawValue.hasPrefix("custody.acts") }
}
