import Foundation
import Testing

/// An organisation's record and its keys change, through the real programs.
@Suite struct `A record that changes` {
    private let scene: Scene

    init() throws {
        scene = try Scene()
    }

    private func version(of party: Party) throws -> Int? {
        try party.plomba("organisation", "show", "--format", "json").json()["version"] as? Int
    }

    private func learnt(by party: Party) throws -> [Int] {
        let sync = try party.plomba("sync", "--format", "json")
        try #require(sync.status == 0, "\(sync.errors)")
        let records = try #require(sync.json()["records"] as? [[String: Any]])
        return records.compactMap { $0["version"] as? Int }
    }

    @Test func `is renewed, and partners learn it from the broker`() throws {
        let renewed = try scene.receiver.plomba(
            "organisation", "renew", "--valid-days", "700", "--format", "json")
        #expect(renewed.status == 0, "\(renewed.errors)")
        #expect(try renewed.json()["broker"] as? String == "yes")
        #expect(try version(of: scene.receiver) == 2)
        #expect(try learnt(by: scene.sender) == [2])
        #expect(try learnt(by: scene.sender) == [])
        let listed = try scene.sender.plomba("partner", "list", "--format", "json").json()
        let partner = try #require((listed["partners"] as? [[String: Any]])?.first)
        let until = try #require(partner["expiryTime"] as? String)
        let expected = [699.9, 700].map { days in
            Date().addingTimeInterval(days * 86_400).formatted(.iso8601).prefix(10)
        }
        #expect(expected.contains(until.prefix(10)), "\(until)")
    }

