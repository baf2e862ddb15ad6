import Custody
import Foundation
import Primitives
import Report
import Testing
import Wording

/// The notice of withdrawn consent, of what a home could know.
@Suite struct `The notice of withdrawn consent` {
    private func found(
        _ state: FoundWithdrawal.State, part: ConsentWithdrawal.Part? = nil,
        _ answers: FoundWithdrawal.Answer...
    ) throws -> FoundWithdrawal {
        var found = FoundWithdrawal(
            try #require(ConsignmentID("0f8e2a6c4b1d9e7f3a5c8b2d6e4f1a0c")),
            try #require(MailboxAddress("intake@group484.rs")), sender: nil, part: part,
            at: try #require(Timestamp("2026-12-02T09:12:40Z")), state: state)
        found.who = "caseworker, vasaprava.ba"
        found.answerBy = Timestamp("2026-12-09T10:00:00Z")
        found.answers = answers
        return found
    }

    private func answer(
        _ outcome: ConsentAnswer.Outcome, isLate: Bool = false, isRecorded: Bool = true,
        refusal: String? = nil, onward: ConsentAnswer.Onward = .none
    ) throws -> FoundWithdrawal.Answer {
        FoundWithdrawal.Answer(
            outcome, who: "lawyer, group484.rs",
            time: try #require(Timestamp("2026-12-03T07:40:02Z")), isLate: isLate,
            isRecorded: isRecorded, refusal: refusal, onward: onward)
    }

    private func onward(
        _ words: [ConsentAnswerWord], awaited: Int
    ) -> ConsentAnswer.Onward {
        ConsentAnswer.Onward(
            answers: words.enumerated().map { index, word in
                .init(digest: .of([UInt8(index)]), word: word)
            }, awaited: awaited)
    }

    private func notice(_ withdrawals: FoundWithdrawal..., refused: Int = 0) throws -> CaseFindings
    {
        var findings = CaseFindings(
            tool: ReportTool(name: "plomba", version: "1.2.3"), mode: .live,
            verdict: Verdict(profile: .sealed, checks: []))
        findings.consignment = withdrawals.first?.consignment
        (findings.withdrawals, findings.refusedWithdrawals) = (withdrawals, refused)
        return findings
    }

    private func tone(_ page: String) -> String {
        page.components(separatedBy: "class=\"verdict ").dropFirst().first
            .map { String($0.prefix { $0 != "\"" }) } ?? "none"
    }

    @Test(arguments: WordingLocale.allCases)
    func `is written in every language, the same twice, with no slot open`(
        locale: WordingLocale
    ) throws {
        let part = ConsentWithdrawal.Part(
            recipients: ["police", "group484.rs"], uses: ["court"], contents: ["face", "health"])
        let findings = try notice(
            found(.answered, answer(.retained(.courtOrder, basis: "order K-12/26"))),
            found(
                .answered, part: part, answer(.stopped),
                answer(.erased, isLate: true, onward: onward([.stopped], awaited: 2))),
            found(.silent), found(.awaited), found(.unrecorded), found(.notHeld),
            found(.refused("evidence.too-many")), found(.withheld), refused: 1)
        let page = findings.page(.withdrawal, locale)
        #expect(page == findings.page(.withdrawal, locale))
        #expect(!page.contains("{") && !page.contains("}"))
        for word in ["court_order", "retained_because", ">face<", ">health<", ">court<"]
        where locale != .english {
            #expect(!page.contains(word), "\(word)")
        }
        let english = findings.page(.withdrawal, .english)
        for mark in ["<p>", "<tr", "<td", "<th", "<h3>", "<h1"] {
            #expect(
                page.components(separatedBy: mark).count
                    == english.components(separatedBy: mark).count, "\(mark)")
        }
    }

