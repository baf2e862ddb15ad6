import Foundation
import Testing

/// `Keys/README.md`, followed block by block with a real broker: roots in several hands, a colleague, and the
/// colleague's second computer.
@Suite struct `The guide to keys` {
    private let scene: Scene
    private let folder: Folder
    private let guide: [String: [Block]]

    private struct Block {
        let computer: String
        let text: String
    }

    init() throws {
        scene = try Scene()
        folder = scene.folder
        guide = try Self.read()
        for name in ["director", "board", "safe", "stick", "tools", "desk"] {
            try FileManager.default.createDirectory(
                atPath: folder.place(name), withIntermediateDirectories: false)
        }
        let plomba = try Program.path("plomba")
        try folder.write(
            "tools/plomba", "#!/bin/sh\nexec '\(plomba)' \"$@\" --passphrase-file \"$PASS\"\n",
            mode: 0o700)
        // What a person types at a prompt: the passphrase of the root, and none for a new root.
        let terminal = Interop.path("age_terminal.py")
        try folder.write(
            "tools/age",
            "#!/bin/sh\nexec '\(try Interop.python())' '\(terminal)' "
                + "'\(Party.passphrase)' /usr/bin/age \"$@\"\n", mode: 0o700)
        try folder.write(
            "tools/ssh-keygen",
            "#!/bin/sh\n[ \"$1\" = -t ] && set -- -q -N '' \"$@\"\nexec /usr/bin/ssh-keygen \"$@\"\n",
            mode: 0o700)
    }

    /// The blocks of each section, with the computer that the word before them names.
    private static func read() throws -> [String: [Block]] {
        let text = try String(
            contentsOf: Program.root.appending(path: "Keys/README.md"), encoding: .utf8)
        var (section, computer, lines): (String, String, [String]?) = ("", "", nil)
        var found: [String: [Block]] = [:]
        for line in text.components(separatedBy: "\n") {
            if line == "```sh" {
                lines = []
            } else if line == "```", let block = lines {
                found[section, default: []].append(
                    Block(computer: computer, text: block.joined(separator: "\n")))
                lines = nil
            } else if lines != nil {
                lines?.append(line)
            } else if line.hasPrefix("## ") {
                section = String(line.dropFirst(3))
            } else if line.hasSuffix(":"), let word = line.split(separator: " ").last {
                computer = String(word.dropLast())
            }
        }
        return found
    }

    private func home(_ computer: String) -> String {
        computer == "Office" ? scene.receiver.home : folder.place(computer)
    }

