import Foundation
import Testing

/// `plomba recovery` through the real program, judged by the shares of somebody else's making.
@Suite struct `Recovery shares` {
    private let folder: Folder
    private let party: Party

    init() throws {
        folder = try Folder()
        party = try Parties.copy(into: folder).receiver
    }

    private func split(_ threshold: Int = 2, of count: Int = 3, into name: String = "shares") throws
        -> Outcome
    {
        try party.plomba(
            "recovery", "split", "--shares", "\(count)", "--threshold", "\(threshold)", "-o",
            folder.place(name), "--format", "json")
    }

    private func share(_ number: Int, in name: String = "shares") -> String {
        folder.place("\(name)/share-\(number).slip39")
    }

    private func words(_ number: Int, in name: String = "shares") throws -> String {
        String(decoding: try folder.read("\(name)/share-\(number).slip39"), as: UTF8.self)
    }

    private func drill(_ shares: [String], _ more: String...) throws -> Outcome {
        try party.plomba(arguments: ["recovery", "drill"] + shares + ["--format", "json"] + more)
    }

    /// The seed that the other implementation makes of the shares; nil where it refuses them.
    private func elsewhere(_ shares: [String]) throws -> String? {
        let outcome = try Interop.run("slip39.py", ["combine"] + shares, in: folder)
        return outcome.status == 0
            ? outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) : nil
    }

    /// The seed in `keys/recovery.age`, opened by an age that is not ours.
    private func seed() throws -> String {
        let outcome = try Interop.run(
            "recovery_seed.py", [party.home + "/keys/recovery.age", Party.passphrase], in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `are read by others, are private, and hold the share and nothing more`() throws {
        let made = try split()
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.json()["mailboxes"] as? [String] == [party.mailbox])
        let seed = try seed()
        for pair in [[1, 2], [1, 3], [3, 2]] {
            #expect(try elsewhere(pair.map { share($0) }) == seed)
        }
        #expect(try elsewhere([share(1)]) == nil)
        let names = folder.tree("shares")
        #expect(names == (1...3).flatMap { ["share-\($0).slip39", "share-\($0).txt"] })
        for name in names {
            let facts = try FileManager.default.attributesOfItem(
                atPath: folder.place("shares/" + name))
            #expect(facts[.posixPermissions] as? Int == 0o600)
        }
        for number in 1...3 {
            let own = try words(number).split(whereSeparator: \.isWhitespace).map(String.init)
            #expect(own.count == 33)
            #expect(try words(number) == own.joined(separator: " ") + "\n")
            try look(atPage: number, own)
        }
    }

    /// A page has its own words by their numbers, and no words of the others.
    private func look(atPage number: Int, _ own: [String]) throws {
        let page = String(decoding: try folder.read("shares/share-\(number).txt"), as: UTF8.self)
        for (place, word) in own.enumerated() {
            #expect(page.contains(" \(place + 1) \(word)"))
        }
        for text in [party.name, party.mailbox, "any 2 of the 3 shares"] {
            #expect(page.contains(text))
        }
        for other in 1...3 where other != number {
            let words = try words(other).split(whereSeparator: \.isWhitespace)
            for place in 5..<33 where String(words[place]) != own[place] {
                #expect(!page.contains(" \(place + 1) \(words[place])"))
            }
        }
        #expect(!page.contains(try seed()))
    }

    @Test
    func `restore makes no home before the shares give the key, and goes on in one that has none`()
        throws
    {
        #expect(try split().status == 0)
        let digits = try party.digits()
        let fresh = Party(name: "fresh", folder: folder)
        func restore(_ shares: [String]) throws -> Outcome {
            try fresh.plomba(
                arguments: [
                    "recovery", "restore", "--organisation", party.name + ".org", "--fingerprint",
                    digits,
                ] + shares)
        }
        let few = try restore([share(1)])
        #expect(few.code == "share.too-few", "\(few.errors)")
        #expect(!folder.exists("fresh"))
        // Shares of somebody else: the home that was made has no keys, and the same command fills it.
        let other = Party(name: Parties.sender, folder: folder)
        #expect(
            try other.plomba(
                "recovery", "split", "--shares", "2", "--threshold", "2", "-o",
                folder.place("theirs")
            ).status == 0)
        let foreign = try restore([share(1, in: "theirs"), share(2, in: "theirs")])
        #expect(foreign.code == "recovery.not-our-key", "\(foreign.errors)")
        let restored = try restore([share(1), share(3)])
        #expect(restored.status == 0, "\(restored.errors)")
        let again = try restore([share(1), share(3)])
        #expect(again.code == "home.already-there", "\(again.errors)")
    }

    @Test func `are tried before the key leaves, and only what they give leaves`() throws {
        #expect(try split().status == 0)
        let few = try drill([share(1)], "--remove-key")
        #expect(few.code == "share.too-few", "\(few.errors)")
        #expect(folder.exists(party.name + "/keys/recovery.age"))
        // Another key under the same name, as a mistake with a stick would leave it.
        let right = try folder.read(party.name + "/keys/recovery.age")
        let other = Party(name: Parties.sender, folder: folder)
        try folder.write(
            party.name + "/keys/recovery.age", folder.read(other.name + "/keys/recovery.age"))
        let wrong = try drill([share(1), share(2)], "--remove-key")
        #expect(wrong.code == "recovery.key-file-differs", "\(wrong.errors)")
        #expect(try split(into: "again").code == "recovery.key-not-in-force")
        try folder.write(party.name + "/keys/recovery.age", right)
        let before = folder.tree(party.name)
        let tried = try drill([share(3), share(1)])
        #expect(tried.status == 0, "\(tried.errors)")
        #expect(try tried.json()["keyIsHere"] as? Bool == true)
        #expect(folder.tree(party.name) == before)
        let removed = try drill([share(1), share(2), share(3)], "--remove-key")
        #expect(removed.status == 0, "\(removed.errors)")
        #expect(try removed.json()["keyIsHere"] as? Bool == false)
        #expect(!folder.exists(party.name + "/keys/recovery.age"))
        #expect(try split(into: "again").code == "recovery.key-not-here")
        #expect(try drill([share(2), share(3)]).status == 0)
    }

    @Test func `that are damaged, foreign, repeated or too few are refused by name`() throws {
        #expect(try split().status == 0)
        #expect(try split(into: "later").status == 0)
        let other = Party(name: Parties.sender, folder: folder)
        let foreign = try other.plomba(
            "recovery", "split", "--shares", "2", "--threshold", "2", "-o",
            folder.place("foreign"))
        #expect(foreign.status == 0, "\(foreign.errors)")
        var changed = try words(1, in: "later").split(separator: " ").map(String.init)
        changed[9] = changed[9] == "acid" ? "acne" : "acid"
        try folder.write("changed", changed.joined(separator: " "))
        changed[9] = "acidd"
        try folder.write("unknown", changed.joined(separator: " "))
        try folder.write("empty", "")
        try folder.write("large", String(repeating: "acid ", count: 10_000))
        let one = share(1, in: "later")
        let cases: [([String], String)] = [
            ([one, folder.place("changed")], "share.checksum"),
            ([one, folder.place("unknown")], "share.unknown-word"),
            ([one, folder.place("empty")], "share.word-count"),
            ([one, folder.place("large")], "file.too-large"),
            ([one, folder.place("later/share-2.txt")], "file.too-large"),
            ([one, folder.place("nowhere")], "file.not-found"),
            ([one, one], "share.repeated"),
            ([one], "share.too-few"),
            ([one, share(2)], "share.other-set"),
            ([share(1, in: "foreign"), share(2, in: "foreign")], "recovery.not-our-key"),
        ]
        for (shares, code) in cases {
            let outcome = try drill(shares, "--remove-key")
            #expect(outcome.status == 1)
            #expect(outcome.code == code, "\(code): \(outcome.errors)")
            for word in changed[4...] where word.count > 5 {
                #expect(!(outcome.errors + outcome.output).contains(" \(word) "))
            }
        }
        #expect(folder.exists(party.name + "/keys/recovery.age"))
        // Shares of the first set still give the key, and it is said that there are two sets.
        let older = try drill([share(1), share(2)])
        #expect(older.status == 0, "\(older.errors)")
        #expect(older.errors.contains("not the shares that were made here last"))
        let checked = try party.plomba("recovery", "check", share(1))
        #expect(checked.code == "recovery.other-set", "\(checked.errors)")
        let latest = try party.plomba("recovery", "check", one, "--format", "json")
        #expect(try latest.json()["asMade"] as? Bool == true)
        #expect(try other.plomba("recovery", "check", one).code == "recovery.other-set")
    }

    @Test(arguments: [(1, 3), (4, 3), (2, 17), (0, 0)])
    func `of numbers that cannot be are not made`(_ threshold: Int, _ count: Int) throws {
        let outcome = try split(threshold, of: count)
        #expect(outcome.code == "share.numbers", "\(outcome.errors)")
        #expect(!folder.exists("shares"))
        #expect(!folder.exists(party.name + "/recovery.json"))
    }

    @Test func `do not go into a folder that is there, nor half onto a full disk`() throws {
        try folder.write("shares/mine", "mine")
        #expect(try split().code == "file.exists")
        #expect(folder.tree("shares") == ["mine"])
        let script = """
            head -c 2m /dev/zero > small/fill 2>/dev/null; rm -f small/room; \
            "$0" recovery split --shares 16 --threshold 2 -o small/shares --home \(party.name) \
                --passphrase-file passphrase; status=$?; ls -A small; exit $status
            """
        let (path, arguments) = try SmallDisk.command(
            [
                "/bin/sh", "-c", "head -c 12k /dev/zero > small/room; " + script,
                Program.path("plomba"),
            ], at: folder.place("small"), size: "128k")
        let outcome = try Program.run(path, arguments, in: folder.path)
        #expect(outcome.status == 1)
        #expect(outcome.code == "file.disk-full", "\(outcome.errors)")
        #expect(outcome.output.split(separator: "\n") == ["fill"])
        #expect(!folder.exists(party.name + "/recovery.json"))
    }

    /// Seven renames: six files, the folder. What is there afterwards is whole or nothing.
    @Test(arguments: [1, 4, 6, 7, 8])
    func `killed at a rename, are all there or none`(_ number: Int) throws {
        let calls = "rename,renameat,renameat2"
        let killed = try Program.run(
            Program.tool("strace"),
            [
                "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):signal=SIGKILL:when=\(number)", Program.path("plomba"),
                "recovery", "split", "--shares", "3", "--threshold", "2", "-o",
                folder.place("shares"), "--home", party.home, "--passphrase-file",
                folder.place("passphrase"),
            ], in: folder.path)
        #expect(killed.status != 0)
        #expect(folder.exists(party.name + "/keys/recovery.age"))
        if folder.exists("shares") {
            #expect(number >= 7)
            #expect(try drill([share(1), share(3)]).status == 0)
        }
        // The next run takes away what the killed one left lying.
        #expect(try split(into: "again").status == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.filter { $0.hasPrefix(".new-") } == [])
        #expect(try drill([share(1, in: "again"), share(2, in: "again")]).status == 0)
    }

    @Test func `are in no argument and no environment of any process`() throws {
        #expect(try split().status == 0)
        let seed = try seed()
        for command in [
            ["drill", share(1), share(2), "--remove-key"],
            ["restore", share(1), share(2), "--set-aside"],
        ] {
            let traced = try Program.run(
                Program.tool("strace"),
                [
                    "-f", "-v", "-s", "65536", "-e", "trace=execve", "-o", folder.place("trace"),
                    Program.path("plomba"), "recovery",
                ] + command + [
                    "--home", party.home, "--passphrase-file", folder.place("passphrase"),
                ], in: folder.path)
            #expect(traced.status == 0, "\(traced.errors)")
            let trace = String(decoding: try folder.read("trace"), as: UTF8.self)
            #expect(trace.contains("execve("))
            #expect(trace.components(separatedBy: "execve(").count > 2)
            for number in 1...2 {
                let words = try words(number).split(separator: " ")
                for place in 4..<31 {
                    #expect(!trace.contains(words[place...place + 1].joined(separator: " ")))
                }
            }
            #expect(!trace.contains(seed) && !trace.contains(Party.passphrase))
        }
    }

    @Test func `are typed at a terminal, which keeps none of the words`() throws {
        #expect(try split().status == 0)
        let typed = try Interop.run(
            "share_terminal.py",
            [
                folder.place("transcript"), share(1) + "," + share(3), Program.path("plomba"),
                "recovery", "drill", "--home", party.home,
            ], in: folder)
        #expect(typed.status == 0, "\(typed.output) \(typed.errors)")
        let screen = String(decoding: try folder.read("transcript"), as: UTF8.self)
        #expect(screen.contains("give the recovery key"))
        // Whatever was typed stands between the two commands that change the screens.
        let parts = screen.components(separatedBy: "\u{1B}[?1049h")
        #expect(parts.count == 3)
        let words = try (words(1) + words(3)).split(whereSeparator: \.isWhitespace)
        for part in parts.dropFirst() {
            let halves = part.components(separatedBy: "\u{1B}[2J\u{1B}[?1049l")
            #expect(halves.count == 2)
            #expect(words.contains { halves[0].lowercased().contains($0) })
            for word in words where word.utf8.count > 6 {
                #expect(!halves[1].lowercased().contains(" \(word) "))
            }
        }
        let noTerminal = try party.plomba("recovery", "drill")
        #expect(noTerminal.code == "passphrase.no-terminal", "\(noTerminal.errors)")
    }
}
