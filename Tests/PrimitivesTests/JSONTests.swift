import Testing

@testable import Primitives

@Suite struct `Strict JSON` {
    private func parse(_ text: String) throws -> JSONValue {
        try JSONValue.parse(Array(text.utf8))
    }

    @Test func `keeps the order of members and writes our one form`() throws {
        let value = try parse(#"{"b":1,"a":[true,null,{}],"c":{"x":[]},"path":"a/b\u00e9"}"#)
        let expected = """
            {
              "b": 1,
              "a": [
                true,
                null,
                {}
              ],
              "c": {
                "x": []
              },
              "path": "a/bé"
            }

            """
        #expect(String(decoding: value.serialized(), as: UTF8.self) == expected)
    }

    @Test func `writes control characters as escapes`() {
        let value = JSONValue.string("\"\\\u{8}\t\n\u{c}\r\u{1f}\u{0}/")
        let text = String(decoding: value.serialized(), as: UTF8.self)
        #expect(text == #""\"\\\b\t\n\f\r\u001f\u0000/""# + "\n")
    }

    @Test func `writes for a screen what no terminal obeys, and a program reads the same`() throws {
        let names = [
            "\u{1B}]52;c;eA==\u{7}", "\u{9B}2J", "\u{7F}", "exe.fdp\u{202E}", "a\u{200B}b",
            "\u{2028}", "\u{E0041}", "\u{FEFF}", "\u{E000}", "\"\\", "Željko снимак 😀",
        ]
        let value = JSONValue.object(names.map { JSONMember($0, .string($0)) })
        let shown = value.serializedForScreen()
        #expect(try JSONValue.parse(shown) == value)
        let scalars = String(decoding: shown, as: UTF8.self).unicodeScalars
        #expect(scalars.allSatisfy { $0 == "\n" || SafeText.isHarmless($0) || $0 == "\\" })
        #expect(String(decoding: shown, as: UTF8.self).contains("\\u009b2J"))
        #expect(String(decoding: shown, as: UTF8.self).contains("\\udb40\\udc41"))
        #expect(String(decoding: shown, as: UTF8.self).contains("Željko снимак 😀"))
        // What is signed stays as it always was.
        #expect(value.serialized() != shown)
    }

    @Test func `whatever the text, a screen gets only what it may`() throws {
        for _ in 0..<2_000 {
            let text = String(decoding: Randomness.bytes(40), as: UTF8.self)
            let shown = JSONValue.string(text).serializedForScreen()
            #expect(try JSONValue.parse(shown) == .string(text))
            let scalars = String(decoding: shown, as: UTF8.self).dropLast().unicodeScalars
            #expect(scalars.allSatisfy { SafeText.isHarmless($0) || $0 == "\\" })
        }
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, JSONError.duplicateName(offset: 7)),
        (#"{"a":1,"\u0061":2}"#, .duplicateName(offset: 7)),
        ("1.0", .notAnInteger(offset: 0)), ("1e2", .notAnInteger(offset: 0)),
        ("[-0]", .notAnInteger(offset: 1)), ("01", .unexpectedByte(offset: 1)),
        ("-01", .unexpectedByte(offset: 2)),
        ("9007199254740992", .integerOutOfRange(offset: 0)),
        ("-9007199254740992", .integerOutOfRange(offset: 0)),
        ("99999999999999999999999999", .integerOutOfRange(offset: 0)),
        ("[1,]", .unexpectedByte(offset: 3)), (#"{"a":1,}"#, .unexpectedByte(offset: 7)),
        ("[1] x", .trailingBytes(offset: 4)), ("[1", .unexpectedEnd), ("", .unexpectedEnd),
        ("\u{feff}1", .byteOrderMark), ("\"\\ud800\"", .loneSurrogate(offset: 1)),
        ("\"\\ud800\\u0041\"", .loneSurrogate(offset: 1)),
        ("\"\\udc00\"", .loneSurrogate(offset: 1)), ("\"a\nb\"", .controlCharacter(offset: 2)),
        ("\"\\x41\"", .invalidEscape(offset: 1)), ("nul", .unexpectedEnd),
        ("// 1\n1", .unexpectedByte(offset: 0)), ("'a'", .unexpectedByte(offset: 0)),
    ])
    func `refuses what is not strict, and says where`(text: String, error: JSONError) {
        #expect(throws: error) { try parse(text) }
    }

    @Test func `names that are only canonically equivalent are two names`() throws {
        let value = try parse("{\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{e9}"] == .integer(1))
        #expect(value["e\u{301}"] == .integer(2))
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
    }

    @Test func `reads a surrogate pair and both ends of the integers`() throws {
        #expect(try parse("\"\\uD83D\\uDE00\"") == .string("😀"))
        #expect(try parse("9007199254740991") == .integer(9_007_199_254_740_991))
        #expect(try parse("-9007199254740991") == .integer(-9_007_199_254_740_991))
    }

    @Test func `refuses bytes that are not UTF-8 anywhere in a string`() {
        #expect(throws: JSONError.invalidUTF8(offset: 0)) {
            try JSONValue.parse([0x22, 0xC0, 0x80, 0x22])
        }
        #expect(throws: JSONError.invalidUTF8(offset: 1)) {
            try JSONValue.parse([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])
        }
    }

    @Test func `takes 32 levels and refuses the 33rd`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try parse(nested(32))
        #expect(throws: JSONError.tooDeep(limit: 32, offset: 32)) { try parse(nested(33)) }
    }

    @Test func `refuses more bytes or members than its limits`() {
        let limits = JSONLimits(maximumSize: 10, maximumDepth: 2, maximumMembers: 3)
        #expect(throws: JSONError.tooLarge(limit: 10)) {
            try JSONValue.parse(Array("[1,2,3,4,5]".utf8), limits: limits)
        }
        #expect(throws: JSONError.tooManyMembers(limit: 3, offset: 7)) {
            try JSONValue.parse(Array("[1,2,3,4]".utf8), limits: limits)
        }
    }
}
