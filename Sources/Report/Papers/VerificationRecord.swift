import Custody
import Primitives
import Wording

/// Two parts for two people: whoever kept the material, and whoever checked it.
///
/// It says what one program found in material with these digests, and nothing about its truth. The time
/// of the check is written by hand. (decision 0158)
extension ReportWriter {
    func verification(_ program: SHA256Digest) -> [Block] {
        [verdict] + keeperPart + checkerPart(program) + [paperLimits, bothHands] + annex
    }

    private var keeperPart: [Block] {
        let last = whereabouts(before: findings.statements.endIndex)
        let place =
            last.isEmpty ? wording.say(.whereNoPlace) : Passage.list(last, separator: "; ")
        return [
            .heading(wording.say(.verificationKeeper)),
            .facts(
                caseNumbers + [
                    Block.Fact(wording.say(.whatLabel), what),
                    Block.Fact(wording.say(.whereLabel), [place]),
                ]),
            .paragraph(wording.say(.verificationKeeperStates)),
        ]
    }

    private func checkerPart(_ program: SHA256Digest) -> [Block] {
        let tool = findings.tool
        return [
            .heading(wording.say(.verificationChecker)),
            .facts([
                Block.Fact(
                    wording.say(.verificationProgram),
                    [.code(tool.name).followed(by: .code(tool.version))]),
                Block.Fact(wording.say(.verificationExecutable), [program.groups]),
                Block.Fact(wording.say(.verificationChecks), [checkCounts]),
            ]),
            .paragraph(wording.say(.verificationCheckerStates)),
        ]
    }

    private var checkCounts: Passage {
        let outcomes = findings.verdict.checks.map(\.outcome)
        let failed = findings.verdict.failures.count
        let passed = outcomes.count { if case .passed = $0 { true } else { false } }
        func number(_ count: Int) -> Passage { wording.number(UInt64(max(0, count))) }
        return wording.say(
            .verificationCounts,
            [
                .valid: number(passed), .number: number(failed),
                .count: number(outcomes.count - passed - failed),
            ])
    }

    /// Each of the two signs for a part of their own.
    private var bothHands: Block {
        hands(
            (wording.say(.verificationKeeper), wording.say(.verificationChecker)),
            [
                wording.say(.handoverName), wording.say(.handoverOrganisation),
                wording.say(.signMachine), wording.say(.handoverPlace),
            ])
    }

    private var annex: [Block] {
        [.page(wording.say(.verificationAnnex)), .heading(wording.say(.verificationItems))]
            + exhibitResults
            + [.heading(wording.say(.verificationParts))] + digestAnnex.dropFirst()
            + [.heading(wording.say(.verificationAllChecks))] + checkAnnex.dropFirst()
    }
}
