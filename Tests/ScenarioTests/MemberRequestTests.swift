import Foundation
import Testing

/// Requests that somebody changed, exchanged, replayed or kept too long, through the real programs.
@Suite struct `A request for a place` {
    private let folder: Folder
    private let office: Party
    private let partner: Party

    init() throws {
        folder = try Folder()
        (partner, office) = try Parties.copy(into: folder)
    }

    private func request(_ name: String) -> Request {
        Request(of: name, in: folder, office: office)
    }

    @Test func `is judged before any key is made`() throws {
        let digits = try partner.digits()
        let other = try request("legal").party.plomba(
            "member", "request", Parties.receiver + ".org", "--fingerprint", digits, "--name",
            "legal-officer", "-o", "x.request")
        #expect(other.code == "member.other-fingerprint", "\(other.errors)")
        for (words, code) in [
            (["--name", "intake-officer"], "member-request.label-taken"),
            (["--name", "lntake.0fficer"], "member-request.label-looks-alike"),
            (["--name", "Željka"], "member.label"),
            (["--name", "legal-officer", "--role", "boss"], "member.role"),
            (["--name", "legal-officer", "--mailbox", "legal"], "member-request.unknown-mailbox"),
            (
                ["--name", "legal-officer", "--device", "device-1"],
                "member-request.device-label-taken"
            ),
            (["--keys", partner.home + "/keys"], "member.keys-not-listed"),
        ] {
            let refused = try request("legal").ask(words)
            #expect(refused.code == code, "\(words): \(refused.errors)")
            #expect(!folder.exists("legal") && !folder.exists("legal.request"))
        }
        let misused = try request("legal").ask(["--name", "legal-officer", "--keys", "x"])
        #expect(misused.status == 64)
    }

