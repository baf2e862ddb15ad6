import Foundation
import Testing

/// What goes wrong at a desk: each gives one line, a hint, a stable code, the right exit status,
/// and leaves nothing half-done.
@Suite struct `Bad input` {
    /// One line, a hint, this code and status.
    private func expectFailure(
        _ outcome: Outcome, _ code: String, status: Int32 = 1,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
        #expect(outcome.code == code, "\(outcome.errors)", sourceLocation: sourceLocation)
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        let failure = lines.firstIndex { $0.hasSuffix("[\(code)]") }
        let hint = failure.map { lines.dropFirst($0 + 1).first ?? "" }
        #expect(hint?.hasPrefix("  ") == true, "no hint", sourceLocation: sourceLocation)
    }

    private func nothingHalfDone(
        _ folder: Folder, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let left = folder.tree("").filter { path in
            let name = path.split(separator: "/").last ?? ""
            return name.hasPrefix(".new-") || name.hasPrefix(".plomba-")
        }
        #expect(left.isEmpty, "left behind: \(left)", sourceLocation: sourceLocation)
    }

    private func sealed() throws -> (folder: Folder, sender: Party, receiver: Party) {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let sealed = try seal(sender, to: receiver.mailbox)
        try #require(sealed.status == 0, "\(sealed.errors)")
        return (folder, sender, receiver)
    }

