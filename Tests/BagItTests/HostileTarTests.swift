import TestSupport
import Testing

@testable import BagIt

/// Archives that `tar` would take, each with one defect that we refuse by name.
@Suite struct `Hostile tar` {
    static func raw(_ make: (inout RawTar) -> Void) -> [UInt8] {
        var tar = RawTar()
        make(&tar)
        tar.end()
        return tar.bytes
    }

    static let names: [(String, BagPathError)] = [
        ("/etc/passwd", .absolute), ("../x", .dotComponent), ("a/../../x", .dotComponent),
        ("./a", .dotComponent), ("a//b", .emptyComponent), ("a/", .emptyComponent),
        ("C\\x", .backslash), ("C:x", .colon), ("~/x", .homeFolder), ("con.txt", .reservedName),
        ("a.", .trailingDotOrSpace), ("a\u{1}", .controlCharacter),
    ]

    @Test(arguments: names.indices)
    func `refuses a path that leads elsewhere`(index: Int) {
        let (name, expected) = Self.names[index]
        let plain = Self.raw { $0.header(name) }
        #expect(refusal(of: plain) == .path(expected))
        let pax = Self.raw {
            $0.pax([("path", name)], ordinal: 1)
            $0.header("PaxEntry/1")
        }
        #expect(refusal(of: pax) == .path(expected))
    }

    @Test(arguments: [
        "1", "2", "3", "4", "5", "6", "7", "S", "L", "K", "g", "V", "M", "A", "\u{0}",
    ])
    func `refuses every kind of entry but a file`(kind: Character) throws {
        let tar = Self.raw { $0.header("bag/data/a", kind: kind, link: "/etc/passwd") }
        #expect(refusal(of: tar) == .kindRefused(try #require(kind.asciiValue)))
    }

    static let duplicates: [([String], PathCollision.Kind)] = [
        (["bag/a", "bag/a"], .sameBytes),
        (["bag/\u{E9}", "bag/e\u{301}"], .sameAfterNormalisation),
        (["bag/A", "bag/a"], .sameAfterCaseFolding),
        (["bag/a", "bag/a/b"], .fileAndFolder),
    ]

    @Test(arguments: duplicates.indices)
    func `refuses twins`(index: Int) throws {
        let (names, kind) = Self.duplicates[index]
        let tar = try archive(names.map { ($0, [1, 2, 3]) })
        guard case .collision(let collision) = refusal(of: tar, padding: .padme) else {
            Issue.record("accepted")
            return
        }
        #expect(collision.kind == kind)
    }

    static let defects: [(String, TarError, [UInt8])] = [
        ("prefix field", .prefixUsed, raw { $0.header("a", prefix: "bag") }),
        ("checksum", .checksum, raw { $0.header("a", breakChecksum: true) }),
        ("GNU magic", .notCanonical, raw { $0.header("a", magic: "ustar  ") }),
        ("no magic", .notCanonical, raw { $0.header("a", magic: "") }),
        ("setuid mode", .notCanonical, raw { $0.header("a", mode: "0004755") }),
        ("link name", .notCanonical, raw { $0.header("a", link: "b") }),
        ("base-256 size", .notCanonical, raw { $0.header("a", sizeField: "\u{7F}") }),
        ("size in spaces", .notCanonical, raw { $0.header("a", sizeField: "         0") }),
        ("negative size", .notCanonical, raw { $0.header("a", sizeField: "-0000000001") }),
        (
            "needless pax", .notCanonical,
            raw {
                $0.pax([("path", "a")], ordinal: 1)
                $0.header("a")
            }
        ),
        (
            "pax and another name", .notCanonical,
            raw {
                $0.pax([("path", "bag/ć")], ordinal: 1)
                $0.header("bag/c")
            }
        ),
        (
            "pax with another ordinal", .notCanonical,
            raw {
                $0.pax([("path", "bag/ć")], ordinal: 2)
                $0.header("PaxEntry/1")
            }
        ),
        (
            "two path records", .notCanonical,
            raw {
                $0.pax([("path", "bag/ć"), ("path", "bag/č")], ordinal: 1)
                $0.header("PaxEntry/1")
            }
        ),
        (
            "pax mtime", .notCanonical,
            raw {
                $0.pax([("path", "bag/ć"), ("mtime", "1.5")], ordinal: 1)
                $0.header("PaxEntry/1")
            }
        ),
        (
            "pax linkpath", .notCanonical,
            raw {
                $0.pax([("linkpath", "/etc")], ordinal: 1)
                $0.header("a")
            }
        ),
        (
            "pax sparse", .notCanonical,
            raw {
                $0.pax([("GNU.sparse.size", "9999999")], ordinal: 1)
                $0.header("a")
            }
        ),
        (
            "pax size differs", .notCanonical,
            raw {
                $0.pax([("size", "5")], ordinal: 1)
                $0.header("a", size: 3)
                $0.content([1, 2, 3])
            }
        ),
        (
            "pax twice", .paxTwice,
            raw {
                $0.pax([("path", "bag/ć")], ordinal: 1)
                $0.pax([("path", "bag/č")], ordinal: 1)
                $0.header("PaxEntry/1")
            }
        ),
        ("huge pax", .notCanonical, raw { $0.header("PaxHeaders/1", kind: "x", size: 1 << 20) }),
        (
            "empty pax", .notCanonical,
            raw {
                $0.header("PaxHeaders/1", kind: "x", size: 0)
                $0.header("a")
            }
        ),
        (
            "bytes in the fill", .fillNotZero,
            raw {
                $0.header("a", size: 3)
                $0.content([1, 2, 3], fill: 7)
            }
        ),
        (
            "8 EiB announced", .tooLarge,
            raw {
                $0.pax([("size", "9223372036854775807")], ordinal: 1)
                $0.header("a", size: 0)
                $0.content([1, 2, 3])
            }
        ),
    ]

