import Foundation
import Testing

/// How a home reads what its broker lists about consent, and who of a mailbox answers.
@Suite struct `What is listed about consent is read whole` {
    private func edit(_ file: String, _ change: (inout [String: Any]) -> Void) throws {
        let place = URL(fileURLWithPath: file)
        var value = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: place)) as? [String: Any])
        change(&value)
        try JSONSerialization.data(withJSONObject: value).write(to: place)
    }

    @Test(arguments: ["broker", "statement", "place", "version"])
    func `another list than before is read from the beginning`(_ changed: String) throws {
        let scene = try Scene()
        let (sender, receiver) = (scene.sender, scene.receiver)
        let id = try scene.send()
        #expect(try receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(try receiver.plomba("accept", id).status == 0)
        #expect(try sender.plomba("consent", "withdraw", id, "--not-to", "police").status == 0)
        #expect(try receiver.plomba("sync").status == 0)
        let seen = receiver.home + "/consent/seen.json"
        // As if the first had never been fetched, and the cursor were of another list.
        try FileManager.default.removeItem(atPath: receiver.home + "/consent/in")
        try edit(seen) { state in
            if changed == "version" { state["version"] = 1 }
            var mailboxes = state["mailboxes"] as? [[String: Any]] ?? []
            for index in mailboxes.indices {
                switch changed {
                case "place": mailboxes[index]["place"] = 7
                case "version": mailboxes[index] = ["address": receiver.mailbox, "next": 7]
                default: mailboxes[index][changed] = String(repeating: "0", count: 64)
                }
            }
            state["mailboxes"] = mailboxes
        }
        let synced = try receiver.plomba("sync")
        #expect(synced.errors.contains("CONSENT WITHDRAWN (police)"), "\(synced.errors)")
        #expect(
            synced.errors.contains("is not the one it was")
                == ["statement", "place"].contains(changed))
    }

    @Test func `what cannot be judged now holds up nothing, and counts once it can`() throws {
        let scene = try Scene()
        let (sender, receiver) = (scene.sender, scene.receiver)
        let id = try scene.send()
        #expect(try receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(try receiver.plomba("accept", id).status == 0)
        #expect(try sender.plomba("consent", "withdraw", id).status == 0)
        let partners = receiver.home + "/partners"
        let away = scene.folder.place("partners-away")
        try FileManager.default.moveItem(atPath: partners, toPath: away)
        try FileManager.default.createDirectory(
            atPath: partners, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        let shown = try receiver.plomba("consent", "show")
        #expect(shown.errors.contains("custody.signer-unknown"), "\(shown.errors)")
        #expect(shown.output.contains("No withdrawal"))
        let places = try String(
            contentsOfFile: receiver.home + "/consent/seen.json", encoding: .utf8)
        #expect(places.contains("\"place\": 1"), "\(places)")
        try FileManager.default.removeItem(atPath: partners)
        try FileManager.default.moveItem(atPath: away, toPath: partners)
        let known = try receiver.plomba("sync")
        #expect(known.errors.contains("CONSENT WITHDRAWN"), "\(known.errors)")
        #expect(try receiver.plomba("consent", "answer", id, "stopped").status == 0)
    }

    @Test func `two members of one mailbox answer one after the other`() throws {
        let team = try Team()
        let (partner, office, colleague) = (team.partner, team.office, team.colleague)
        let id = try team.send()
        #expect(try team.take(id, by: office, into: "case").status == 0)
        #expect(try partner.plomba("consent", "withdraw", id).status == 0)
        for member in [office, colleague] {
            let synced = try member.plomba("sync")
            #expect(synced.errors.contains("CONSENT WITHDRAWN"), "\(synced.errors)")
        }
        #expect(try office.plomba("consent", "answer", id, "stopped").status == 0)
        #expect(try colleague.plomba("sync").errors.contains("CONSENT WITHDRAWN") == false)
        let erased = try colleague.plomba("consent", "answer", id, "erased")
        #expect(erased.code == "consent.not-erased", "\(erased.errors)")
        let kept = try colleague.plomba(
            "consent", "answer", id, "retained", "--because", "court_order", "--basis", "K-12/26")
        #expect(kept.status == 0, "\(kept.errors)")
        // The colleague's key is in a record that the partner has not seen before.
        #expect(try partner.plomba("sync").status == 0)
        for member in [partner, office] {
            let shown = try member.plomba("consent", "show", id, "--format", "json")
            let all = try #require(shown.json()["withdrawals"] as? [[String: Any]])
            let answers = try #require(all.first?["answers"] as? [[String: Any]])
            #expect(
                answers.map { $0["answer"] as? String } == ["stopped", "retained_because"])
        }
    }
}