    @discardableResult
    private func follow(
        _ block: Block, at computer: String? = nil, _ more: [String: String] = [:]
    ) throws -> Outcome {
        var variables = [
            "PATH": folder.place("tools") + ":/usr/bin:/bin",
            "PLOMBA_HOME": home(computer ?? block.computer), "PASS": folder.place("passphrase"),
            "SAFE": folder.place("safe"), "DIRECTOR": folder.place("director"),
            "BOARD": folder.place("board"), "STICK": folder.place("stick"),
            "BROKER": scene.broker.url, "PIN": scene.broker.pin,
            "DIGITS": try scene.receiver.digits(),
            "PARTNER": folder.place(scene.sender.name + ".org"),
            "THEIR_DIGITS": try scene.sender.digits(),
        ]
        variables.merge(more) { _, new in new }
        let outcome = try Program.run(
            "/bin/bash", ["-euc", block.text], in: folder.place("desk"), environment: variables)
        try #require(
            outcome.status == 0,
            "\(block.computer): \(block.text)\n\(outcome.output)\(outcome.errors)")
        return outcome
    }

    private func section(_ name: String) throws -> [Block] {
        try #require(guide[name], "the guide has no section '\(name)'")
    }

    /// The section on drafts, for a draft that was made at this computer.
    private func sign(at computer: String = "Office") throws {
        for block in try section("Signing a draft") {
            try follow(block, at: block.computer == "Office" ? computer : nil)
        }
        #expect(!folder.exists("desk/root"))
    }

    private func answered(_ outcome: Outcome, groups count: Int = 12) throws -> String {
        let words = outcome.output.split(whereSeparator: \.isWhitespace).map(String.init)
        let groups = words.filter {
            $0.count == 5 && $0.allSatisfy(\.isNumber)
        }
        try #require(groups.count == count, "\(outcome.output)")
        return groups.joined(separator: " ")
    }

    /// Challenge, answer and approval, with other names where it is not the first time.
    private func enrol(_ blocks: ArraySlice<Block>, at computer: String, _ names: [String: String])
        throws
    {
        var answer = ""
        for block in blocks {
            var text = block.text
            for (old, new) in names { text = text.replacingOccurrences(of: old, with: new) }
            let renamed = Block(computer: block.computer, text: text)
            let place = block.computer == "Office" ? nil : computer
            let outcome = try follow(renamed, at: place, ["ANSWER": answer])
            if text.contains("member answer") { answer = try answered(outcome) }
            if text.contains("member approve") { try sign() }
        }
    }

    /// What one side types: with the other's file and name, and what it has heard last.
    private func heard(of other: Party, _ digits: String) -> [String: String] {
        [
            "PLOMBA_HOME": folder.place(
                other.name == scene.receiver.name ? Parties.third : scene.receiver.name),
            "PARTNER": folder.place(other.name + ".org"), "NAME": other.name,
            "THEIR_DIGITS": digits, "THEIR_ANSWER": digits,
        ]
    }

    @Test func `two offices confirm one another in one call`() throws {
        let third = try scene.makeThird()
        let blocks = try section("Confirming a partner")
        #expect(
            blocks.map(\.computer) == [
                "Office", "Partner", "Partner", "Office", "Office", "Partner", "Partner", "Office",
            ])
        var read = ""
        for (index, block) in blocks.enumerated() {
            let other = block.computer == "Office" ? third : scene.receiver
            let outcome = try follow(block, heard(of: other, read))
            switch index {
            case 0, 2: read = try answered(outcome)
            case 4, 6: read = try answered(outcome, groups: 5)
            default: continue
            }
        }
        for (party, other) in [(scene.receiver, third), (third, scene.receiver)] {
            let shown = try party.plomba("partner", "list", "--format", "json").json()
            let partners = try #require(shown["partners"] as? [[String: Any]])
            let found = partners.first { $0["organisation"] as? String == other.name }
            #expect(found?["confirmedBy"] as? String == "both")
        }
    }

    @Test func `goes as it says, with every root where it belongs`() throws {
        // The first day, as the other guide says: the root key is in the safe.
        try FileManager.default.moveItem(
            atPath: scene.receiver.home + "/keys/root.age", toPath: folder.place("safe/root.age"))
        let roots = try section("Several roots")
        #expect(roots.map(\.computer) == ["Director", "Board", "Office"])
        for block in roots { try follow(block) }
        try sign()
        #expect(try Team.version(of: scene.receiver) == 2)

        let yearly = try section("Once a year")
        try follow(yearly[0])
        try sign()
        try follow(yearly[1])
        #expect(try Team.version(of: scene.receiver) == 3)

        let colleague = try section("A new colleague")
        try #require(colleague.count == 7)
        try enrol(colleague[...], at: "Colleague", [:])
        let id = try scene.send()
        let legal = Party(name: "Colleague", folder: folder)
        let taken = try legal.plomba("receive", id, "-o", "received")
        #expect(taken.status == 0, "\(taken.errors)")

        try further(colleague)
        try follow(try section("When keys are lost, and in nobody's hands")[0])
        try sign()
        try follow(try section("When somebody leaves, or is away")[0])
        try sign()
        try follow(yearly[1])
        #expect(try legal.plomba("inbox").code == "broker.unauthenticated")
    }

    private func further(_ colleague: [Block]) throws {
        let steps = try section("A further computer of the same person")
        try #require(steps.map(\.computer) == ["Colleague", "Desktop", "Desktop"])
        try follow(steps[0])
        #expect(folder.tree("stick/keys") == ["member-encryption.age", "member-signing.age"])
        try follow(steps[1])
        try enrol(
            colleague[2...], at: "Desktop",
            [
                "legal.plomba-request": "desktop.plomba-request", "challenge.age": "second.age",
                "office-2": "office-3",
            ])
        // Other keys on the one, taken over by the other.
        let adopt = Block(computer: "Colleague", text: "plomba organisation adopt")
        try follow(adopt)
        try follow(try section("Once a year")[0], at: "Colleague")
        try sign(at: "Colleague")
        try follow(steps[0])
        try follow(steps[2])
        let desktop = Party(name: "Desktop", folder: folder)
        let id = try scene.send()
        let received = try desktop.plomba("receive", id, "-o", "received-there")
        #expect(received.status == 0, "\(received.errors)")
        try follow(adopt, at: "Office")
    }
}
