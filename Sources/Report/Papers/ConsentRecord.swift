import Custody
import EvidenceBundle
import Primitives
import Wording

/// For the person and the file: who may get what and what for, and how that is taken back.
///
/// Nothing stands in it about the person but what consent is about. (decision 0135)
extension ReportWriter {
    var consentRecord: [Block] {
        standing + [
            .paragraph(wording.say(.agreedAbout)),
            .facts(numbers + [Block.Fact(wording.say(.agreedOrganisation), side(asked["from"]))]),
        ] + consentSince
            + view.consents.enumerated().flatMap { agreed($1, $0 + 1) }
            + (findings.isUnsealed ? [] : unread) + [
                takenBack,
                hands(
                    (wording.say(.agreedPerson), wording.say(.agreedAsker)),
                    [wording.say(.signPlace)]),
            ]
    }

    /// The sender's number, and the consignment once there is one. No court has a number for this paper.
    private var numbers: [Block.Fact] {
        let consignment = findings.consignment.map {
            Block.Fact(wording.say(.footerConsignment), [.code($0.text)])
        }
        return [
            Block.Fact(
                wording.say(.reportCaseNumber), [view.caseNumber.map(Passage.outside) ?? Self.blank]
            ), consignment,
        ].compactMap { $0 }
    }

    /// That nothing was checked, or what does not hold.
    private var standing: [Block] {
        if findings.isUnsealed {
            return [
                .verdict(
                    .open, title: wording.say(.verdictTitle), lines: [wording.say(.agreedDraft)])
            ]
        }
        return findings.verdict.isPositive ? [] : [verdict]
    }

    private var takenBack: Block {
        let lines: [ConsentPhrase] = [
            .agreedHowAny, .agreedHowWhere, .agreedHowThen, .agreedHowNot,
        ]
        let isAllAgreed = view.consents.allSatisfy(\.isConsent)
        return .box(
            title: wording.say(.agreedHowTitle),
            lines: (lines + (isAllAgreed ? [] : [.agreedHowObject]) + [.agreedKeep]).map {
                wording.say($0)
            })
    }

    private func agreed(_ entry: CaseConsent, _ number: Int) -> [Block] {
        let rows: [(Passage, [Passage])] = [
            (wording.say(.consentTo), [recipients(entry.releaseTo)]),
            (wording.say(.consentNotTo), [recipients(entry.notTo)]),
            (wording.say(.consentPurpose), [word(.purpose, entry.purpose)]),
            (wording.say(.agreedScope), [parts(entry.scope)]),
            (wording.say(.agreedAnonymise), [parts(entry.anonymise)]),
            (wording.say(.agreedOnward), [word(.onward, entry.onward)]),
            basis(entry),
        ]
        let given = entry.isConsent ? [asking(entry), explanation(entry)] : []
        let facts = (ending(entry) + rows + given + [until(entry)]).map { Block.Fact($0, $1) }
        guard view.consents.count > 1 else { return [.facts(facts)] }
        let name = Passage.words("\(number).").followed(by: recipients(entry.releaseTo))
        return [.heading(name), .facts(facts)]
    }

    /// First, since nothing below it counts any more.
    private func ending(_ entry: CaseConsent) -> [(Passage, [Passage])] {
        guard let time = entry.withdrawnAt else { return [] }
        let lines = [
            when(time),
            entry.withdrawnBy.map { wording.say(.agreedEndedBy, [.text: word(.giver, $0)]) },
            entry.withdrawnChannel.map { wording.say(.referralVia, [.text: .outside($0)]) },
        ]
        return [(wording.say(.agreedEnded), lines.compactMap { $0 })]
    }

    /// Who agreed and on what authority; or what stands in the place of consent.
    private func basis(_ entry: CaseConsent) -> (Passage, [Passage]) {
        guard entry.isConsent else {
            let reason = entry.overrideReason.map(Passage.outside) ?? .words("–")
            let lines = [
                word(.basis, entry.basis), wording.say(.agreedWithout, [.reason: reason]),
                entry.approvedBy.map { wording.say(.agreedApproved, [.role: .outside($0)]) },
            ]
            return (wording.say(.consentBasis), lines.compactMap { $0 })
        }
        var lines = [word(.giver, entry.givenBy)]
        if let agrees = entry.assent {
            lines.append(wording.say(agrees ? .agreedAssent : .agreedDissent))
        }
        // Whoever agrees for somebody else does so on an authority that no field of the case holds.
        if entry.givenBy.map({ !$0.utf8.elementsEqual("self".utf8) }) ?? true {
            lines.append(wording.say(.agreedAuthority, [.text: Self.blank]))
        }
        return (wording.say(.agreedGiver), lines)
    }

    private func asking(_ entry: CaseConsent) -> (Passage, [Passage]) {
        let form = view.items.first { item in
            item.id.map { $0.utf8.elementsEqual((entry.document ?? "").utf8) } ?? false
        }
        let number = form?.exhibitNumber ?? entry.document
        let lines = [
            entry.givenAt.map(moment) ?? .words("–"), word(.form, entry.form),
            entry.language.map { wording.say(.agreedLanguage, [.text: .outside($0)]) },
            entry.interpreterCode.map { wording.say(.agreedInterpreter, [.text: .outside($0)]) },
            number.map { wording.say(.agreedForm, [.number: .outside($0)]) },
        ]
        return (wording.say(.consentGiven), lines.compactMap { $0 })
    }

    private func explanation(_ entry: CaseConsent) -> (Passage, [Passage]) {
        func words(_ isExplained: Bool) -> [Passage] {
            (entry.explained ?? []).filter { $0.isExplained == isExplained }
                .map { word(.explained, $0.word) }
        }
        let (said, unsaid) = (words(true), words(false))
        var lines = [said.isEmpty ? .words("–") : Passage.list(said, separator: "; ")]
        if !unsaid.isEmpty {
            let text = Passage.list(unsaid, separator: "; ")
            lines.append(wording.say(.agreedUnexplained, [.text: text]))
        }
        return (wording.say(.agreedExplained), lines)
    }

    private func until(_ entry: CaseConsent) -> (Passage, [Passage]) {
        let day = entry.validUntil.map { text in
            Timestamp(text + "T00:00:00Z").map { wording.day($0) } ?? .outside(text)
        }
        return (wording.say(.agreedUntil), [day ?? wording.say(.agreedNoEnd)])
    }

    private func word(_ family: WordFamily, _ word: String?) -> Passage {
        word.map { wording.wordOrQuote(family, $0) } ?? .words("–")
    }

    /// What of a case is meant; `media:` with an exhibit number is one item.
    func parts(_ words: [String]) -> Passage {
        guard !words.isEmpty else { return wording.say(.agreedNothing) }
        let item = "media:"
        return .list(
            words.map { word in
                guard word.utf8.starts(with: item.utf8) else {
                    return wording.wordOrQuote(.part, word)
                }
                let number = String(word.dropFirst(item.count))
                return wording.say(.agreedExhibit, [.number: .outside(number)])
            })
    }
}

extension CaseFindings {
    /// Whether there is anything that a record of consent could say.
    /// - Throws: ``PaperError/noConsent``
    package func requireConsent() throws(PaperError) {
        let view = CaseView(caseDocument: caseDocument, preview: preview)
        guard !view.consents.isEmpty else { throw .noConsent }
    }
}