    @Test func `counts only with the digits that its own key answers`() throws {
        let legal = request("legal")
        let stranger = request("stranger")
        for one in [legal, stranger] {
            let asked = try one.ask(["--name", "legal-officer", "--mailbox", "intake"])
            try #require(asked.status == 0, "\(asked.errors)")
        }
        try legal.party.makeCheap()
        func approve(_ one: Request, _ answer: String) throws -> String? {
            try office.plomba("member", "approve", one.file, "--answer", answer).code
        }
        let foreign = try stranger.answer()
        #expect(try approve(legal, foreign) == "member.not-challenged")
        let right = try legal.answer()
        // The office holds a request that the stranger put in its place: the digits tell.
        #expect(try approve(stranger, right) == "member.answer-wrong")
        #expect(try approve(legal, foreign) == "member.answer-wrong")
        #expect(try approve(legal, office.digits()) == "member.answer-wrong")
        // The colleague does not open what was sealed for another request.
        let exchanged = try office.plomba("member", "challenge", stranger.file, "-o", "c.age")
        #expect(exchanged.status == 0, "\(exchanged.errors)")
        let opened = try legal.party.plomba("member", "answer", "c.age")
        #expect(opened.code == "member.other-request", "\(opened.errors)")
        #expect(
            try legal.party.plomba("member", "answer", "passphrase").code
                == "member.not-a-challenge")
        #expect(try office.plomba("member", "answer", "c.age").code == "member.no-request")
        // A challenge made anew has another answer.
        let again = try legal.answer()
        #expect(try approve(legal, right) == "member.answer-wrong")
        let approved = try office.plomba(
            "member", "approve", legal.file, "--answer", again, "--role", "auditor", "--format",
            "json")
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(try approved.json()["version"] as? Int == 2)
        #expect(try approve(legal, again) == "member-request.key-known")
        #expect(try approve(stranger, foreign) == "member-request.label-taken")
        let early = try legal.party.plomba("organisation", "show", "--format", "json").json()
        #expect(early["version"] as? Int == 1)
    }

    @Test func `that was changed, is another's, or is too old is refused`() throws {
        let legal = request("legal")
        let asked = try legal.ask(["--name", "legal-officer", "--mailbox", "intake"])
        try #require(asked.status == 0, "\(asked.errors)")
        func challenge(_ file: String, by party: Party) throws -> Outcome {
            try party.plomba("member", "challenge", file, "-o", UUID().uuidString)
        }
        #expect(try challenge(legal.file, by: partner).code == "member-request.other-organisation")
        let late = try office.plomba(
            clock: "+31d", "member", "challenge", legal.file, "-o", "late.age")
        #expect(late.code == "member-request.expired", "\(late.errors)")
        let early = try office.plomba(
            clock: "-2d", "member", "challenge", legal.file, "-o", "early.age")
        #expect(early.code == "member-request.not-yet", "\(early.errors)")
        for (name, change) in try changes(of: legal.file) {
            try folder.write(name + ".request", change)
            let refused = try challenge(name + ".request", by: office)
            #expect(refused.code == "member-request." + name, "\(name): \(refused.errors)")
        }
        #expect(try challenge("passphrase", by: office).code == "member-request.not-json")
        try folder.write("large.request", [UInt8](repeating: 0x20, count: 33_000))
        #expect(try challenge("large.request", by: office).code == "file.too-large")
        #expect(try challenge(legal.file, by: office).status == 0)
    }

    @Test func `waits for the roots, and a record by other roots is not taken`() throws {
        for name in ["director", "stranger"] { try makeKey(name) }
        let roots = try office.plomba(
            "organisation", "roots", "--add", "director=director.pub", "--threshold", "2")
        try #require(roots.status == 0, "\(roots.errors)")
        _ = try sign(by: "director")
        let legal = request("legal")
        let asked = try legal.ask(["--name", "legal-officer", "--mailbox", "intake"])
        try #require(asked.status == 0, "\(asked.errors)")
        let approved = try legal.approve()
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(try approved.json()["missing"] as? [String] == ["director"])
        #expect(try Team.version(of: office) == 2)
        let busy = try office.plomba("member", "leave", "intake-officer")
        #expect(busy.code == "record-change.draft-waiting", "\(busy.errors)")
        let foreign = try sign(by: "stranger")
        #expect(foreign.code == "record-change.foreign-signature")
        let signed = try sign(by: "director")
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(try Team.version(of: office) == 3)

        let file = try legal.export()
        let forged = try withSignaturesOfStranger(file)
        let refused = try legal.party.plomba("organisation", "adopt", forged)
        #expect(refused.code == "record.too-few-signatures", "\(refused.errors)")
        #expect(try Team.version(of: legal.party) == 2)
        #expect(try legal.party.plomba("organisation", "adopt", file).status == 0)
        #expect(try Team.version(of: legal.party) == 3)
    }

    /// By the failure that each is refused with.
    private func changes(of file: String) throws -> [(String, [UInt8])] {
        let whole = try folder.read(file)
        let outer = try #require(
            try JSONSerialization.jsonObject(with: Data(whole)) as? [String: Any])
        let request = try #require(
            (outer["request"] as? String).flatMap { Data(base64Encoded: $0) })
        func with(_ from: String, _ to: String) throws -> [UInt8] {
            let text = String(decoding: request, as: UTF8.self)
            #expect(text.contains(from))
            var changed = outer
            changed["request"] = Data(text.replacingOccurrences(of: from, with: to).utf8)
                .base64EncodedString()
            return Array(try JSONSerialization.data(withJSONObject: changed))
        }
        return [
            ("signature", try with("legal-officer", "legal-office")),
            ("schema", try with("group484.rs", "gr\u{43E}up484.rs")),
            ("times-contradict", try with("\"expiryTime\": \"20", "\"expiryTime\": \"21")),
            ("not-json", Array(whole.dropLast(3))),
        ]
    }

    private func makeKey(_ name: String) throws {
        let made = try Program.run(
            Program.tool("ssh-keygen"),
            ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder.place(name)],
            in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
    }

    private func signature(by name: String, over file: String) throws -> String {
        let copy = name + "-" + UUID().uuidString + ".json"
        try FileManager.default.copyItem(atPath: file, toPath: folder.place(copy))
        let signed = try Program.run(
            Program.tool("ssh-keygen"),
            [
                "-q", "-Y", "sign", "-n", "plomba/v1/OrganisationRecord", "-f",
                folder.place(name), folder.place(copy),
            ], in: folder.path)
        try #require(signed.status == 0, "\(signed.errors)")
        return copy + ".sig"
    }

    /// Signs the draft that waits and hands the signature over.
    private func sign(by name: String) throws -> Outcome {
        let draft = try office.plomba("organisation", "draft", "--format", "json").json()
        let file = try #require(draft["file"] as? String)
        return try office.plomba("organisation", "adopt", signature(by: name, over: file))
    }

    private func withSignaturesOfStranger(_ file: String) throws -> String {
        var history = try #require(
            try JSONSerialization.jsonObject(with: Data(folder.read(file))) as? [String: Any])
        var records = try #require(history["records"] as? [[String: Any]])
        let bytes = try #require(
            (records.last?["record"] as? String).flatMap { Data(base64Encoded: $0) })
        try folder.write("newest.json", Array(bytes))
        let signature = try signature(by: "stranger", over: folder.place("newest.json"))
        records[records.count - 1]["signatures"] = [
            String(decoding: try folder.read(signature), as: UTF8.self)
        ]
        history["records"] = records
        try folder.write(
            "forged.org", Array(try JSONSerialization.data(withJSONObject: history)))
        return "forged.org"
    }
}
