import Foundation
import TestSupport
import Testing

@testable import Primitives

/// Letters that run from right to left, beside numbers and signs that do not belong to them.
@Suite struct `Safe text from right to left` {
    @Test(arguments: [
        "שלום 12.pdf", "exe.שלום", "شهادة", "٣ من ٤", "a א b", "𐤀", "𞤀", "ﬡ", "ﻻ",
    ])
    func `stands in an isolate, words by their first letter and files from the left`(
        text: String
    ) {
        #expect(SafeText.shown(text) == "\u{2068}\(text)\u{2069}")
        #expect(SafeText.shown(Array(text.utf8)) == "\u{2066}\(text)\u{2069}")
        #expect(SafeText.typed(text) == text)
    }

    @Test(arguments: ["", "Željko снимак 12.pdf", "Ελλάδα", "日本語", "मानव", "e\u{301}", "12", "😀"])
    func `no other text gets one`(text: String) {
        #expect(SafeText.shown(text) == text)
        #expect(SafeText.shown(Array(text.utf8)) == text)
    }

    @Test func `nobody closes the isolate from within, or opens another`() {
        for mark in 0x2066...0x2069 {
            guard let scalar = Unicode.Scalar(UInt32(mark)) else { continue }
            let text = "א\(scalar)12"
            let escaped = "א\\u{\(String(mark, radix: 16))}12"
            #expect(SafeText.shown(text) == "\u{2068}\(escaped)\u{2069}")
            #expect(SafeText.shown(Array(text.utf8)) == "\u{2066}\(escaped)\u{2069}")
        }
    }

    @Test func `a sentence keeps what it quotes, and nothing that is not in pairs`() {
        for name in ["שלום 12.pdf", "\u{202E}gpj.exe", "a\\b", "plain", "א\u{2069}\u{1B}[2J"] {
            let quoted = "the file '\(SafeText.shown(Array(name.utf8)))' differs"
            #expect(SafeText.sentence(quoted) == quoted)
        }
        #expect(SafeText.sentence("a\u{2069}b\u{2066}c") == "a\\u{2069}b\\u{2066}c")
        #expect(
            SafeText.sentence("\u{2068}a\u{2066}b\u{2069}") == "\\u{2068}a\u{2066}b\u{2069}")
        #expect(SafeText.sentence("\u{2067}a\u{2069}") == "\\u{2067}a\\u{2069}")
        #expect(SafeText.sentence("a\\b\u{1B}c\n") == "a\\u{5c}b\\u{1b}c\\u{a}")
        // What was shown by nobody is kept apart at least as a whole.
        #expect(SafeText.sentence("of א, 12") == "\u{2068}of א, 12\u{2069}")
    }

    @Test func `every letter and digit that Python calls so is one for us`() throws {
        let outcome = try Tool.python("bidi_classes.py", [])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let values = outcome.text.split(separator: "\n").compactMap { UInt32($0, radix: 16) }
        #expect(values.count > 2000)
        for value in values {
            let scalar = try #require(Unicode.Scalar(value))
            let isKeptApart = SafeText.runsFromRightToLeft(scalar)
            #expect(isKeptApart || !SafeText.isHarmless(scalar), "\(value)")
        }
    }
}
