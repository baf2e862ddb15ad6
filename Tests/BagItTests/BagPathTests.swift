import Testing

@testable import BagIt

@Suite struct `Bag paths` {
    @Test(arguments: [
        "data/a", "data/Željka_Đurić_ćšž.mp4", "data/снимак 1.mov", "data/dëshmi të reja.pdf",
        "data/ЃоргиЌ.docx", "data/ime\u{301}.txt", "data/.hidden", "data/a..b",
        "data/~$letter.docx",
        "data/100%.txt", "data/con2/console.txt", "data/a b/c", "data/💾", "data/com10",
    ])
    func `keeps a path byte for byte`(text: String) throws {
        let path = try BagPath(text)
        #expect(path.bytes == Array(text.utf8))
        #expect(try BagPath(encoded: path.encoded) == path)
    }

    static let refused: [(String, BagPathError)] = [
        ("", .empty), ("/etc/passwd", .absolute), ("//server/share", .absolute),
        ("~/x", .homeFolder), ("~user/x", .homeFolder), ("data//x", .emptyComponent),
        ("data/", .emptyComponent), ("..", .dotComponent), ("data/../x", .dotComponent),
        ("./data/x", .dotComponent), ("data/.", .dotComponent), ("data/..", .dotComponent),
        ("data\\x", .backslash), ("..\\x", .backslash), ("C:/x", .colon), ("C:x", .colon),
        ("data/x:stream", .colon), ("data/\u{0}", .controlCharacter),
        ("data/a\nb", .controlCharacter), ("data/\u{1B}[2J", .controlCharacter),
        ("data/\u{7F}", .controlCharacter), ("data/\u{9B}2J", .controlCharacter),
        ("data/x.", .trailingDotOrSpace), ("data/x ", .trailingDotOrSpace),
        ("data/...", .trailingDotOrSpace), ("data /x", .trailingDotOrSpace),
        ("CON", .reservedName), ("data/con", .reservedName), ("data/aux.txt", .reservedName),
        ("data/NUL.tar.gz", .reservedName), ("data/com1", .reservedName),
        ("data/LPT9.x", .reservedName), ("data/COM¹", .reservedName),
        ("data/prn .txt", .reservedName), ("data/CONIN$", .reservedName),
        (String(repeating: "a", count: 256), .componentTooLong),
        ("data/" + String(repeating: "ж", count: 128), .componentTooLong),
        (
            Array(repeating: String(repeating: "a", count: 204), count: 5).joined(separator: "/")
                + "a", .tooLong
        ),
        (Array(repeating: "a", count: 33).joined(separator: "/"), .tooDeep),
    ]

    @Test(arguments: refused.indices)
    func `refuses what no machine would keep as it is`(index: Int) {
        let (text, expected) = Self.refused[index]
        #expect(throws: expected) { try BagPath(text) }
    }

    @Test(
        arguments: [
            [0x64, 0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ] as [[UInt8]])
    func `refuses bytes that are not UTF-8`(bytes: [UInt8]) {
        #expect(throws: BagPathError.notUTF8) { try BagPath(bytes) }
    }

    @Test func `takes a path up to each limit`() throws {
        _ = try BagPath(String(repeating: "a", count: 255))
        _ = try BagPath(Array(repeating: "a", count: 32).joined(separator: "/"))
        let long = Array(repeating: String(repeating: "a", count: 204), count: 5)
        #expect(try BagPath(long.joined(separator: "/")).bytes.count == 1024)
    }

    @Test func `orders and compares by bytes, not by Unicode`() throws {
        let composed = try BagPath("data/\u{E9}")
        let decomposed = try BagPath("data/e\u{301}")
        #expect(composed != decomposed)
        #expect(decomposed < composed)
        #expect(try BagPath("data/Z") < BagPath("data/a"))
        #expect(try BagPath("data/a") < BagPath("data/a/b"))
    }

    @Test func `steps below a folder and back`() throws {
        let path = try BagPath("data/x")
        #expect(try path.below("bag").text == "bag/data/x")
        #expect(try path.below("bag").removing("bag") == path)
        #expect(path.removing("dat") == nil)
        #expect(path.removing("data/x") == nil)
    }

    @Test func `a step below a folder keeps every limit`() throws {
        let longest = try BagPath(
            Array(repeating: String(repeating: "a", count: 100), count: 10).joined(separator: "/"))
        #expect(longest.bytes.count == 1009)
        #expect(try longest.below(String(repeating: "b", count: 14)).bytes.count == 1024)
        #expect(throws: BagPathError.tooLong) {
            try longest.below(String(repeating: "b", count: 15))
        }
        let deepest = try BagPath(Array(repeating: "a", count: 31).joined(separator: "/"))
        #expect(try deepest.below("b").bytes.count == 63)
        #expect(throws: BagPathError.tooDeep) { try deepest.below("b/c") }
        #expect(throws: BagPathError.tooDeep) { try deepest.below("b").below("c") }
        for component in ["", ".", "..", "~b", "/b", "b/", "b\\c", "con", "b."] {
            #expect(throws: BagPathError.self, "\(component)") { try deepest.below(component) }
        }
    }

