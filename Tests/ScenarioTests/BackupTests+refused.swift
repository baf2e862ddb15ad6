import Foundation
import Testing

/// What cannot be put back, and what cannot be backed up.
extension `A broker that is put back` {
    @Test func `what is no whole backup is refused, and leaves nothing behind`() throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        try scene.folder.write("evidence/large", [UInt8](repeating: 7, count: 300_000))
        _ = try scene.send()
        try safe.backup("good.tar.age")
        let good = try safe.unpack("good.tar.age")
        let payload = try #require(
            scene.folder.tree("good.tar.age.unpacked").first {
                $0.hasPrefix("data/payloads/") && $0.count > 40
            })
        try safe.lose()
        func change(_ name: String, _ text: String?) throws -> (String) throws -> Void {
            { folder in
                let path = folder + "/" + name
                guard let text else { return try FileManager.default.removeItem(atPath: path) }
                try Data(text.utf8).write(to: URL(filePath: path))
            }
        }
        let list = try String(contentsOfFile: good + "/SHA256SUMS", encoding: .utf8)
        let cases: [(String, String, (String) throws -> Void)] = [
            ("its end", "was cut off", try change("SHA256SUMS", nil)),
            ("half its list", "is malformed", try change("SHA256SUMS", list.prefix(500) + "\n")),
            ("a payload", "is missing", try change(payload, nil)),
            ("another payload", "not as it was", try change(payload, "other")),
            ("the database", "is missing", try change("data/broker.db", nil)),
            ("another database", "not as it was", try change("data/broker.db", "other")),
            ("a stranger", "does not belong", try change("data/broker.db-wal", "other")),
            (
                "a way out", "is malformed",
                try change(
                    "SHA256SUMS", list.replacing("home/keys/log", with: "home/../../log"))
            ),
            (
                "of a later version", "later version",
                { folder in
                    let name = folder + "/backup.json"
                    let text = try String(contentsOfFile: name, encoding: .utf8)
                    try Data(text.replacing("\"version\": 1", with: "\"version\": 2").utf8)
                        .write(to: URL(filePath: name))
                    let sum = try Program.run(
                        "/bin/bash",
                        [
                            "-c",
                            "(grep -v backup.json SHA256SUMS; sha256sum backup.json) > S && mv S SHA256SUMS",
                        ],
                        in: folder)
                    try #require(sum.status == 0)
                }
            ),
        ]
        for (what, words, damage) in cases {
            let folder = scene.folder.place("damaged")
            try FileManager.default.copyItem(atPath: good, toPath: folder)
            try damage(folder)
            let refused = try safe.restore(folder)
            #expect(
                refused.status == 1 && refused.errors.contains(words), "\(what): \(refused.errors)")
            #expect(scene.folder.tree("broker").isEmpty, "\(what)")
            try FileManager.default.removeItem(atPath: folder)
        }
        #expect(try safe.restore(good).status == 0)
        let twice = try safe.restore(good)
        #expect(twice.status == 1 && twice.errors.contains("already"), "\(twice.errors)")
    }

    @Test func `a backup that cannot be made leaves nothing under its name`() throws {
        let scene = try Scene()
        func backup(_ arguments: String...) throws -> Outcome {
            try Program.run(
                Program.path("plombad"),
                ["backup", scene.folder.place("made")] + arguments + [
                    "--home", scene.broker.home,
                ], in: scene.folder.path)
        }
        #expect(try backup().status == 64)
        #expect(try backup("--recipient", "age1aa", "--unencrypted").status == 64)
        for recipient in ["age1zzz", "-h", "ssh-ed25519 AAAA", "AGE-SECRET" + "-KEY-1AA"] {
            let refused = try backup("--recipient=" + recipient)
            #expect(refused.status == 1, "\(recipient)")
            #expect(!scene.folder.exists("made") && !scene.folder.exists("made.partial"))
        }
        #expect(!scene.folder.exists("broker/data/payloads/backup"))
        #expect(try backup("--unencrypted").status == 0)
        let again = try backup("--unencrypted")
        #expect(again.status == 1 && again.errors.contains("already"), "\(again.errors)")
        let never = try scene.broker.plombad("init", scene.folder.place("n"), "--name", "n.example")
        #expect(never.status == 0)
        let nothing = try scene.broker.plombad(
            "backup", scene.folder.place("x"), "--unencrypted", "--home", scene.folder.place("n"))
        #expect(nothing.status == 1 && nothing.errors.contains("nothing to back up"))
    }
}