    @Test(arguments: defects.indices)
    func `refuses one defect a file, by its name`(index: Int) {
        let (name, expected, tar) = Self.defects[index]
        #expect(refusal(of: tar) == expected, "\(name)")
    }

    @Test func `refuses a size that the content does not have`() {
        let short = Self.raw {
            $0.header("a", size: 5000)
            $0.content([1, 2, 3])
        }
        #expect(refusal(of: short) == .truncated)
        let long = Self.raw {
            $0.header("a", size: 3)
            $0.content([UInt8](repeating: 65, count: 700))
        }
        #expect(refusal(of: long) == .fillNotZero)
    }

    @Test func `refuses an entry after the end, a lone zero block and trailing bytes`() throws {
        let whole = try archive([("a", [1])], padding: .none)
        #expect(refusal(of: whole) == nil)
        #expect(refusal(of: whole + whole) == .dataAfterEnd)
        #expect(refusal(of: whole + [0]) == .wrongPadding)
        #expect(refusal(of: whole + [UInt8](repeating: 0, count: 512)) == .wrongPadding)
        #expect(refusal(of: whole + [9]) == .dataAfterEnd)
        #expect(refusal(of: Array(whole.dropLast(512))) == .truncated)
        var lone = Array(whole.dropLast(512))
        lone += whole
        #expect(refusal(of: lone) == .dataAfterEnd)
    }

    @Test func `refuses padding of another length`() throws {
        // 3 entries of 10,000 bytes: the padded length differs from the plain one.
        let entries = (1...3).map { ("f\($0)", [UInt8](repeating: 1, count: 10_000)) }
        let padded = try archive(entries, padding: .padme)
        let plain = try archive(entries, padding: .none)
        #expect(padded.count > plain.count)
        #expect(refusal(of: padded, padding: .padme) == nil)
        #expect(refusal(of: plain, padding: .padme) == .wrongPadding)
        #expect(refusal(of: padded, padding: .none) == .wrongPadding)
        var marked = padded
        marked[padded.count - 1] = 1
        #expect(refusal(of: marked, padding: .padme) == .dataAfterEnd)
    }

    @Test func `refuses every cut and every flipped header byte`() throws {
        let whole = try archive([("bag/ć", [1, 2, 3]), ("bag/b", [4])], padding: .none)
        for length in stride(from: 0, to: whole.count, by: 97) {
            #expect(refusal(of: Array(whole[..<length])) == .truncated)
        }
        // A tar protects neither contents nor the path in a pax record: digests do that.
        let unprotected = [520..<526, 1536..<1539, 2560..<2561]
        for index in whole.indices where !unprotected.contains(where: { $0.contains(index) }) {
            var changed = whole
            changed[index] ^= 0x20
            #expect(refusal(of: changed) != nil, "byte \(index)")
        }
    }

    @Test func `stops at the size that was signed`() throws {
        let tar = try archive([("a", [UInt8](repeating: 1, count: 5000))], padding: .none)
        let limit = UInt64(tar.count)
        #expect(tarError { _ = try entries(of: tar, padding: .none, maximumSize: limit) } == nil)
        for less: UInt64 in [1, 512, 1024, 5000] {
            let error = tarError {
                _ = try entries(of: tar, padding: .none, maximumSize: limit - less)
            }
            #expect(error == .tooLarge)
        }
    }

    @Test(arguments: [
        ["--format=ustar"], ["--format=pax"], ["--format=gnu"], ["--format=v7"],
        ["--format=gnu", "--sparse"],
        ["--format=ustar", "--owner=0", "--group=0", "--numeric-owner", "--mode=0644"],
    ])
    func `refuses the dialects of stock tar`(options: [String]) throws {
        let folder = try Folder()
        let long = String(repeating: "n", count: 120)
        try folder.write("bag/" + long, [UInt8](repeating: 0, count: 100_000))
        let made = try Tool.run(
            "tar", options + ["-cf", folder.place("a.tar"), "-C", folder.path, "bag"])
        // v7 and ustar may refuse the long name, and then have an archive without it.
        #expect(made.status == 0 || options.contains { $0 != "--format=gnu" })
        #expect(refusal(of: try folder.read("a.tar")) != nil)
    }
}