    @Test func `a renewal does not prolong what a rotation left behind`() throws {
        let party = scene.receiver
        try #require(party.plomba("keys", "rotate").status == 0)
        func former(in version: Int) throws -> String? {
            let record = try JSONSerialization.jsonObject(
                with: Data(
                    scene.folder.read("\(party.name)/organisation/000\(version).json")))
            let members = (record as? [String: Any])?["members"] as? [[String: Any]] ?? []
            return members.first { $0["label"] as? String == "intake-officer.former-1" }?[
                "validUntil"] as? String
        }
        let before = try #require(try former(in: 2))
        try #require(
            party.plomba("organisation", "renew", "--valid-days", "700").status == 0)
        #expect(try former(in: 3) == before)
    }

    @Test func `names new keys; what was sealed to the old ones still opens`() throws {
        let before = try scene.send()
        try scene.receiver.unlock()
        let rotated = try scene.receiver.plomba("keys", "rotate", "--format", "json")
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(try scene.receiver.keys() == "locked")
        let after = try scene.send()
        for (number, id) in [before, after].enumerated() {
            let received = try scene.receiver.plomba("receive", id, "-o", "out-\(number)")
            #expect(received.status == 0, "\(received.errors)")
            #expect(try scene.receiver.plomba("accept", id).status == 0)
            #expect(try scene.sender.plomba("sync").status == 0)
            #expect(try scene.steps(id, of: scene.sender).contains("accepted"))
        }
        // The partner sealed the second one to the new key alone.
        let keys = scene.receiver.home + "/keys/member-encryption.age"
        let opened = try Interop.run(
            "age_scrypt.py", ["open", scene.folder.place("passphrase"), keys], in: scene.folder)
        let identities = opened.output.split(separator: "\n").filter { $0.hasPrefix("AGE-SECRET") }
        #expect(identities.count == 2, "\(opened.errors)")
    }

    @Test func `is changed by two of three once three have roots, one of them elsewhere`() throws {
        let folder = scene.folder
        for name in ["director", "board", "stranger"] {
            let made = try Program.run(
                Program.tool("ssh-keygen"),
                ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder.place(name)],
                in: folder.path)
            try #require(made.status == 0, "\(made.errors)")
        }
        let roots = try scene.receiver.plomba(
            "organisation", "roots", "--add", "director=director.pub", "--add",
            "board=board.pub", "--threshold", "2", "--format", "json")
        #expect(roots.status == 0, "\(roots.errors)")
        #expect(try roots.json()["missing"] as? [String] == ["director", "board"])
        let file = try #require(try roots.json()["file"] as? String)
        #expect(try version(of: scene.receiver) == 1)
        let again = try scene.receiver.plomba("organisation", "renew")
        #expect(again.code == "record-change.draft-waiting")

        for name in ["stranger", "director"] {
            try FileManager.default.copyItem(
                atPath: file, toPath: folder.place("for-\(name).json"))
            let signed = try Program.run(
                Program.tool("ssh-keygen"),
                [
                    "-q", "-Y", "sign", "-n", "plomba/v1/OrganisationRecord", "-f",
                    folder.place(name), folder.place("for-\(name).json"),
                ], in: folder.path)
            try #require(signed.status == 0, "\(signed.errors)")
        }
        let foreign = try scene.receiver.plomba("organisation", "adopt", "for-stranger.json.sig")
        #expect(foreign.code == "record-change.foreign-signature")
        let adopted = try scene.receiver.plomba("organisation", "adopt", "for-director.json.sig")
        #expect(adopted.status == 0, "\(adopted.errors)")
        #expect(try version(of: scene.receiver) == 2)
        #expect(try learnt(by: scene.sender) == [2])
        // From now on one signature is not enough.
        let rotated = try scene.receiver.plomba("keys", "rotate", "--format", "json")
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(try rotated.json()["newKeysWait"] as? Bool == true)
        #expect(try version(of: scene.receiver) == 2)
        let id = try scene.send()
        #expect(try scene.receiver.plomba("receive", id, "-o", "out").status == 0)
        let locked = try scene.receiver.plomba(
            "passphrase", "change", "--new-passphrase-file", folder.place("passphrase"))
        #expect(locked.code == "record-change.draft-waiting", "\(locked.errors)")
        #expect(try scene.receiver.plomba("organisation", "discard").status == 0)
        #expect(
            scene.folder.tree(scene.receiver.name + "/keys").filter { $0.contains("waiting-") }
                == [])
        #expect(try scene.receiver.plomba("organisation", "draft").code == "record-change.no-draft")
        // A draft that a power cut left half removed is no draft, and in nobody's way.
        try scene.folder.write(
            scene.receiver.name + "/organisation/draft/record.json.sig.1", "rest")
        let renewed = try scene.receiver.plomba("organisation", "renew", "--format", "json")
        #expect(renewed.status == 0, "\(renewed.errors)")
        #expect(try renewed.json()["version"] as? Int == 3)
    }

    @Test func `is told to a computer of ours that did not make it`() throws {
        let copy = Party(name: "copy", folder: scene.folder)
        try FileManager.default.copyItem(atPath: scene.receiver.home, toPath: copy.home)
        #expect(try scene.receiver.plomba("organisation", "renew").status == 0)
        let sync = try copy.plomba("sync")
        #expect(sync.status == 1)
        #expect(sync.code == "organisation.record-made-elsewhere", "\(sync.errors)")
        #expect(try scene.receiver.plomba("sync").status == 0)
    }

    @Test func `revokes a stolen computer: the broker refuses it at once`() throws {
        let id = try scene.send()
        let since = try scene.receiver.plomba(
            "keys", "revoke", "--device", "device-1", "--compromised", "--since",
            "2100-01-01T00:00:00Z")
        #expect(since.code == "record-change.in-the-future")
        let unknown = try scene.receiver.plomba(
            "keys", "revoke", "--device", "laptop", "--compromised", "--since", Self.now())
        #expect(unknown.code == "record-change.unknown-key")
        #expect(try scene.receiver.plomba("inbox").status == 0)
        let revoked = try scene.receiver.plomba(
            "keys", "revoke", "--device", "device-1", "--compromised", "--since", Self.now(),
            "--format", "json")
        #expect(revoked.status == 0, "\(revoked.errors)")
        #expect(try revoked.json()["broker"] as? String == "yes")
        let refused = try scene.receiver.plomba("receive", id, "-o", "out")
        #expect(refused.status == 1)
        #expect(refused.code == "broker.unauthenticated", "\(refused.errors)")
        #expect(try learnt(by: scene.sender) == [2])
        // Another key for a computer that is in the right hands, and work goes on.
        let rotated = try scene.receiver.plomba("keys", "rotate", "--device", "--format", "json")
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(try rotated.json()["broker"] as? String == "yes")
        let received = try scene.receiver.plomba("receive", id, "-o", "out")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try scene.receiver.plomba("accept", id).status == 0)
        #expect(try learnt(by: scene.sender) == [3])
        #expect(try scene.steps(id, of: scene.sender).contains("accepted"))
        let revokedKeys = try scene.sender.plomba("partner", "signers", "--revoked")
        #expect(revokedKeys.output.split(separator: "\n").count == 1)
    }

    @Test func `that could never count is not kept waiting`() throws {
        let device = try Program.run(
            Program.tool("ssh-keygen"), ["-y", "-f", scene.receiver.home + "/keys/device"],
            in: scene.folder.path)
        try scene.folder.write("device.pub", device.output)
        #expect(try scene.receiver.plomba("keys", "rotate", "--device").status == 0)
        let refused = try scene.receiver.plomba(
            "organisation", "roots", "--add", "director=device.pub")
        #expect(refused.code == "record.key-repurposed", "\(refused.errors)")
        #expect(try scene.receiver.plomba("organisation", "draft").code == "record-change.no-draft")
        // Within one second of the rotation the usual time would be the one that the record has.
        let renewed = try scene.receiver.plomba("organisation", "renew", "--valid-days", "300")
        #expect(renewed.status == 0, "\(renewed.code ?? "") \(renewed.errors)")
        #expect(try version(of: scene.receiver) == 3)
    }

    @Test func `a revocation takes the place of a draft that waits, and says so`() throws {
        let made = try Program.run(
            Program.tool("ssh-keygen"),
            ["-q", "-t", "ed25519", "-N", "", "-f", scene.folder.place("director")],
            in: scene.folder.path)
        try #require(made.status == 0, "\(made.errors)")
        let roots = try scene.receiver.plomba(
            "organisation", "roots", "--add", "director=director.pub", "--threshold", "2")
        #expect(roots.status == 0, "\(roots.errors)")
        #expect(try version(of: scene.receiver) == 1)
        let unknown = try scene.receiver.plomba(
            "keys", "revoke", "--device", "laptop", "--compromised", "--since", Self.now())
        #expect(unknown.code == "record-change.unknown-key", "\(unknown.errors)")
        #expect(try scene.receiver.plomba("organisation", "draft").status == 0)
        let revoked = try scene.receiver.plomba(
            "keys", "revoke", "--device", "device-1", "--compromised", "--since", Self.now())
        #expect(revoked.status == 0, "\(revoked.errors)")
        #expect(revoked.errors.contains("the draft of record 2 is dropped"), "\(revoked.errors)")
        #expect(try version(of: scene.receiver) == 2)
        #expect(try learnt(by: scene.sender) == [2])
    }

    @Test func `that has expired is renewed and a key revoked in one`() throws {
        try FileManager.default.removeItem(atPath: scene.receiver.home + "/broker.json")
        let since = Self.now()
        let words = ["keys", "revoke", "--device", "device-1", "--compromised", "--since", since]
        let expired = try scene.receiver.plomba(
            clock: "+380d", words[0], words[1], words[2], words[3], words[4], words[5], words[6])
        #expect(expired.code == "record-change.expired", "\(expired.errors)")
        let revoked = try scene.receiver.plomba(
            clock: "+380d", words[0], words[1], words[2], words[3], words[4], words[5], words[6],
            "--valid-days", "30")
        #expect(revoked.status == 0, "\(revoked.errors)")
        #expect(try version(of: scene.receiver) == 2)
    }

    @Test(arguments: [true, false])
    func `a partner's file from an old backup stops nobody, and sync fetches it anew`(
        _ isEmpty: Bool
    ) throws {
        let place = try
            "\(scene.sender.name)/partners/\(fingerprint(of: scene.receiver))/history.json"
        let old = try scene.folder.read(place)
        #expect(try scene.receiver.plomba("organisation", "renew").status == 0)
        #expect(try learnt(by: scene.sender) == [2])
        try scene.folder.write(place, isEmpty ? [] : old)
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba")
        #expect(sealed.code == "partner.damaged", "\(sealed.errors)")
        let listed = try scene.sender.plomba("partner", "list", "--format", "json")
        #expect(listed.status == 0 && listed.errors.contains("plomba sync"), "\(listed.errors)")
        #expect((try listed.json()["damaged"] as? [Any])?.count == 1)
        #expect(try learnt(by: scene.sender) == [2])
        _ = try scene.send()
    }

    private func fingerprint(of party: Party) throws -> String {
        let shown = try party.plomba("organisation", "show", "--format", "json").json()
        return try #require(shown["fingerprint"] as? String)
    }

    /// Every rename of a rotation is a moment at which the power may fail.
    @Test(arguments: [3, 6, 8, 9, 10, 11, 12])
    func `killed at a rename, the keys in use are those of the record in force`(
        _ number: Int
    ) throws {
        let calls = "rename,renameat,renameat2"
        let receiver = scene.receiver
        let killed = try Program.run(
            Program.tool("strace"),
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):signal=SIGKILL:when=\(number)", Program.path("plomba"), "keys",
                "rotate", "--home", receiver.home, "--passphrase-file",
                scene.folder.place("passphrase"),
            ], in: scene.folder.path)
        _ = try receiver.plomba("organisation", "discard")
        let id = try scene.send()
        let received = try receiver.plomba("receive", id, "-o", "out")
        #expect(received.status == 0, "\(number): \(received.errors)")
        let accepted = try receiver.plomba("accept", id)
        #expect(accepted.status == 0, "\(number): \(accepted.errors)")
        #expect(killed.status != 0)
        #expect(
            scene.folder.tree(receiver.name + "/keys").allSatisfy {
                !$0.contains("waiting-") && !$0.contains("next") && !$0.contains(".new-")
            })
    }

    private static func now() -> String {
        Date().addingTimeInterval(-1).formatted(.iso8601)
    }
}
