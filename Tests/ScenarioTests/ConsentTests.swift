import Foundation
import Testing

/// What a case records of consent, held against who shall get it.
@Suite struct `Consent at sealing` {
    private func scene(_ consent: [[String: Any]]?) throws -> (folder: Folder, Party, Party) {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let read = try JSONSerialization.jsonObject(with: Data(folder.read("case.json")))
        var document = try #require(read as? [String: Any])
        document["consent"] = consent
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        return (folder, sender, receiver)
    }

    private func entry(_ releaseTo: [String], notTo: [String] = []) -> [String: Any] {
        ConsentEntry.to(releaseTo, not: notTo)
    }

    private func seal(_ sender: Party, to receiver: Party, _ more: String...) throws -> Outcome {
        try sender.plomba(
            arguments: [
                "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o",
                "case.plomba",
            ] + more)
    }

    /// Nothing is made, and nothing waits to be sent.
    private func expectRefused(
        _ outcome: Outcome, _ code: String, _ folder: Folder, _ sender: Party,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(outcome.status == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
        #expect(outcome.code == code, "\(outcome.errors)", sourceLocation: sourceLocation)
        #expect(outcome.errors.contains("\n  "), "no hint", sourceLocation: sourceLocation)
        #expect(!folder.exists("case.plomba"), sourceLocation: sourceLocation)
        let waiting = folder.tree(sender.name + "/outbox").filter { $0 != "lock" }
        #expect(waiting.isEmpty, sourceLocation: sourceLocation)
    }

    @Test func `nobody gets what is for another kind of organisation`() throws {
        let (folder, sender, receiver) = try scene([entry(["service_provider"])])
        try expectRefused(
            seal(sender, to: receiver), "consent.kind-unknown", folder, sender)
        let police = try sender.plomba("partner", "class", receiver.name, "police")
        #expect(police.status == 0, "\(police.errors)")
        try expectRefused(seal(sender, to: receiver), "consent.not-covered", folder, sender)
        #expect(
            try sender.plomba("partner", "class", receiver.name, "service_provider").status == 0)
        let sealed = try seal(sender, to: receiver)
        #expect(sealed.status == 0, "\(sealed.errors)")
        #expect(!sealed.errors.contains("note:"))
    }

    @Test func `who is named may get it, whatever it is`() throws {
        let (_, sender, receiver) = try scene([entry(["group484.rs"])])
        #expect(try seal(sender, to: receiver).status == 0)
    }

    @Test func `who is excluded gets nothing`() throws {
        let (folder, sender, receiver) = try scene([
            entry(["service_provider", "prosecutor"], notTo: ["group484.rs"])
        ])
        #expect(
            try sender.plomba("partner", "class", receiver.name, "service_provider").status == 0)
        try expectRefused(seal(sender, to: receiver), "consent.excluded", folder, sender)
    }

    @Test func `one mailbox that may not get it keeps the case from all`() throws {
        let (folder, sender, receiver) = try scene([entry(["police"])])
        #expect(
            try sender.plomba("partner", "class", receiver.name, "prosecutor").status == 0)
        try expectRefused(
            seal(sender, to: sender, "--to", receiver.mailbox), "consent.not-covered", folder,
            sender)
    }

    @Test func `what was withdrawn or has ended is sealed for nobody`() throws {
        var withdrawn = entry(["group484.rs"])
        withdrawn["withdrawn"] = ["at": "2026-11-24T16:20:00Z"]
        let (folder, sender, receiver) = try scene([withdrawn])
        try expectRefused(seal(sender, to: receiver), "consent.withdrawn", folder, sender)
        var ended = entry(["group484.rs"])
        ended["valid_until"] = "2026-01-01"
        let other = try scene([ended])
        try expectRefused(seal(other.1, to: other.2), "consent.ended", other.folder, other.1)
    }

    @Test func `a case that says nothing about it is sealed, with a word about that`() throws {
        let (_, sender, receiver) = try scene(nil)
        let sealed = try seal(sender, to: receiver)
        #expect(sealed.status == 0)
        #expect(
            sealed.errors.contains("case.json does not say on what basis group484.rs may get it"))
    }

    @Test func `another basis than consent is sealed, said, and in the report`() throws {
        var law = entry(["group484.rs"])
        law["legal_basis"] = "legal_obligation"
        law["override"] = [
            "reason": ["text": "nalog suda K-12/26", "lang": "bs"],
            "approved_by_role": "coordinator",
        ]
        let (_, sender, receiver) = try scene([law])
        let sealed = try seal(sender, to: receiver)
        #expect(sealed.status == 0, "\(sealed.errors)")
        #expect(sealed.errors.contains("without consent, on another basis: legal_obligation"))
        #expect(try receiver.plomba("open", "case.plomba", "-o", "case").status == 0)
        let report = try receiver.plomba(
            "report", "case", "--language", "en", "-o", "report.html")
        #expect(report.status == 0, "\(report.errors)")
        let html = String(decoding: try receiver.folder.read("report.html"), as: UTF8.self)
        #expect(html.contains("A step was allowed without consent") && html.contains("K-12/26"))
    }

    @Test func `the kind of a partner is kept and shown`() throws {
        let (_, sender, receiver) = try scene(nil)
        #expect(try sender.plomba("partner", "class", receiver.name, "consulate").status == 0)
        let added = try sender.plomba(
            "partner", "add", receiver.name + ".org", "--fingerprint", receiver.digits())
        #expect(added.status == 0)
        let listed = try sender.plomba("partner", "list", "--format", "json").json()
        let partners = try #require(listed["partners"] as? [[String: Any]])
        #expect(partners.first?["class"] as? String == "consulate")
        #expect(try sender.plomba("partner", "list").output.contains("consulate"))
        #expect(try sender.plomba("partner", "class", receiver.name, "friend").status == 64)
        #expect(
            try sender.plomba("partner", "class", "nobody.example", "police").code
                == "partner.unknown")
    }
}