    @Test(arguments: [
        (FoundWithdrawal.State.silent, "NO ANSWER, and the time for it is over.", "fails"),
        (.awaited, "No answer yet; the time for it is not over.", "open"),
        (.unrecorded, "NOT TOLD YET: signed, and not recorded", "fails"),
        (.refused("evidence.too-many"), "NOT TOLD: the server does not take it", "fails"),
        (.notHeld, "Nobody there is known to have fetched the case.", "open"),
        (.withheld, "Not handed over: the server did not have the case", "open"),
    ])
    func `shows why there is no answer, and never calls that done`(
        state: FoundWithdrawal.State, words: String, tone: String
    ) throws {
        let page = try notice(found(state)).page(.withdrawal)
        #expect(page.contains(words) && self.tone(page) == tone, "\(self.tone(page))")
        #expect(!page.contains("Everybody who was told has answered"))
        #expect(!page.contains("Keeps its copy") && !page.contains("Has destroyed"))
        // One silent holder among others who have answered is on the first line too.
        let mixed = try notice(found(.answered, answer(.erased)), found(state)).page(.withdrawal)
        let isTold = state == .withheld
        #expect(mixed.contains("Everybody who was told has answered") == isTold)
        #expect(mixed.contains("<tr class=\"failed\">") == (tone == "fails"))
    }

    @Test func `says what each answer says, of what was withdrawn, and who has it behind`() throws {
        let part = ConsentWithdrawal.Part(
            recipients: ["police"], uses: ["statistics"], contents: ["face"])
        let page = try notice(
            found(
                .answered, part: part,
                answer(
                    .retained(.courtOrder, basis: "order K-12/26"),
                    onward: onward([.erased, .retained], awaited: 0)))
        ).page(.withdrawal)
        for words in [
            "not to: police", "not for: statistics", "not this part: face",
            "caseworker, vasaprava.ba", "ordered by a court or authority to be kept",
            "order K-12/26", "lawyer, group484.rs", "0 stopped, 1 destroyed, 1 kept by law",
            "0 WITHOUT AN ANSWER", "Sent to", "intake@group484.rs",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(tone(page) == "holds" && !page.contains("all of it<"))
        let whole = try notice(found(.answered, answer(.stopped))).page(.withdrawal)
        #expect(whole.contains(">all of it<") && whole.contains("neither uses it nor passes it"))
        #expect(whole.contains("Nobody is named to whom it was passed on"))
    }

    @Test func `holds silence behind the receiver for silence`() throws {
        let open = try notice(
            found(.answered, answer(.stopped, onward: onward([], awaited: 1)))
        ).page(.withdrawal)
        #expect(tone(open) == "open" && open.contains("1 WITHOUT AN ANSWER"))
        #expect(open.contains("Not everybody has answered yet."))
    }

    @Test func `lets the last answer count, and shows the one before`() throws {
        let page = try notice(found(.answered, answer(.stopped), answer(.erased)))
            .page(.withdrawal)
        let last = try #require(page.range(of: "Has destroyed its copy"))
        let first = try #require(page.range(of: "Answer before that:"))
        #expect(last.lowerBound < first.lowerBound && page.contains("neither uses it nor passes"))
        let late = try notice(found(.answered, answer(.stopped, isLate: true))).page(.withdrawal)
        #expect(late.contains("after the day on which it was due"))
    }

    @Test func `says what the server has not, or does not take, and what does not hold`() throws {
        let waiting = try notice(found(.answered, answer(.stopped, isRecorded: false)))
            .page(.withdrawal)
        #expect(tone(waiting) == "open" && waiting.contains("has not recorded this answer yet"))
        let refused = try notice(
            found(.silent, answer(.stopped, isRecorded: false, refusal: "evidence.too-many"))
        ).page(.withdrawal)
        #expect(tone(refused) == "fails" && refused.contains("SERVER DOES NOT TAKE THIS ANSWER"))
        #expect(refused.contains("SOMEBODY HAS NOT BEEN TOLD."))
        var behind = try found(.answered, answer(.stopped))
        behind.untold = 2
        let untold = try notice(behind).page(.withdrawal)
        #expect(tone(untold) == "fails" && untold.contains("who got the case from here: 2"))
        let broken = try notice(found(.answered, answer(.stopped)), refused: 3).page(.withdrawal)
        #expect(tone(broken) == "fails" && broken.contains("count for nothing here: 3"))
        #expect(!broken.contains("Everybody who was told has answered"))
    }

    @Test func `quotes what a holder wrote, and names the side from which the case came`() throws {
        var received = try found(
            .answered, answer(.retained(.legalClaims, basis: "<b>\u{202E}{name}")))
        received.sender = OrganisationName("vasaprava.ba")
        received.isForwarded = true
        let page = try notice(received).page(.withdrawal)
        #expect(!page.contains("<b>") && !page.contains("\u{202E}"))
        #expect(page.contains("Received from") && !page.contains("Sent to"))
        #expect(page.contains("passed on from somebody who was told before"))
    }
}
