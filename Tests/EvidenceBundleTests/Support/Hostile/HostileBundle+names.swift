import EvidenceBundle
import Primitives

/// C7 to C9: names that are one name elsewhere, and names that look like another.
extension HostileBundle {
    private static let equalBytes = ["a.txt", "x", "Željko.mp4", "снимак"]

    private static let normalised: [(String, String)] = [
        ("\u{E9}", "e\u{301}"), ("\u{17E}", "z\u{30C}"), ("\u{106}", "C\u{301}"),
        ("\u{212B}", "\u{C5}"), ("\u{C5}", "A\u{30A}"), ("\u{2126}", "\u{3A9}"),
        ("\u{212A}", "K"), ("\u{1E69}", "s\u{323}\u{307}"), ("\u{AC00}", "\u{1100}\u{1161}"),
        ("\u{439}", "\u{438}\u{306}"), ("\u{1F71}", "\u{3AC}"), ("\u{340}x", "\u{300}x"),
        ("s\u{307}\u{323}", "s\u{323}\u{307}"), ("\u{F900}", "\u{8C48}"),
    ]

    private static let folded: [(String, String)] = [
        ("A", "a"), ("Film.MOV", "film.mov"), ("\u{17D}", "\u{17E}"), ("\u{416}", "\u{436}"),
        ("\u{110}", "\u{111}"), ("\u{40F}", "\u{45F}"), ("\u{DF}", "ss"), ("\u{1E9E}", "\u{DF}"),
        ("\u{17F}", "s"), ("\u{212A}", "k"), ("\u{3A3}", "\u{3C3}"), ("\u{3C2}", "\u{3C3}"),
        ("\u{B5}", "\u{3BC}"), ("\u{1C4}", "\u{1C6}"), ("\u{1C5}", "\u{1C6}"),
        ("\u{FB01}", "fi"), ("\u{FF21}", "\u{FF41}"), ("\u{10400}", "\u{10428}"),
        ("E\u{301}", "\u{E9}"), ("\u{2126}", "\u{3C9}"), ("\u{531}", "\u{561}"),
        ("\u{1F80}", "\u{1F88}"),
    ]

    static func twins() -> [HostileBundle] {
        let all =
            equalBytes.map { ($0, $0, "same-bytes") }
            + normalised.map { ($0, $1, "same-after-normalisation") }
            + folded.map { ($0, $1, "same-after-case-folding") }
        let folders: [(String, String, String)] = [
            ("x", "x/y", "file-and-folder"), ("x/y", "x", "file-and-folder"),
            ("D/y", "d/z", "same-after-case-folding"),
            ("\u{E9}/y", "e\u{301}/z", "same-after-normalisation"),
        ]
        return (all + folders).enumerated().map { index, twin in
            inner("C7", "twins \(index) \(twin.2)", "tar.path.collision-\(twin.2)") {
                $0.file(Array("bag/data/\(twin.0)".utf8), content: [1], ordinal: 1)
                $0.file(Array("bag/data/\(twin.1)".utf8), content: [2], ordinal: 2)
            }
        } + lookalikes()
    }

    /// Two files that only look the same stay two.
    private static func lookalikes() -> [HostileBundle] {
        let pairs: [(String, String)] = [
            ("a.txt", "\u{430}.txt"), ("o", "\u{3BF}"), ("paypal", "p\u{430}ypal"),
            ("1", "l"), ("rn", "m"), ("x", "x\u{200B}"), ("y", "y\u{2060}"),
            ("data", "data\u{AD}"), ("a b", "a\u{A0}b"), ("\u{2764}", "\u{2764}\u{FE0F}"),
        ]
        return pairs.enumerated().map { index, pair in
            sealed("C7", "lookalikes \(index)", [(pair.0, [1]), (pair.1, [2])])
        }
    }

    /// C8: good paths that a screen would show as others.
    static func disguises() -> [HostileBundle] {
        [
            "exe.fdp\u{202E}", "\u{202E}fdp.exe", "photo\u{202E}gpj.exe", "a\u{202A}b",
            "a\u{202D}b", "a\u{2066}b\u{2069}", "a\u{2067}b", "a\u{2068}b", "\u{200F}a",
            "\u{200E}a", "\u{61C}a", "a\u{200B}b", "a\u{200C}b", "a\u{200D}b", "a\u{FEFF}b",
            "a\u{180E}b", "a\u{2028}b", "a\u{2029}b", "\u{E0041}\u{E0042}", "\u{FE0E}x",
            "..\u{2215}..\u{2215}\(canary)", "..\u{FF0F}\(canary)", "\u{2025}\u{2044}\(canary)",
            "\u{FF0E}\u{FF0E}", "a\u{202F}b", "%2e%2e%2f\(canary)", "a%0Ab", "$(touch \(canary))",
            "`touch \(canary)`", "; touch \(canary)", "-rf", "--help", "|cat", "*", "a'b\"c",
            "=HYPERLINK(1)", "<script>alert(1)</script>", "&amp;", "\u{E000}private",
            "שלום 12.pdf", "exe.שלום", "شهادة.pdf/12/صورة 3.exe", "12 تقرير", "1.5.א",
            "(א)-2[ب].jpg",
        ].enumerated().map { index, name in
            sealed("C8", "disguise \(index) \(shown(name))", [(name, [1, 2, 3])])
        }
    }

    /// C9: what would command a terminal, in every text that a failure may quote.
    static func escapes() -> [HostileBundle] {
        let texts = [
            "\u{1B}[2J\u{1B}[H", "\u{1B}]52;c;cm0gLXJm\u{7}", "\u{1B}]0;title\u{7}",
            "\u{1B}P$q\"p\u{1B}\\", "\u{1B}[5n", "\u{1B}[1A\u{1B}[2K verified", "\u{9B}31m",
            "\u{9D}0;x\u{9C}", "\r verified", "a\nVerdict: verified", "\u{8}\u{8}\u{8}", "\u{7F}",
            "\u{202E}deifirev", "a\u{2028}b", "\u{0}", "\\u{1b}",
        ]
        return quoted("C9", texts)
    }
}

/// Text as the inside of a JSON string, everything beyond ASCII escaped.
enum JSONText {
    static func escaped(_ text: String) -> String {
        text.utf16.map { unit in
            let isPlain = (0x20...0x7E).contains(unit) && unit != 0x22 && unit != 0x5C
            let digits = String(unit, radix: 16)
            return isPlain
                ? String(UnicodeScalar(UInt8(unit)))
                : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
