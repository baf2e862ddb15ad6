import Foundation
import Testing

@testable import Primitives

@Suite struct `Byte order` {
    @Test func `is the lexicographical one`() {
        var all: [[UInt8]] = [[], [0], [0, 0], [1], [0x7F], [0x80], [0xFF], [0xFF, 0]]
        for length in 0..<40 { all.append(Randomness.bytes(length)) }
        for bytes in all { all.append(bytes + [0x7F]) }
        for left in all {
            for right in all {
                #expect(left.precedes(right) == left.lexicographicallyPrecedes(right))
            }
        }
    }
}

@Suite struct `Base64 and hexadecimal` {
    @Test func `agrees with Foundation on every length and value`() throws {
        for count in 0..<200 {
            let bytes = Randomness.bytes(count)
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
            #expect(Base64.decodeUnpadded(Base64.encodeUnpadded(bytes)) == bytes)
            #expect(Base64.decodeURLSafe(Base64.encodeURLSafe(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            let hex = bytes.map { String(format: "%02x", $0) }.joined()
            #expect(Hex.encode(bytes) == hex)
            var line = Array("> ".utf8)
            Hex.append(bytes, to: &line)
            #expect(line == Array("> \(hex)".utf8))
        }
    }

    @Test(arguments: [
        "A", "AA", "AAA", "AA=", "A===", "=AAA", "AA=A", "AB==", "AAB=", "AAAA====", "AA A",
        "AAAA\n", "AA-_", "AA==AAAA", "====", "žžžž",
    ])
    func `refuses text that is not canonical`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["A", "AA==", "AB", "AAB", "AA AA", "AAAAA"])
    func `refuses unpadded text that is not canonical`(text: String) {
        #expect(Base64.decodeUnpadded(text) == nil)
    }

    @Test func `the two alphabets are not mixed`() {
        #expect(Base64.encodeURLSafe([0xFB, 0xFF]) == "-_8")
        #expect(Base64.decodeURLSafe("+/8") == nil)
        #expect(Base64.decodeUnpadded("-_8") == nil)
    }

    @Test(arguments: ["0", "AA", "0g", "0x00", " 00", "00 "])
    func `refuses hexadecimal of another spelling`(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}

@Suite struct `Safe text` {
    @Test(arguments: [
        ("Ђорђе Šćepan é 😀", "Ђорђе Šćepan é 😀"), ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"),
        ("a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"), ("\u{7f}\u{85}\u{9b}", "\\u{7f}\\u{85}\\u{9b}"),
        ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("a\u{200b}b\u{200d}c\u{feff}", "a\\u{200b}b\\u{200d}c\\u{feff}"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"), ("\u{61c}\u{ad}", "\\u{61c}\\u{ad}"),
        ("\u{e0041}\u{fe0f}\u{3164}", "\\u{e0041}\\u{fe0f}\\u{3164}"),
        ("\u{e000}\u{0}", "\\u{e000}\\u{0}"), ("\\u{1b}", "\\u{5c}u{1b}"),
    ])
    func `shows what could deceive as an escape`(text: String, shown: String) {
        #expect(SafeText.shown(text) == shown)
        #expect(SafeText.shown(Array(text.utf8)) == shown)
    }

    @Test func `shows bytes that are not UTF-8`() {
        #expect(SafeText.shown([0x61, 0xFF, 0x62]) == "a\\u{dcff}b")
        #expect(SafeText.shown([0xC0, 0x80]) == "\\u{dcc0}\\u{dc80}")
        #expect(SafeText.shown([0xED, 0xA0, 0x80]) == "\\u{dced}\\u{dca0}\\u{dc80}")
        #expect(SafeText.shown([0xE2, 0x82]) == "\\u{dce2}\\u{dc82}")
        #expect(SafeText.shown([0xF4, 0x90, 0x80, 0x80]).hasPrefix("\\u{dcf4}"))
    }

    @Test func `nothing shown ever holds a control character`() {
        for _ in 0..<500 {
            let shown = SafeText.shown(Randomness.bytes(64))
            #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        }
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isBidiControl else {
                continue
            }
            #expect(SafeText.shown(String(scalar)) == "\\u{\(String(value, radix: 16))}")
        }
    }
}
