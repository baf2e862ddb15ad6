import Foundation
import Testing

/// `plomba passphrase change` through the real program, judged by an age of somebody else's making.
@Suite struct `A changed passphrase` {
    private let folder: Folder
    private let party: Party
    private static let keys = [
        "member-encryption.age", "member-signing.age", "recovery.age", "root.age",
    ]

    init() throws {
        folder = try Folder()
        party = try Parties.copy(into: folder).sender
        try folder.write("new", "another sentence altogether\n")
    }

    /// Which key files a passphrase opens.
    private func opened(by passphrase: String) throws -> [String] {
        let names = folder.tree(party.name + "/keys").filter { $0.hasSuffix(".age") }
        let checked = try Interop.run(
            "age_scrypt.py",
            ["check", folder.place(passphrase)] + names.map { party.home + "/keys/" + $0 },
            in: folder)
        try #require(checked.status == 0, "\(checked.errors)")
        return checked.output.split(separator: "\n").map(String.init).sorted()
    }

    @Test func `opens every key, for others too, and what was unlocked is locked`() throws {
        try party.unlock()
        let changed = try party.plomba(
            "passphrase", "change", "--new-passphrase-file", folder.place("new"))
        #expect(changed.status == 0, "\(changed.errors)")
        #expect(changed.errors.contains("older ones still open with the old passphrase"))
        #expect(try opened(by: "new") == Self.keys)
        #expect(try opened(by: "passphrase") == [])
        #expect(try party.keys() == "locked")
        #expect(try party.plomba("unlock").code == "passphrase.wrong")
        #expect(try party.plomba("unlock", passphrase: "new").status == 0)
    }

    /// The fourth of nine renames completes the new files, the fifth makes them count.
    @Test(arguments: [(4, "passphrase"), (5, "passphrase"), (6, "new"), (9, "new")])
    func `killed at a rename, one passphrase opens everything`(
        _ number: Int, _ valid: String
    ) throws {
        let calls = "rename,renameat,renameat2"
        let killed = try Program.run(
            Program.tool("strace"),
            [
                "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):signal=SIGKILL:when=\(number)", Program.path("plomba"),
                "passphrase", "change", "--new-passphrase-file", folder.place("new"), "--home",
                party.home, "--passphrase-file", folder.place("passphrase"),
            ], in: folder.path)
        #expect(killed.status != 0)
        let invalid = valid == "new" ? "passphrase" : "new"
        #expect(try party.plomba("unlock", passphrase: invalid).code == "passphrase.wrong")
        #expect(try party.plomba("unlock", passphrase: valid).status == 0)
        #expect(folder.tree(party.name + "/keys").filter { $0.hasSuffix(".age") } == Self.keys)
        #expect(try opened(by: valid) == Self.keys)
    }

    @Test func `onto a full disk changes nothing`() throws {
        let script = """
            cp -r "$1" passphrase new small && head -c 3m /dev/zero > small/fill 2>/dev/null; \
            "$0" passphrase change --home small/\(party.name) --passphrase-file small/passphrase \
                --new-passphrase-file small/new; status=$?; \
            cmp "$1/keys/root.age" small/\(party.name)/keys/root.age && ls -A small/*/keys; \
            exit $status
            """
        let (path, arguments) = try SmallDisk.command(
            ["/bin/sh", "-c", script, Program.path("plomba"), party.home],
            at: folder.place("small"), size: "1m")
        let outcome = try Program.run(path, arguments, in: folder.path)
        #expect(outcome.status == 1)
        #expect(outcome.code == "file.disk-full", "\(outcome.errors)")
        #expect(outcome.output.split(separator: "\n").map(String.init) == ["device"] + Self.keys)
    }

    @Test func `doctor looks at keys, home, agent and the broker's clock`() throws {
        let scene = try Scene()
        func doctor(clock: String = "+0d", _ arguments: String...) throws -> [String] {
            let outcome = try Program.run(
                Interop.path("at-clock"),
                [clock, Program.path("plomba"), "doctor", "--format", "json", "--home"]
                    + [scene.receiver.home] + arguments, in: scene.folder.path)
            let findings = try #require(outcome.json()["findings"] as? [[String: String]])
            #expect(outcome.status == (findings.isEmpty ? 0 : 1), "\(outcome.errors)")
            #expect(findings.allSatisfy { $0["message"] != "" && $0["hint"] != "" })
            return findings.compactMap { $0["code"] }.filter { !$0.hasPrefix("system.swap") }
        }
        #expect(try doctor() == ["recovery.on-this-computer"])
        try FileManager.default.removeItem(atPath: scene.receiver.home + "/keys/recovery.age")
        #expect(try doctor() == [])
        #expect(try doctor(clock: "+1h") == ["clock.off"])
        #expect(try doctor(clock: "+1h", "--offline") == [])
        #expect(
            try doctor(clock: "+340d", "--offline") == [
                "record.near-expiry", "partner.near-expiry",
            ])
        try scene.receiver.unlock()
        #expect(try doctor() == ["agent.unlocked"])
        scene.broker.stop()
        let offline = try scene.receiver.plomba("doctor", "--format", "json")
        let unknown = try #require(offline.json()["unknown"] as? [[String: String]])
        #expect(unknown.compactMap { $0["code"] } == ["broker.unreachable"])
        #expect(try scene.receiver.unaided("lock").status == 0)
    }
}
