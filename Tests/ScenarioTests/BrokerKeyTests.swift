import Foundation
import Testing

/// The broker changes the key that it signs with; nobody has to be asked, and nothing signed before is lost.
@Suite(.serialized) struct `The broker's service key` {
    @Test func `is followed from change to change, and old receipts go on counting`() throws {
        let scene = try Scene()
        let before = try scene.send()
        try #require(scene.receiver.plomba("receive", before, "-o", "taken").status == 0)
        #expect(try rotate(scene.broker).errors.contains("another process uses this data folder"))
        let first = try serviceKey(of: scene.sender)

        scene.broker.stop()
        let rotated = try rotate(scene.broker)
        try #require(rotated.status == 0, "\(rotated.errors)")
        #expect(try rotated.json()["oldKey"] as? String == first)
        try scene.broker.start()
        let synced = try scene.sender.plomba("sync")
        #expect(synced.status == 0 && synced.errors.contains("SIGNS WITH ANOTHER KEY"), "\(synced)")
        #expect(try serviceKey(of: scene.sender) == rotated.json()["serviceKey"] as? String)
        #expect(try !scene.sender.plomba("sync").errors.contains("ANOTHER KEY"))

        // A case that was sent under the old key ends under the new one, and its evidence holds as a whole.
        try #require(scene.receiver.plomba("accept", before).status == 0)
        #expect(try scene.steps(before, of: scene.sender).contains("accepted"))
        let evidence = try scene.sender.plomba("evidence", before, "-o", "evidence-folder")
        try #require(evidence.status == 0, "\(evidence.errors)")
        let verified = try scene.sender.plomba("verify", "evidence-folder")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        let lines = String(
            decoding: try scene.folder.read("evidence-folder/keys/broker/allowed_signers"),
            as: UTF8.self)
        #expect(lines.split(separator: "\n").count == 2 && lines.contains("valid-before"))
        try FileManager.default.createDirectory(
            atPath: scene.folder.place("desk"), withIntermediateDirectories: false)
        let stock = try Interop.run(
            "receipt_readme.py",
            [scene.folder.place("evidence-folder"), scene.folder.place("desk")], in: scene.folder)
        #expect(stock.status == 0, "\(stock.output) \(stock.errors)")

        // Whoever missed a change follows both.
        scene.broker.stop()
        try #require(rotate(scene.broker).status == 0)
        try scene.broker.start()
        _ = try scene.send()
        let late = try scene.receiver.plomba("sync")
        #expect(
            late.status == 0 && late.errors.contains("SIGNS WITH ANOTHER KEY"), "\(late.errors)")
    }

    @Test func `what the old one signed counts after the broker was chosen anew`() throws {
        let scene = try Scene()
        let before = try scene.send()
        scene.broker.stop()
        try #require(rotate(scene.broker).status == 0)
        try scene.broker.start()
        for party in [scene.sender, scene.receiver] {
            let synced = try party.plomba("sync")
            #expect(synced.status == 0, "\(synced.output) \(synced.errors)")
            try scene.broker.introduce(party)
        }
        let again = try scene.sender.plomba("sync")
        #expect(again.status == 0, "\(again.output) \(again.errors)")
        let received = try scene.receiver.plomba("receive", before, "-o", "taken")
        #expect(received.status == 0, "\(received.errors)")
    }

    @Test func `is not taken without the old key's word, nor back again`() throws {
        let scene = try Scene()
        try #require(scene.sender.plomba("sync").status == 0)
        let old = try scene.folder.read("broker/keys/service")
        scene.broker.stop()
        try #require(rotate(scene.broker).status == 0)
        let changes = try scene.folder.read("broker/keys/service.changes")
        try FileManager.default.removeItem(
            atPath: scene.folder.place("broker/keys/service.changes"))
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").errors.contains("broker.other-service-key"))

        scene.broker.stop()
        try scene.folder.write("broker/keys/service.changes", changes)
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").errors.contains("SIGNS WITH ANOTHER KEY"))

        // The key before it came into force again, as a backup would bring it: the change is passed over as one
        // that a power cut left behind, and whoever has seen it refuses this broker.
        scene.broker.stop()
        let new = try scene.folder.read("broker/keys/service")
        try scene.folder.write("broker/keys/service", old)
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").errors.contains("broker.other-service-key"))
        #expect(try scene.receiver.plomba("sync").status == 0)
        scene.broker.stop()
        try scene.folder.write("broker/keys/service", new)
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").status == 0)
        // A key to which the changes do not lead stops the broker itself.
        scene.broker.stop()
        try CharterMaker.key("other", in: scene.folder)
        try scene.folder.write("broker/keys/service", try scene.folder.read("other"))
        let started = try scene.broker.plombad("serve", "--home", scene.broker.home)
        #expect(started.status == 1 && started.errors.contains("do not lead to the key"))
    }

    private func rotate(_ broker: BrokerProcess) throws -> Outcome {
        try broker.plombad("keys", "rotate", "--home", broker.home, "--format", "json")
    }

    private func serviceKey(of party: Party) throws -> String? {
        let file = try Data(contentsOf: URL(filePath: party.home + "/broker.json"))
        return (try JSONSerialization.jsonObject(with: file) as? [String: Any])?["serviceKey"]
            as? String
    }
}
