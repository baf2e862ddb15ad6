import Foundation
import Testing

/// `Keys/recovery.md`, followed block by block with a real broker, a partner, and a second computer.
@Suite struct `The ceremony of recovery` {
    private let scene: Scene
    private let folder: Folder

    init() throws {
        scene = try Scene()
        folder = scene.folder
        for stick in ["director", "board", "intake", "safe", "tools", "office", "new-office"] {
            try FileManager.default.createDirectory(
                atPath: folder.place(stick), withIntermediateDirectories: false)
        }
        try folder.write("new-passphrase", "a quite different sentence\n")
        // The commands as they stand; passphrases come from files, and the printer is a folder.
        let plomba = try Program.path("plomba")
        try folder.write(
            "tools/plomba", "#!/bin/sh\nexec '\(plomba)' \"$@\" --passphrase-file \"$PASS\"\n",
            mode: 0o700)
        try folder.write("tools/lp", "#!/bin/sh\ncat \"$1\" >> ../printed\n", mode: 0o700)
        let terminal = Interop.path("age_terminal.py")
        try folder.write(
            "tools/age",
            "#!/bin/sh\nexec '\(try Interop.python())' '\(terminal)' "
                + "'\(Party.passphrase)' /usr/bin/age \"$@\"\n", mode: 0o700)
    }

    private func follow(
        _ block: String, home: String, passphrase: String, _ more: [String: String]
    ) throws -> Outcome {
        var variables = [
            "PATH": folder.place("tools") + ":/usr/bin:/bin", "PLOMBA_HOME": folder.place(home),
            "PASS": folder.place(passphrase), "BROKER": scene.broker.url,
            "PIN": scene.broker.pin, "DIRECTOR": folder.place("director"),
            "BOARD": folder.place("board"), "INTAKE": folder.place("intake"),
            "SAFE": folder.place("safe"), "PARTNER": folder.place(scene.sender.name + ".org"),
            "THEIR_DIGITS": try scene.sender.digits(),
        ]
        variables.merge(more) { _, new in new }
        let place = home == Parties.receiver ? "office" : "new-office"
        return try Program.run(
            "/bin/bash", ["-euc", block], in: folder.place(place), environment: variables)
    }

    /// The blocks of the guide by the number of their step.
    private func blocks() throws -> [(step: Int, text: String)] {
        let guide = try String(
            contentsOf: Program.root.appending(path: "Keys/recovery.md"), encoding: .utf8)
        var (step, block): (Int, [String]?) = (0, nil)
        var found: [(step: Int, text: String)] = []
        for line in guide.components(separatedBy: "\n") {
            if let number = line.split(separator: ".").first.flatMap({ Int($0) }) { step = number }
            let text = line.trimmingCharacters(in: .whitespaces)
            if text == "```sh" {
                block = []
            } else if text == "```", let lines = block {
                found.append((step, lines.joined(separator: "\n")))
                block = nil
            } else {
                block?.append(text)
            }
        }
        return found
    }

    @Test func `goes as the guide says, step by step`() throws {
        let id = try scene.send()
        let digits = try scene.receiver.digits()
        let all = try blocks()
        #expect(all.map(\.step) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16])
        for (step, block) in all {
            let isNew = step >= 11
            let outcome = try follow(
                block, home: isNew ? "second" : Parties.receiver,
                passphrase: isNew ? "new-passphrase" : "passphrase",
                ["ID": id, "DIGITS": digits])
            // Whether the swap of this machine is encrypted is not what is tried here.
            let isSwap = step == 10 && outcome.output.contains("[system.swap-not-encrypted]")
            try #require(
                outcome.status == 0 || isSwap, "step \(step): \(outcome.output) \(outcome.errors)")
            try look(after: step, outcome)
        }
        // The partner's program proves that the record is in the log before it takes it.
        let sync = try scene.sender.plomba("sync", "--format", "json")
        let records = try #require(sync.json()["records"] as? [[String: Any]])
        #expect(records.map { $0["recovered"] as? [String] } == [[scene.receiver.mailbox]])
        #expect(records.map { $0["version"] as? Int } == [2])
        #expect(try scene.steps(id, of: scene.sender).contains("fetched"))
    }

    private func look(after step: Int, _ outcome: Outcome) throws {
        let keys = { (home: String) in
            folder.tree(home + "/keys").filter { $0.hasSuffix(".age") || $0 == "device" }
        }
        let member = ["device", "member-encryption.age", "member-signing.age"]
        switch step {
        case 3:
            let printed = String(decoding: try folder.read("printed"), as: UTF8.self)
            for share in 1...3 { #expect(printed.contains("RECOVERY SHARE \(share) OF 3")) }
        case 6: #expect(keys(Parties.receiver) == member + ["root.age"])
        case 7:
            #expect(keys(Parties.receiver) == member)
            #expect(folder.tree("office") == [])
        case 10: try FileManager.default.removeItem(atPath: folder.place(Parties.receiver))
        case 11: #expect(outcome.errors.contains("What was sealed to the mailbox opens here now."))
        case 13: #expect(keys("second") == member + ["recovery.age"])
        case 16: #expect(folder.exists("new-office/received-case"))
        default: break
        }
    }
}
