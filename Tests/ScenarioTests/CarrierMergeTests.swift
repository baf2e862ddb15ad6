import Foundation
import Testing

/// By hand and through a broker: one case, whichever comes first.
@Suite(.timeLimit(.minutes(10))) struct `A case goes both ways` {
    private let scene: Scene
    private let carried: CarriedCase

    init() throws {
        scene = try Scene()
        carried = try CarriedCase(scene, size: CarriedCase.largeSize)
    }

    private func send() throws {
        let sent = try scene.sender.plomba("send", "case.plomba")
        try #require(sent.status == 0, "\(sent.errors)")
    }

    /// The payload as the broker keeps it.
    private func payload() throws -> String {
        let file = scene.folder.tree("broker").first { name in
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: scene.folder.place("broker/" + name))
            return (attributes?[.size] as? Int ?? 0) > CarriedCase.largeSize
                && name.contains("payloads")
        }
        return "broker/" + (try #require(file))
    }

    @Test func `what came by hand and was accepted is the same case when the broker has it`() throws
    {
        try carried.export()
        try carried.taken()
        try #require(try carried.receive().status == 0)
        try #require(try carried.receiver.plomba("accept", carried.id).status == 0)
        _ = try carried.answer()
        try send()
        #expect(try scene.inboxState(carried.id) == "accepted, not yet recorded")
        let synced = try carried.receiver.plomba("sync", "--format", "json")
        #expect(synced.status == 0, "\(synced.errors)")
        #expect(try synced.json()["joined"] as? [String] == [carried.id])
        let inbox = try carried.receiver.plomba("inbox", "--format", "json").json()
        #expect((inbox["deliveries"] as? [Any])?.count == 1)
        #expect(inbox["gaps"] as? [String] == [] || (inbox["gaps"] as? [Any])?.isEmpty == true)
        #expect(
            try carried.steps("steps", of: carried.sender)
                == ["sealed", "safe", "seen", "fetched", "accepted"].filter { $0 != "seen" })
        #expect(try carried.steps("byHand", of: carried.sender).isEmpty)
        #expect(try carried.lane(of: carried.sender)["referral"] as? String == "accepted")
        #expect(try carried.receive("twice").code == "inbox.already-received")
        #expect(try carried.receiver.plomba("evidence", carried.id, "-o", "proof").status == 0)
        #expect(try carried.receiver.plomba("verify", "proof").status == 0)
        for party in [carried.sender, carried.receiver] {
            #expect(try party.plomba("lint", party.name).status == 0)
        }
    }

    @Test func `begun on the stick, finished at the broker: only what is missing is fetched`()
        throws
    {
        try carried.export("--pieces", "1,3,5")
        try carried.taken()
        #expect(try carried.receive().code == "inbox.pieces-missing")
        try send()
        // What the stick brought is spoilt at the broker: whoever fetched it again would notice.
        let file = try payload()
        var bytes = try scene.folder.read(file)
        for piece in [0, 2] {
            for place in piece << 22..<(piece + 1) << 22 { bytes[place] ^= 0xFF }
        }
        try scene.folder.write(file, bytes)
        let received = try carried.receive()
        #expect(received.status == 0, "\(received.errors)")
        #expect(
            try carried.steps("steps", of: carried.sender) == ["sealed", "safe", "fetched"])
    }

    @Test func `begun at the broker, finished with the stick: nothing is taken twice`() throws {
        try send()
        // The sender keeps a file of its own: it may still be carried.
        try #require(try carried.receiver.plomba("preview", carried.id).status == 0)
        let entry = try #require(
            scene.folder.tree(carried.receiver.name + "/inbox").first {
                $0.hasSuffix("/entry.json")
            })
        let file = try payload()
        let bytes = try scene.folder.read(file)
        let place = carried.receiver.name + "/inbox/" + entry.dropLast("entry.json".count)
        try scene.folder.write(place + "payload.age", Array(bytes.prefix(9 << 20)))
        try carried.export()
        let arrived = try carried.taken()
        #expect(arrived["atBroker"] as? Bool == true && arrived["taken"] as? Int == 3)
        #expect(arrived["missing"] as? [String] == [])
        try FileManager.default.removeItem(atPath: scene.folder.place(file))
        let received = try carried.receive()
        #expect(received.status == 0, "\(received.errors)")
    }

    @Test func `what a stick brought beside a lying prefix is held against what the sender signed`()
        throws
    {
        try send()
        try #require(try carried.receiver.plomba("preview", carried.id).status == 0)
        let entry = try #require(
            scene.folder.tree(carried.receiver.name + "/inbox").first {
                $0.hasSuffix("/entry.json")
            })
        var bytes = Array(try scene.folder.read(payload()).prefix(9 << 20))
        bytes[(4 << 20) + 5] ^= 1
        let place = carried.receiver.name + "/inbox/" + entry.dropLast("entry.json".count)
        try scene.folder.write(place + "payload.age", bytes)
        try carried.export()
        #expect(try carried.taken()["taken"] as? Int == 4)
        #expect(try carried.receive().status == 0)
    }

    @Test func `called back by hand and then sent after all, the word is handed over`() throws {
        try carried.export()
        try carried.taken()
        try #require(
            try carried.sender.plomba("withdraw", carried.id, "--reason", "wrong_mailbox").status
                == 0)
        #expect(try carried.sender.plomba("sync").status == 0)
        #expect(try carried.steps("steps", of: carried.sender) == ["sealed"])
        try send()
        #expect(try carried.sender.plomba("sync").status == 0)
        #expect(try carried.lane(of: carried.sender)["referral"] as? String == "withdrawn")
        let told = try carried.receiver.plomba("sync", "--format", "json")
        #expect(told.status == 0, "\(told.errors)")
        #expect(try scene.inboxState(carried.id) == "withdrawn")
    }
}
