import Primitives
import Testing
import Wording

@Suite struct `Numbers and times in words` {
    @Test(arguments: [
        (
            WordingLocale.bosnian,
            [0: "0 datoteka", 1: "1 datoteka", 2: "2 datoteke", 5: "5 datoteka"]
        ),
        (.croatian, [4: "4 datoteke", 11: "11 datoteka", 21: "21 datoteka", 22: "22 datoteke"]),
        (.serbianCyrillic, [12: "12 датотека", 14: "14 датотека", 101: "101 датотека"]),
        (.montenegrin, [104: "104 datoteke", 111: "111 datoteka", 1002: "1.002 datoteke"]),
        (.macedonian, [1: "1 датотека", 2: "2 датотеки", 11: "11 датотеки", 21: "21 датотека"]),
        (.albanian, [0: "0 skedarë", 1: "1 skedar", 2: "2 skedarë", 21: "21 skedarë"]),
        (.english, [0: "0 files", 1: "1 file", 21: "21 files", 1_234_567: "1,234,567 files"]),
    ])
    func `a word follows its number`(locale: WordingLocale, expected: [UInt64: String]) {
        for (count, text) in expected {
            #expect(Wording(locale).say(.countFiles, count).text == text)
        }
    }

    @Test func `a moment shows UTC and the local time by the recorded offset`() throws {
        let time = try #require(Timestamp("2026-03-12T14:05:07Z"))
        let offset = try #require(LocalOffset("+01:00"))
        let expected: [WordingLocale: String] = [
            .bosnian: "12. marta 2026. u 14:05:07 UTC (15:05:07, UTC+01:00)",
            .croatian: "12. ožujka 2026. u 14:05:07 UTC (15:05:07, UTC+01:00)",
            .serbianLatin: "12. marta 2026. u 14:05:07 UTC (15:05:07, UTC+01:00)",
            .serbianCyrillic: "12. марта 2026. у 14:05:07 UTC (15:05:07, UTC+01:00)",
            .montenegrin: "12. marta 2026. u 14:05:07 UTC (15:05:07, UTC+01:00)",
            .macedonian: "12 март 2026 г. во 14:05:07 UTC (15:05:07, UTC+01:00)",
            .albanian: "12 mars 2026 në orën 14:05:07 UTC (15:05:07, UTC+01:00)",
            .english: "12 March 2026 at 14:05:07 UTC (15:05:07, UTC+01:00)",
        ]
        for locale in WordingLocale.allCases {
            let text = Wording(locale).moment(time, offset).text
            #expect(text.replacing("\u{A0}", with: " ") == expected[locale])
        }
        let plain = Wording(.english).moment(time, nil).text
        #expect(plain.replacing("\u{A0}", with: " ") == "12 March 2026 at 14:05:07 UTC")
    }

    @Test func `another day on the wall is named`() throws {
        let time = try #require(Timestamp("2026-12-31T23:30:00Z"))
        let east = try #require(LocalOffset("+01:00"))
        let american = try #require(LocalOffset("-05:30"))
        let text = Wording(.english).moment(time, east).text
        #expect(
            text.replacing("\u{A0}", with: " ").contains("(1 January 2027 00:30:00, UTC+01:00)"))
        let west = Wording(.english).moment(time, american).text
        #expect(west.contains("(18:00:00, UTC-05:30)"))
    }

    @Test(arguments: ["", "01:00", "+1:00", "+15:00", "+01:60", "+0a:00", "+01:00 ", "Z", "+01.00"])
    func `no offset is read from anything else`(text: String) {
        #expect(LocalOffset(text) == nil)
    }

    @Test(arguments: ["", "BS", "sr", "sr-latn", "en ", "de", "hr-HR"])
    func `no language is read from anything else`(tag: String) {
        #expect(WordingLocale(tag: tag) == nil)
    }

    @Test func `durations take the largest unit that says enough`() {
        let words = Wording(.bosnian)
        #expect(words.duration(seconds: 59).text == "0 minuta")
        #expect(words.duration(seconds: 60 * 42).text == "42 minute")
        #expect(words.duration(seconds: 3600 * 25).text == "25 sati")
        #expect(words.duration(seconds: 86_400 * 3).text == "3 dana")
        #expect(words.duration(seconds: -5).text == "0 minuta")
    }

    @Test func `what comes from outside stays apart from the words around it`() {
        let passage = Wording(.english).say(.whoRecipients, [.mailboxes: .outside("{role} <b>")])
        #expect(passage.fragments == [.words("Addressed to: "), .outside("{role} <b>")])
        #expect(Wording(.english).wordOrQuote(.itemType, "hologram") == .outside("hologram"))
        #expect(Wording(.english).wordOrQuote(.itemType, "device") == .words("device"))
    }
}
