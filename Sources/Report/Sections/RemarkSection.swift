import Custody
import Primitives
import Wording

/// Everything that is not as it should be, or that a reader has to know.
extension ReportWriter {
    var remarkList: [Block] {
        let all = remarks
        return [all.isEmpty ? .paragraph(wording.say(.remarksNone)) : .list(all)]
    }

    var remarks: [Passage] {
        checkRemarks + findings.differences.map(difference) + statementRemarks + caseRemarks
            + findings.unreadable.map {
                wording.say(.remarkUnreadable, [.name: .outside(SafeText.shown($0))])
            }
    }

    /// What failed; and what was not checked, unless that is as it should be.
    private var checkRemarks: [Passage] {
        findings.verdict.checks.compactMap { check in
            switch check.outcome {
            case .passed: return nil
            case .failed: return sentence(check)
            case .notChecked(let reason):
                // Most senders know no state of the log that witnesses have seen: that is no defect.
                if check.code == .timeLowerBound, reason.code != "time.bounds-contradict" {
                    return nil
                }
                let meaning = FailureMeaning.of(reason.code)
                return meaning == .meaningNotKept || meaning == .meaningNotReached
                    ? nil : sentence(check)
            }
        }
    }

    /// `Failed: every file is listed ... The content was changed after it was sealed. [bundle.originals-differ]`
    func sentence(_ check: Check) -> Passage {
        let name = wording.wordOrQuote(.check, check.code.rawValue)
        let (phrase, reason): (Phrase, Check.Reason?) =
            switch check.outcome {
            case .passed: (.annexPassed, nil)
            case .failed(let reason): (.remarkFailedCheck, reason)
            case .notChecked(let reason): (.remarkUncheckedCheck, reason)
            }
        guard let reason else { return name }
        let meaning = wording.say(FailureMeaning.of(reason.code))
        return wording.say(phrase, [.check: name, .meaning: meaning])
            .followed(by: .code("[\(reason.code)]"))
    }

    private var statementRemarks: [Passage] {
        var lines: [Passage] = []
        for (index, found) in findings.statements.enumerated() {
            let number = Passage.words(String(index + 1))
            if !found.holds {
                lines.append(
                    wording.say(
                        .remarkStatement, [.number: number, .status: status(found.standing)]))
            }
            if let period = found.period, period.isRevoked {
                let isShown = found.bound.map { $0 < period.until } ?? false
                lines.append(
                    wording.say(
                        isShown ? .remarkRevokedShown : .remarkRevokedOpen,
                        [.number: number, .time: moment(period.until)]))
            }
            if let other = laterPredecessor(of: found) {
                lines.append(
                    wording.say(.remarkClock, [.number: number, .other: .words(String(other))]))
            }
            if found.isAct { lines += actRemarks(found, number) }
            lines += consentRemarks(found, number)
        }
        return lines
    }

    private func actRemarks(_ found: FoundStatement, _ number: Passage) -> [Passage] {
        var lines: [Passage] = []
        if let other = self.number(of: found.corrects) {
            lines.append(
                wording.say(.remarkCorrected, [.number: number, .other: .words(String(other))]))
        }
        if found.predicate["physical"]?["sealIntact"] == .bool(false) {
            lines.append(wording.say(.remarkSealBroken, [.number: number]))
        }
        if let outcome = found.predicate["outcome"]?.line, outcome != "ok" {
            lines.append(wording.say(.remarkFailedAct, [.number: number]))
        }
        if let written = found.time, let done = found.lastTime, found.corrects == nil {
            let seconds = written.secondsSinceEpoch - done.secondsSinceEpoch
            if seconds > Self.gapInSeconds {
                lines.append(
                    wording.say(
                        .remarkLate,
                        [.number: number, .duration: wording.duration(seconds: seconds)]))
            }
        }
        return lines
    }

    /// The number of the statement that this one follows, if that one says it was made later.
    private func laterPredecessor(of found: FoundStatement) -> Int? {
        guard let previous = found.previous, let time = found.time,
            let index = findings.statements.firstIndex(where: { $0.digest == previous }),
            let earlier = findings.statements[index].time, earlier > time
        else { return nil }
        return index + 1
    }

    private var caseRemarks: [Passage] {
        var lines: [Passage] = []
        if let sealed = findings.sealer?.sealedTime {
            for item in view.items {
                // A thing has no hash value.
                guard item.path != nil, let acquired = item.acquiredTime else { continue }
                let seconds = sealed.secondsSinceEpoch - acquired.secondsSinceEpoch
                guard seconds < 0 || seconds > Self.gapInSeconds else { continue }
                lines.append(
                    wording.say(
                        seconds < 0 ? .remarkAcquiredAfter : .remarkHashGap,
                        [
                            .exhibit: .outside(item.exhibitNumber ?? "–"),
                            .duration: wording.duration(seconds: abs(seconds)),
                        ]))
            }
        }
        for entry in view.consents {
            if let reason = entry.overrideReason {
                lines.append(wording.say(.remarkOverride, [.reason: .outside(reason)]))
            }
            if let time = entry.withdrawnAt {
                lines.append(wording.say(.remarkWithdrawn, [.time: when(time)]))
            }
        }
        if let original = findings.original {
            lines.append(
                wording.say(
                    original.isVerified ? .remarkPassedOn : .remarkPassedOnOpen,
                    [.sender: .outside(original.sender.text)]))
        }
        return lines
    }

    /// A time of the case, or what stands in its place.
    func when(_ text: String) -> Passage {
        Timestamp(text).map(moment) ?? .outside(text)
    }
}
