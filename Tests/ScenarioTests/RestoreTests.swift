import Foundation
import Testing

/// `plomba recovery restore` with a real broker and a partner: mail opens again, and everybody sees it.
@Suite struct `A restored mailbox` {
    private let scene: Scene
    private let folder: Folder
    private let receiver: Party

    init() throws {
        scene = try Scene()
        folder = scene.folder
        receiver = scene.receiver
        let made = try receiver.plomba(
            "recovery", "split", "--shares", "3", "--threshold", "2", "-o", folder.place("shares"))
        try #require(made.status == 0, "\(made.errors)")
        try folder.write("other", "a quite different sentence\n")
    }

    private var shares: [String] { [2, 3].map { folder.place("shares/share-\($0).slip39") } }

    private func restore(
        _ more: [String] = [], passphrase: String = "passphrase", home: String? = nil
    ) throws -> Outcome {
        try Program.run(
            Program.path("plomba"),
            ["recovery", "restore"] + shares + more + [
                "--format", "json", "--home", home ?? receiver.home, "--passphrase-file",
                folder.place(passphrase),
            ], in: folder.path)
    }

    private func lose(_ names: [String]) throws {
        for name in names {
            try FileManager.default.removeItem(atPath: receiver.home + "/keys/" + name)
        }
    }

    private func recovered(by party: Party) throws -> [[String]?] {
        let sync = try party.plomba("sync", "--format", "json")
        try #require(sync.status == 0, "\(sync.errors)")
        let records = try #require(sync.json()["records"] as? [[String: Any]])
        return records.map { $0["recovered"] as? [String] }
    }

