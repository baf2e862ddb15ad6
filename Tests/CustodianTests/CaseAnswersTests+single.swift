import EvidenceBundle
import Primitives
import Testing

@testable import Custodian

/// How single answers are read and shown.
extension `Answers about a case` {
    @Test func `of numbers are words`() throws {
        var answers = CaseAnswers(context)
        let kind = try #require(answers.questions.first)
        try answers.take(" 2 ", for: kind)
        #expect(answers["kind"] == "transfer")
        for wrong in ["0", "7", "-1", "referal", ""] {
            #expect(throws: CaseAnswerComplaint.self) { try answers.take(wrong, for: kind) }
        }
        #expect(answers["kind"] == "transfer")
        let services = try #require(answers.questions.first { $0.key == "preview.services" })
        try answers.take("1, 3 food_parcel,1", for: services)
        #expect(answers["preview.services"] == "legal_aid, medical, food_parcel")
        try answers.take("2-4 1", for: services)
        #expect(
            answers.list("preview.services") == ["shelter", "medical", "psychosocial", "legal_aid"])
        for wrong in ["3-1", "1-99", "0-2", "-2-3", "1-2-3"] {
            #expect(throws: CaseAnswerComplaint.self) { try answers.take(wrong, for: services) }
        }
        try answers.take("ALL", for: services)
        #expect(answers.list("preview.services").count == CaseAnswers.services.count)
    }

    @Test func `say to whom it could not be sealed`() throws {
        let excluded = replacing(
            "consent[0].legal_basis: none",
            with: Self.consent.replacing(
                "release_to: service_provider", with: "release_to: prosecutor"))
        let note = try AnswersFile.answers(Array(excluded.utf8), context).consentNote()
        #expect(note?.contains("group484.rs may not get this") == true)
        let covered = replacing("consent[0].legal_basis: none", with: Self.consent)
        #expect(try AnswersFile.answers(Array(covered.utf8), context).consentNote() == nil)
    }

    @Test(
        arguments: [
            ("2026-11-27 14:00", "2026-11-27T13:00:00Z"),
            ("27.11.2026 14:00", "2026-11-27T13:00:00Z"),
            ("7.1.2027. 8:05", "2027-01-07T07:05:00Z"), ("27.11.2026", "2026-11-27T11:00:00Z"),
            ("2026-11-27T14:00:00Z", "2026-11-27T14:00:00Z"), ("31.11.2026", nil), ("27.11.", nil),
            ("14:00", nil), ("2026-11-27 24:00", nil), ("2026-11-27 14:00 x", nil),
            ("1.1.1970 00:30", nil),
        ] as [(String, String?)])
    func `of times are those of the place`(_ typed: String, _ utc: String?) {
        #expect(context.localTime.moment(typed)?.text == utc)
    }

    @Test(arguments: [
        ("zvati 061/123 456 uveče", true), ("x@y.org", true), ("pasoš 1234567", true),
        ("ročište 3.12.2026 u 10 sati", false), ("sa 2 djece, 3 i 5 godina", false), ("", false),
    ])
    func `that look personal are noticed`(_ text: String, _ expected: Bool) {
        #expect(CaseAnswers.looksPersonal(text) == expected)
    }

    @Test func `times are shown as they are typed`() throws {
        let time = try #require(Timestamp("2026-11-27T23:30:00Z"))
        #expect(context.localTime.text(time) == "2026-11-28 00:30")
        #expect(LocalTime(seconds: -5 * 3600 - 1800).offset == "-05:30")
        #expect(LocalTime(seconds: 0).offset == "+00:00")
    }
}
