import Primitives
import Testing

/// The 25 digits that say that a partner was confirmed: the example of Protocol/confirmation.md, made there with
/// other people's tools.
@Suite struct AnswerDigitsTests {
    private func fingerprint(_ text: String) throws -> Fingerprint {
        try #require(Fingerprint(text))
    }

    private func pair() throws -> (vasa: Fingerprint, group: Fingerprint) {
        (
            try fingerprint("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"),
            try fingerprint("9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab")
        )
    }

    @Test func `are those of the example, and each side has its own`() throws {
        let (vasa, group) = try pair()
        #expect(AnswerDigits(of: vasa, to: group).text == "63305 96491 12714 05331 48864")
        #expect(AnswerDigits(of: group, to: vasa).text == "65307 22351 86564 62074 91185")
        #expect(AnswerDigits(of: vasa, to: group) != AnswerDigits(of: group, to: vasa))
    }

    @Test(arguments: [
        "63305 96491 12714 05331 48864", "6330596491127140533148864",
        " 63305-96491\n12714\u{2013}05331 48864 ",
    ])
    func `are read with any spaces and dashes`(text: String) throws {
        let (vasa, group) = try pair()
        #expect(try #require(AnswerDigits(text)) == AnswerDigits(of: vasa, to: group))
    }

    @Test(arguments: [
        "", "63305 96491 12714 05331 4886", "63305 96491 12714 05331 488641",
        "63305 96491 12714 05331 4886x", "٦٣٣٠٥ 96491 12714 05331 48864",
        "63305 96491 12714 05331 48864" + String(repeating: " ", count: 512),
    ])
    func `are refused in every other form`(text: String) {
        #expect(AnswerDigits(text) == nil)
    }

    @Test func `one digit or one other fingerprint makes another answer`() throws {
        let (vasa, group) = try pair()
        let right = AnswerDigits(of: vasa, to: group)
        #expect(try #require(AnswerDigits("63305 96491 12714 05331 48865")) != right)
        let other = Fingerprint(.of([9]))
        #expect(AnswerDigits(of: vasa, to: other) != right)
        #expect(AnswerDigits(of: other, to: group) != right)
    }
}