    @Test func `opens what was sealed before and after, and the record says so to all`() throws {
        let before = try scene.send()
        try lose(["member-signing.age", "member-encryption.age", "device"])
        #expect(try receiver.plomba("inbox").status == 1)
        let restored = try restore()
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try restored.json()["broker"] as? String == "yes")
        #expect(try restored.json()["restored"] as? [String] == [receiver.mailbox])
        #expect(try recovered(by: scene.sender) == [[receiver.mailbox]])
        let after = try scene.send()
        for (number, id) in [before, after].enumerated() {
            let received = try receiver.plomba("receive", id, "-o", "out-\(number)")
            #expect(received.status == 0, "\(received.errors)")
            #expect(try receiver.plomba("accept", id).status == 0)
            #expect(try scene.sender.plomba("sync").status == 0)
            #expect(try scene.steps(id, of: scene.sender).contains("accepted"))
        }
        let shown = try receiver.plomba("organisation", "show", "--format", "json").json()
        #expect(shown["recovered"] as? [String] == [receiver.mailbox])
        // The shares that were used are of a key that is no longer sealed to.
        let drill = try receiver.plomba(arguments: ["recovery", "drill"] + shares)
        #expect(drill.code == "recovery.replaced-key", "\(drill.errors)")
        // The next record is an ordinary one.
        #expect(try receiver.plomba("organisation", "renew").status == 0)
        #expect(try recovered(by: scene.sender) == [[]])
    }

    @Test func `replaces a passphrase that nobody knows; the root in the safe signs`() throws {
        let id = try scene.send()
        let stick = folder.place("stick-root.age")
        try FileManager.default.copyItem(atPath: receiver.home + "/keys/root.age", toPath: stick)
        let here = try restore(passphrase: "other")
        #expect(here.code == "recovery.keys-are-here", "\(here.errors)")
        let restored = try restore(["--set-aside"], passphrase: "other")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try restored.json()["missing"] as? [String] == ["root-1"])
        #expect(try restored.json()["newKeysWait"] as? Bool == true)
        #expect(
            folder.tree(receiver.name + "/keys/set-aside-1") == [
                "member-encryption.age", "member-signing.age", "recovery.age", "root.age",
            ])
        // What lies here opens with the shares' key alone; nothing can be signed yet.
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o", "by-hand")
        #expect(sealed.status == 0, "\(sealed.errors)")
        let opened = try receiver.plomba("open", "by-hand", "-o", "opened", passphrase: "other")
        #expect(opened.status == 0, "\(opened.errors)")
        try sign(stick)
        let adopted = try receiver.plomba("organisation", "adopt", "record.json.sig")
        #expect(adopted.status == 0, "\(adopted.errors)")
        let received = try receiver.plomba("receive", id, "-o", "out", passphrase: "other")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try receiver.plomba("receive", id, "-o", "out-2").code != nil)
        #expect(try receiver.plomba("accept", id, passphrase: "other").status == 0)
        #expect(try receiver.plomba("unlock").code == "passphrase.wrong")
    }

    /// With stock tools, as any root does.
    private func sign(_ root: String) throws {
        let script = """
            cp "$1/organisation/draft/record.json" .; umask 077
            "$2" "$3" open passphrase "$4" > root
            ssh-keygen -q -Y sign -n plomba/v1/OrganisationRecord -f root record.json
            """
        let signed = try Program.run(
            "/bin/sh",
            [
                "-euc", script, "sh", receiver.home, Interop.python(),
                Interop.path("age_scrypt.py"), root,
            ], in: folder.path)
        try #require(signed.status == 0, "\(signed.errors)")
    }

    @Test func `is not made of shares that are too few, or of another organisation`() throws {
        let keys = folder.tree(receiver.name)
        let one = try receiver.plomba(
            arguments: ["recovery", "restore", shares[0], "--set-aside"])
        #expect(one.code == "share.too-few", "\(one.errors)")
        let foreign = try scene.sender.plomba(
            arguments: ["recovery", "restore"] + shares + ["--set-aside"])
        #expect(foreign.code == "recovery.not-our-key", "\(foreign.errors)")
        let stranger = try restore(["--set-aside", "--member", "director"])
        #expect(stranger.code == "recovery.no-member", "\(stranger.errors)")
        #expect(folder.tree(receiver.name) == keys)
    }

    @Test func `is made on a new computer only for the digits that were read`() throws {
        let new = folder.place("new")
        let wrong = try restore(
            [
                "--organisation", folder.place(receiver.name + ".org"), "--fingerprint",
                scene.sender.digits(),
            ], home: new)
        #expect(wrong.code == "partner.fingerprint-mismatch", "\(wrong.errors)")
        #expect(!folder.exists("new"))
        let there = try restore(
            [
                "--organisation", folder.place(receiver.name + ".org"), "--fingerprint",
                receiver.digits(),
            ])
        #expect(there.code == "home.already-there", "\(there.errors)")
    }

    /// Before the third rename nothing counts, after it the recovered key opens; with the tenth the draft
    /// stands, and before the thirteenth the record counts and its keys wait.
    @Test(arguments: [(3, false), (10, false), (13, true)])
    func `killed at a rename, is restored by the next attempt`(
        _ number: Int, _ counts: Bool
    ) throws {
        let id = try scene.send()
        try lose(["member-signing.age", "member-encryption.age"])
        let calls = "rename,renameat,renameat2"
        let killed = try Program.run(
            Program.tool("strace"),
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):signal=SIGKILL:when=\(number)", Program.path("plomba"),
                "recovery", "restore",
            ] + shares + [
                "--home", receiver.home, "--passphrase-file", folder.place("passphrase"),
            ], in: folder.path)
        #expect(killed.status != 0, "fewer than \(number) renames")
        // What was sealed to the mailbox opens in any case; who has no key yet is told what to do.
        let received = try receiver.plomba("receive", id, "-o", "out")
        #expect(received.status == 0, "\(number): \(received.errors)")
        if !counts {
            #expect(try receiver.plomba("accept", id).code == "keys.not-here")
            _ = try receiver.plomba("organisation", "discard")
            let again = try restore(["--set-aside"])
            #expect(again.status == 0, "\(number): \(again.errors)")
        }
        let accepted = try receiver.plomba("accept", id)
        #expect(accepted.status == 0, "\(number): \(accepted.errors)")
    }
}
