import Foundation
import Testing

/// Whose records there are is read in the broker's log: what somebody enters in another's name, and what
/// the broker keeps to itself, does not stay unseen.
@Suite(.timeLimit(.minutes(10))) struct `Records in the log` {
    private func codes(_ outcome: Outcome, _ list: String = "alarms") throws -> Set<String> {
        let found = try #require(
            outcome.json()[list] as? [[String: Any]], "\(outcome.output) \(outcome.errors)")
        return Set(found.compactMap { $0["code"] as? String })
    }

    private func watch(_ party: Party) throws -> Outcome {
        try party.plomba("watch", "--format", "json")
    }

    private func change(_ scene: Scene, _ sql: String) throws {
        let changed = try Interop.run(
            "change_database.py", [scene.broker.home + "/data/broker.db", sql],
            in: scene.folder)
        try #require(changed.status == 0, "\(changed.errors)")
    }

    @Test func `one in one's own name that this computer did not make is an alarm`() throws {
        let scene = try Scene()
        let owner = scene.receiver
        #expect(try codes(watch(owner)).isEmpty)
        // Who has the root keys, here a copy of the whole home, makes a record.
        let thief = Party(name: "elsewhere", folder: scene.folder)
        try FileManager.default.copyItem(atPath: owner.home, toPath: thief.home)
        let made = try thief.plomba("organisation", "renew", "--valid-days", "700")
        try #require(made.status == 0, "\(made.errors)")
        let found = try watch(owner)
        #expect(found.status == 2)
        #expect(try codes(found) == ["watch.record-not-ours"], "\(found.output)")
        // It stays one until this computer knows the record.
        #expect(try codes(watch(owner)) == ["watch.record-not-ours"])
        let sync = try owner.plomba("sync")
        #expect(sync.errors.contains("organisation.record-made-elsewhere"), "\(sync.errors)")
        let exported = try thief.plomba("organisation", "export", "-o", "newer.org")
        try #require(exported.status == 0, "\(exported.errors)")
        let adopted = try owner.plomba("organisation", "adopt", "newer.org")
        try #require(adopted.status == 0, "\(adopted.errors)")
        #expect(try codes(watch(owner)).isEmpty)
    }

    @Test func `one that the broker keeps to itself holds what is sealed for its owner`() throws {
        let scene = try Scene()
        let (sender, receiver) = (scene.sender, scene.receiver)
        try #require(sender.plomba("sync").status == 0)
        let old = try scene.folder.read(receiver.name + ".org")
        let rotated = try receiver.plomba("keys", "rotate")
        try #require(rotated.status == 0, "\(rotated.errors)")
        let hex = old.map { String(format: "%02x", $0) }.joined()
        scene.broker.stop()
        try change(
            scene,
            "UPDATE organisation SET version = 1, file = X'\(hex)' WHERE name = '\(receiver.name)'")
        try scene.broker.start()

        let found = try watch(sender)
        #expect(try codes(found) == ["partner.record-withheld"], "\(found.output)")
        let seal = try sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o", "a.plomba")
        #expect(seal.code == "partner.record-withheld", "\(seal.errors)")
        #expect(!scene.folder.exists("a.plomba"))
        let sync = try sender.plomba("sync")
        #expect(sync.errors.contains("partner.record-withheld"), "\(sync.errors)")
        // Their file by hand is what the log says.
        let exported = try receiver.plomba("organisation", "export", "-o", "newer.org")
        try #require(exported.status == 0, "\(exported.errors)")
        let added = try sender.plomba(
            "partner", "add", "newer.org", "--fingerprint", receiver.digits())
        try #require(added.status == 0, "\(added.errors)")
        #expect(try codes(watch(sender)).isEmpty)
        #expect(
            try sender.plomba(
                "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o",
                "b.plomba"
            ).status == 0)
    }

    @Test func `entries that are not those under the log's signature are an alarm`() throws {
        let scene = try Scene()
        // A record becomes something that nobody looks at, in a broker that would not start with it.
        try change(
            scene,
            "UPDATE logEntry SET entry = CAST(X'01' || substr(entry, 2, 32) AS BLOB) "
                + "WHERE position = 0")
        let found = try watch(scene.sender)
        #expect(try codes(found) == ["receipt.other-entries"], "\(found.output) \(found.errors)")
        #expect(try watch(scene.sender).json()["entriesRead"] as? Int == 0)
    }
}