    @Test(arguments: [
        ("plomba-original/x", true), ("PLOMBA-Original", true), ("plomba-original2/x", false),
        ("plomba-origina", false), ("plomba-originaX", false), ("x/plomba-original", false),
        ("plom\u{212A}a-original", false), ("mas\u{212A}e", true), ("ma\u{DF}ke", false),
    ])
    func `a first component resembles a name when a machine would take it for that`(
        text: String, resembles: Bool
    ) throws {
        let name = text.contains("ma") ? "maske" : "plomba-original"
        #expect(try BagPath(text).firstComponentResembles(name) == resembles)
    }

    @Test(arguments: ["data/a%", "data/%2", "data/%41", "data/%0a", "data/%250A%"])
    func `refuses an escape that we would not write`(text: String) {
        #expect(throws: ManifestError.notCanonical) { try BagPath(encoded: Array(text.utf8)) }
    }

    @Test func `an escaped line end is refused as a control character`() {
        #expect(throws: ManifestError.path(.controlCharacter)) {
            try BagPath(encoded: Array("data/a%0Ab".utf8))
        }
    }
}

@Suite struct `Path collisions` {
    static let colliding: [([String], PathCollision.Kind)] = [
        (["data/a", "data/a"], .sameBytes),
        (["data/\u{E9}", "data/e\u{301}"], .sameAfterNormalisation),
        (["data/\u{1E69}", "data/s\u{323}\u{307}"], .sameAfterNormalisation),
        (["data/\u{212B}", "data/\u{C5}"], .sameAfterNormalisation),
        (["data/A", "data/a"], .sameAfterCaseFolding),
        (["data/ЃОРГИ", "data/ѓорги"], .sameAfterCaseFolding),
        (["data/STRASSE", "data/straße"], .sameAfterCaseFolding),
        (["data/\u{1E9E}", "data/ss"], .sameAfterCaseFolding),
        (["data/\u{3A3}", "data/\u{3C2}"], .sameAfterCaseFolding),
        (["data/\u{C9}", "data/e\u{301}"], .sameAfterCaseFolding),
        (["data/\u{1C4}", "data/\u{1C6}"], .sameAfterCaseFolding),
        (["data/\u{212A}", "data/k"], .sameAfterCaseFolding),
        (["data/DIR/x", "data/dir/y"], .sameAfterCaseFolding),
        (["data/\u{E9}/x", "data/e\u{301}/y"], .sameAfterNormalisation),
        (["data/a", "data/a/b"], .fileAndFolder),
        (["data/a/b", "data/a"], .fileAndFolder),
        (["data/A", "data/a/b"], .fileAndFolder),
    ]

    @Test(arguments: colliding.indices)
    func `two files never become one`(index: Int) throws {
        let (paths, kind) = Self.colliding[index]
        var collisions = PathCollisions()
        try collisions.insert(BagPath(paths[0]))
        let collision = #expect(throws: PathCollision.self) {
            try collisions.insert(BagPath(paths[1]))
        }
        #expect(collision?.kind == kind)
    }

    @Test func `lets different names stand side by side`() throws {
        var collisions = PathCollisions()
        for path in [
            "data/a", "data/b/a", "data/b/c/a", "data/ba", "data/ı.txt", "data/i.txt", "data/č",
            "data/ć", "data/c", "data/đ", "data/dj", "data/ње", "data/нје", "bag", "data/b/b",
        ] {
            try collisions.insert(BagPath(path))
        }
    }
}

@Suite struct `Padmé` {
    @Test(
        arguments: [
            (0, 0), (1, 1), (2, 2), (9, 10), (100, 104), (1000, 1024), (1025, 1088), (65537, 67584),
            (1_000_000, 1_015_808), (10_000_000, 10_223_616), (1_073_741_825, 1_107_296_256),
            (123_456_789_012, 123_480_309_760),
        ] as [(UInt64, UInt64)])
    func `rounds up to the published lengths`(length: UInt64, padded: UInt64) {
        #expect(Padme.padded(length) == padded)
    }

    @Test func `never shortens, never costs more than an eighth, and is stable`() throws {
        for length in UInt64(1)...20_000 {
            let padded = try #require(Padme.padded(length))
            #expect(padded >= length)
            #expect((padded - length) * 100 <= length * 12)
            #expect(Padme.padded(padded) == padded)
        }
    }

    @Test func `says nothing where the length would not fit`() {
        #expect(Padme.padded(.max) == nil)
        #expect(TarPadding.padme.length(ofArchive: .max - 1) == nil)
    }
}