    private func seal(
        _ sender: Party, to mailbox: String, passphrase: String = "passphrase"
    ) throws -> Outcome {
        try sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", mailbox, "-o", "case.plomba",
            passphrase: passphrase)
    }

    @Test func `a wrong passphrase`() throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try folder.write("wrong", "correct horse battery stable\n")
        let outcome = try seal(sender, to: receiver.mailbox, passphrase: "wrong")
        expectFailure(outcome, "passphrase.wrong")
        #expect(!folder.exists("case.plomba"))
        #expect(folder.tree(sender.name + "/outbox").allSatisfy { $0 == "lock" })
        nothingHalfDone(folder)
    }

    @Test func `a passphrase file that others can read: it works, with a note`() throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try folder.write("open", Party.passphrase + "\n", mode: 0o644)
        let outcome = try seal(sender, to: receiver.mailbox, passphrase: "open")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("other people on this computer can read"))
    }

    @Test func `no passphrase and no terminal`() throws {
        let (folder, _, receiver) = try sealed()
        let outcome = try Program.run(
            Program.tool("setsid"),
            [
                "--wait", Program.path("plomba"), "open", "case.plomba", "-o", "case", "--home",
                receiver.home,
            ], in: folder.path)
        expectFailure(outcome, "passphrase.no-terminal")
    }

    @Test func `an unknown mailbox, an unknown organisation`() throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        expectFailure(try seal(sender, to: "press@" + receiver.name), "seal.mailbox-unknown")
        expectFailure(try seal(sender, to: "intake@nobody.example"), "partner.unknown")
        expectFailure(try seal(sender, to: "intake"), "argument.mailbox")
        #expect(!folder.exists("case.plomba"))
        nothingHalfDone(folder)
    }

    @Test func `a mailbox that the broker does not serve: refused, with a signed reason`() throws {
        let scene = try Scene(admitting: false)
        try scene.broker.admit(scene.sender)
        let outcome = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        expectFailure(outcome, "send.rejected-mailbox-unknown")
        let kept = scene.folder.tree(scene.sender.name + "/outbox")
        #expect(kept.contains { $0.hasSuffix("evidence/SubmissionRejection.json") })
        #expect(!kept.contains { $0.hasSuffix("bundle.plomba") })
        try scene.broker.admit(scene.receiver)
        let again = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(again.status == 0, "\(again.errors)")
    }

    @Test func `an organisation that the broker has not admitted`() throws {
        let scene = try Scene(admitting: false)
        let outcome = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        expectFailure(outcome, "broker.unauthenticated")
        expectFailure(try scene.receiver.plomba("inbox"), "broker.unauthenticated")
        for party in [scene.sender, scene.receiver] { try scene.broker.admit(party) }
        let again = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.errors.contains("continuing"))
        let sealed = try scene.sender.plomba("sync", "--format", "json")
        #expect(try sealed.json()["sent"] as? [String] == [])
    }

    @Test func `an expired record, one's own and a partner's`() throws {
        let (folder, sender, receiver) = try sealed()
        let own = try sender.plomba(
            clock: "+400d", "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox,
            "-o", "late.plomba")
        expectFailure(own, "organisation.record-expired")
        let opened = try receiver.plomba(clock: "+400d", "open", "case.plomba", "-o", "case")
        expectFailure(opened, "bundle.record-expired")
        let added = try Program.run(
            Interop.path("at-clock"),
            [
                "+400d", Program.path("plomba"), "partner", "add", receiver.name + ".org",
                "--fingerprint", receiver.digits(), "--home", sender.home,
            ], in: folder.path)
        expectFailure(added, "partner.record-expired")
        #expect(!folder.exists("late.plomba") && !folder.exists("case"))
    }

    @Test func `a clock that is off by a day: it works, with a note`() throws {
        let scene = try Scene()
        let sent = try scene.sender.plomba(
            clock: "+1d", "send", "evidence", "--case", "case.json", "--to",
            scene.receiver.mailbox, "--format", "json")
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(sent.errors.contains("the clock of this computer is 24 hours ahead"))
        let id = try #require(sent.json()["consignment"] as? String)
        let seen = try scene.receiver.plomba(clock: "+1d", "preview", id)
        #expect(seen.status == 0, "\(seen.errors)")
        let behind = try scene.receiver.plomba(clock: "-1d", "inbox")
        expectFailure(behind, "organisation.record-not-yet-valid")
    }

    @Test func `a truncated bundle`() throws {
        let (folder, _, receiver) = try sealed()
        let whole = try folder.read("case.plomba")
        for count in [whole.count - 1, whole.count / 2, 600, 0] {
            try folder.write("case.plomba", Array(whole[..<count]))
            let opened = try receiver.plomba("open", "case.plomba", "-o", "case")
            expectFailure(opened, "bundle.not-a-bundle", status: 2)
            #expect(!folder.exists("case"))
        }
        nothingHalfDone(folder)
    }

    @Test func `a bundle with one flipped bit, wherever it is`() throws {
        let (folder, _, receiver) = try sealed()
        let whole = try folder.read("case.plomba")
        // The header and the middle of payload.age, its end, and what follows it.
        for place in [700, 8000, whole.count / 3, whole.count - 6000] {
            var flipped = whole
            flipped[place] ^= 1
            try folder.write("case.plomba", flipped)
            let opened = try receiver.plomba("open", "case.plomba", "-o", "case")
            #expect(opened.status == 2, "bit at \(place): \(opened.errors)")
            #expect(opened.code?.hasPrefix("bundle.") == true)
            #expect(!folder.exists("case"))
            #expect(try receiver.plomba("verify", "case.plomba").status == 2)
        }
        nothingHalfDone(folder)
    }

    @Test func `an opened folder in which somebody changed one byte`() throws {
        let (folder, _, receiver) = try sealed()
        #expect(try receiver.plomba("open", "case.plomba", "-o", "case").status == 0)
        try folder.write("case/bag/data/evidence/снимак 1.mov", "another content")
        let verified = try receiver.plomba("verify", "case")
        #expect(verified.status == 2)
        #expect(verified.output.contains("снимак 1.mov"))
        #expect(verified.output.contains("NOT VERIFIED"))
    }

    @Test func `a folder or file that is there already is not touched`() throws {
        let (folder, sender, receiver) = try sealed()
        let before = try folder.read("case.plomba")
        expectFailure(try seal(sender, to: receiver.mailbox), "file.exists")
        #expect(try folder.read("case.plomba") == before)
        try folder.write("case/mine.txt", "mine")
        let opened = try receiver.plomba("open", "case.plomba", "-o", "case")
        #expect(opened.status == 1)
        #expect(opened.code?.hasPrefix("file.") == true)
        #expect(folder.tree("case") == ["mine.txt"])
        nothingHalfDone(folder)
    }

    @Test func `a fingerprint with one other digit`() throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try FileManager.default.removeItem(atPath: sender.home + "/partners")
        var digits = Array(try receiver.digits())
        digits[20] = digits[20] == "0" ? "1" : "0"
        let added = try sender.plomba(
            "partner", "add", receiver.name + ".org", "--fingerprint", String(digits))
        expectFailure(added, "partner.fingerprint-mismatch")
        #expect(try sender.plomba("partner", "list").output == "No partners yet.\n")
    }

    @Test func `a home that others can read`() throws {
        let folder = try Folder()
        let (sender, _) = try Parties.copy(into: folder)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: sender.home)
        expectFailure(
            try sender.plomba("organisation", "show"), "home.readable-by-others")
    }

    @Test func `a home is made whole or not at all`() throws {
        let folder = try Folder()
        try folder.write("short", "abc\n")
        let plomba = try Program.path("plomba")
        let weak = try Program.run(
            plomba,
            [
                "organisation", "create", "a.example", "--member", "m", "--mailbox", "intake",
                "--home", "h", "--passphrase-file", "short",
            ], in: folder.path)
        expectFailure(weak, "passphrase.too-short")
        #expect(!folder.exists("h"))
        let (sender, _) = try Parties.copy(into: folder)
        let again = try sender.plomba(
            "organisation", "create", "a.example", "--member", "m", "--mailbox", "intake")
        expectFailure(again, "home.already-there")
        nothingHalfDone(folder)
    }
}
