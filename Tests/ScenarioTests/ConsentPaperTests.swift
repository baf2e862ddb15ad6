import Foundation
import Testing

/// The record of consent and the notice of its withdrawal, through the real program.
@Suite(.timeLimit(.minutes(10))) struct `The papers about consent` {
    private static let languages = ["bs", "hr", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq", "en"]

    private func document(_ party: Party, _ words: String...) throws -> Outcome {
        try party.plomba(arguments: ["document"] + words)
    }

    private func page(_ folder: Folder, _ name: String) throws -> String {
        String(decoding: try folder.read(name), as: UTF8.self)
    }

    /// A case with consent for its receiver, as the sender has it before it is sealed.
    private func written() throws -> (folder: Folder, sender: Party, receiver: Party) {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let read = try JSONSerialization.jsonObject(with: Data(folder.read("case.json")))
        var document = try #require(read as? [String: Any])
        var entry = ConsentEntry.to([receiver.name], not: ["police"], for: "legal_aid")
        entry["given_by"] = "guardian"
        document["consent"] = [entry]
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        return (folder, sender, receiver)
    }

    @Test func `the person gets what is agreed before it is sealed, and the file what was`() throws
    {
        let (folder, sender, receiver) = try written()
        var files: [String] = []
        for language in Self.languages {
            let name = "consent-\(language).html"
            let made = try document(
                sender, "consent", "case.json", "--language", language, "--second-language", "en",
                "-o", name, "--format", "json")
            #expect(made.status == 0, "\(language): \(made.errors)")
            #expect(try made.json()["verified"] as? Bool == false)
            files.append(folder.place(name))
        }
        let again = try document(
            sender, "consent", "case.json", "--language", "mk", "--second-language", "en", "-o",
            "again.html")
        #expect(again.status == 0 && again.output.contains("nobody has sealed it"))
        #expect(try folder.read("again.html") == folder.read("consent-mk.html"))
        try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
        let before = folder.tree("case")
        let opened = try document(
            receiver, "consent", "case", "--language", "sr-Cyrl", "-o", "opened.html")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(folder.tree("case") == before)
        files.append(folder.place("opened.html"))
        let seen = try Interop.run("report_html.py", files, in: folder)
        #expect(seen.status == 0, "\(seen.output) \(seen.errors)")
        for title in ["[Zapis o saglasnosti", "[Запис о пристанку]", "[Shënim për pëlqimin"] {
            #expect(seen.output.contains(title), "\(title): \(seen.output)")
        }
        let record = try page(folder, "opened.html")
        for words in ["полиција", "правна помоћ", "законски заступник", receiver.name] {
            #expect(record.contains(words), "\(words)")
        }
        #expect(!record.contains("class=\"verdict"))
        for name in Scene.names where name != "empty" { #expect(!record.contains(name), "\(name)") }
    }

    @Test func `no record is made of nothing, of what is no case, or instead of something`() throws
    {
        let (folder, sender, receiver) = try written()
        let good = try page(folder, "case.json")
        for (content, code) in [
            ("{", "case.not-strict-json"),
            (good.replacing("\"guardian\"", with: "\"uncle\""), "case.invalid"),
        ] {
            try folder.write("bad.json", content)
            let refused = try document(
                sender, "consent", "bad.json", "--language", "en", "-o", "x.html")
            #expect(refused.status == 1 && refused.code == code, "\(refused.errors)")
        }
        var json = try #require(
            JSONSerialization.jsonObject(with: Data(good.utf8)) as? [String: Any])
        json["consent"] = nil
        try folder.write("none.json", Array(JSONSerialization.data(withJSONObject: json)))
        for (what, code) in [
            ("none.json", "document.no-consent"), ("nowhere", "file.not-found"),
        ] {
            let refused = try document(
                sender, "consent", what, "--language", "en", "-o", "x.html")
            #expect(refused.status == 1 && refused.code == code, "\(refused.errors)")
        }
        let evidence = try document(
            sender, "consent", "case.json", "--evidence", "x", "--language", "en", "-o", "x.html")
        #expect(evidence.status == 64, "\(evidence.errors)")
        #expect(!folder.exists("x.html"))
        // Who may get it was changed after it was sealed.
        try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
        let sealed = try page(folder, "case/bag/case.json")
        try folder.write(
            "case/bag/case.json", sealed.replacing("\"police\"", with: "\"consulate\""))
        let changed = try document(
            receiver, "consent", "case", "--language", "en", "-o", "changed.html")
        #expect(changed.status == 2, "\(changed.output)")
        #expect(try page(folder, "changed.html").contains("class=\"verdict fails\""))
    }

    @Test func `the notice follows the chain: awaited, silent, answered, and what is behind`()
        throws
    {
        let chain = try ConsentChain()
        let (sender, receiver, folder) = (
            chain.scene.sender, chain.scene.receiver, chain.scene.folder
        )
        let early = try document(
            sender, "withdrawal", chain.id, "--language", "en", "-o", "x.html")
        #expect(early.status == 1 && early.code == "document.no-withdrawal", "\(early.errors)")
        let said = try sender.plomba("consent", "withdraw", chain.id, "--not-to", "police")
        #expect(said.status == 0, "\(said.errors)")
        func notice(
            _ party: Party, _ id: String, _ name: String, clock: String = "+0d"
        ) throws -> String {
            let made = try party.plomba(
                clock: clock, "document", "withdrawal", id, "--language", "en", "--offset",
                "+01:00", "-o", name)
            #expect(made.status == 0, "\(name): \(made.errors)")
            return try page(folder, name)
        }
        let awaited = try notice(sender, chain.id, "awaited.html")
        #expect(
            awaited.contains("the time for it is not over") && awaited.contains("not to: police"))
        #expect(awaited.contains(receiver.mailbox) && awaited.contains("UTC+01:00"))
        let silent = try notice(sender, String(chain.id.prefix(8)), "silent.html", clock: "+9d")
        #expect(silent.contains("SOMEBODY HAS NOT ANSWERED") && silent.contains("verdict fails"))

        #expect(
            try chain.answer(
                chain.id, receiver, "retained", "--because", "court_order", "--basis",
                "order K-12/26"
            ).status == 0)
        #expect(try sender.plomba("sync").status == 0)
        let answered = try notice(sender, chain.id, "answered.html")
        for words in ["order K-12/26", receiver.name, "1 WITHOUT AN ANSWER", "verdict open"] {
            #expect(answered.contains(words), "\(words)")
        }
        // The sender does not learn who has it behind the receiver; the receiver knows.
        #expect(!answered.contains(chain.third.name))
        let between = try notice(receiver, chain.id, "between.html")
        #expect(between.contains("Received from") && between.contains(chain.third.mailbox))
        #expect(between.contains(chain.onward) && between.contains("the time for it is not over"))
        #expect(try chain.third.plomba("sync").errors.contains("CONSENT WITHDRAWN"))
        #expect(try chain.answer(chain.onward, chain.third, "stopped").status == 0)
        let end = try notice(chain.third, chain.onward, "end.html")
        #expect(end.contains("passed on from somebody who was told before"))
        #expect(end.contains("verdict holds") && !end.contains(sender.name))
        #expect(try notice(chain.third, chain.onward, "again.html") == end)
        let names = ["awaited", "silent", "answered", "between", "end"]
        let seen = try Interop.run(
            "report_html.py", names.map { folder.place($0 + ".html") }, in: folder)
        #expect(seen.status == 0, "\(seen.output) \(seen.errors)")
    }

    @Test func `a notice counts no forged answer, and is made of known cases only`() throws {
        let chain = try ConsentChain()
        let (sender, receiver, folder) = (
            chain.scene.sender, chain.scene.receiver, chain.scene.folder
        )
        #expect(try sender.plomba("consent", "withdraw", chain.id).status == 0)
        #expect(try chain.answer(chain.id, receiver, "stopped").status == 0)
        #expect(try sender.plomba("sync").status == 0)
        let answer = "consent/out/\(chain.id)/\(receiver.mailbox)/ConsentAnswer.json"
        let place = sender.home + "/" + answer
        let text = try String(contentsOfFile: place, encoding: .utf8)
        try text.replacing("\"stopped\"", with: "\"erased\"")
            .write(toFile: place, atomically: false, encoding: .utf8)
        let forged = try document(
            sender, "withdrawal", chain.id, "--language", "en", "-o", "forged.html")
        #expect(forged.status == 2, "\(forged.output) \(forged.errors)")
        let page = try page(folder, "forged.html")
        #expect(page.contains("count for nothing here: 1") && !page.contains("Has destroyed"))
        for (what, code) in [
            ("ffffffff", "document.no-withdrawal"), ("../x", "document.no-withdrawal"),
            ("", "document.no-withdrawal"),
        ] {
            let refused = try document(
                sender, "withdrawal", what, "--language", "en", "-o", "x.html")
            #expect(refused.status == 1 && refused.code == code, "\(what): \(refused.errors)")
        }
        let evidence = try document(
            sender, "withdrawal", chain.id, "--evidence", "x", "--language", "en", "-o", "x.html")
        #expect(evidence.status == 64)
        let offset = try document(
            sender, "consent", "case.json", "--offset", "+01:00", "--language", "en", "-o",
            "x.html")
        #expect(offset.status == 64)
        #expect(!folder.exists("x.html"))
    }
}
