import Foundation
import Testing

/// What a broker signed about a case, and nobody could take, does not go away when it is taken back.
@Suite(.timeLimit(.minutes(10))) struct `An end that a broker cannot stand by` {
    private let scene: Scene
    private let id: String
    private let event = "AcceptanceRejectionExpiry"

    /// The broker lets a case expire by a clock that is twenty days ahead.
    init() throws {
        scene = try Scene()
        id = try scene.send()
        scene.broker.stop()
        try scene.broker.start(clock: "+20d")
        var hasExpired = false
        for _ in 0..<240 where !hasExpired {
            hasExpired =
                try edit("UPDATE evidence SET recorded = recorded WHERE event = '\(event)'") == 0
            if !hasExpired { Thread.sleep(forTimeInterval: 0.5) }
        }
        try #require(hasExpired)
        scene.broker.stop()
        try scene.broker.start()
    }

    private func edit(_ sql: String) throws -> Int32 {
        try Interop.run(
            "change_database.py", [scene.broker.home + "/data/broker.db", sql], in: scene.folder
        ).status
    }

    private func change(_ sql: String) throws {
        scene.broker.stop()
        try #require(try edit(sql) == 0)
        try scene.broker.start()
    }

    private func replace(_ old: String, by new: String) throws {
        try change(
            "UPDATE evidence SET statement = CAST(replace(CAST(statement AS TEXT), '\(old)', "
                + "'\(new)') AS BLOB) WHERE event = '\(event)'")
    }

    private var place: String {
        "\(scene.sender.name)/outbox/\(id)/conflict/\(scene.receiver.mailbox)"
    }

    private func status() throws -> Outcome {
        try scene.sender.plomba("status", id, "--format", "json")
    }

    /// `Protocol/verifier/statements.py`, told the key that the broker was chosen with.
    private func second(_ folder: String) throws -> Int32 {
        let program = Program.root.appending(path: "Protocol/verifier/statements.py")
        let file = scene.folder.place(folder + "/\(event).json")
        return try Program.run(
            Interop.python(),
            [program.path(percentEncoded: false), file, "--key", scene.broker.serviceKey],
            in: scene.folder.path
        ).status
    }

    private func stock(_ folder: String) throws -> Int32 {
        try scene.folder.write("signers", "broker \(scene.broker.serviceKey)\n")
        let file = scene.folder.place(folder + "/\(event).json")
        return try Program.run(
            "/bin/sh",
            [
                "-c",
                "ssh-keygen -Y verify -f signers -I broker -n plomba/v1/\(event) -s '\(file).sig' < '\(file)'",
            ], in: scene.folder.path
        ).status
    }

    @Test func `is kept with its proof, named by each command, and held to it by other tools`()
        throws
    {
        // What nobody has signed is not kept.
        try replace("expired", by: "expirex")
        let unsigned = try status()
        #expect(unsigned.status == 2 && unsigned.code != "recorded.expiry-ahead")
        #expect(!scene.folder.exists(place))
        try replace("expirex", by: "expired")
        let refused = try status()
        #expect(refused.code == "recorded.expiry-ahead", "\(refused.errors)")
        #expect(refused.errors.contains("is kept in " + scene.folder.place(place)))
        #expect(try refused.json()["evidence"] as? String == scene.folder.place(place))
        let kept = scene.folder.tree(place)
        #expect(
            kept == ["\(event).entry", "\(event).json", "\(event).json.sig", "\(event).tlog-proof"])
        let watched = try scene.sender.plomba("watch", "--format", "json")
        let alarms = try #require(watched.json()["alarms"] as? [[String: Any]])
        #expect(alarms.map { $0["evidence"] as? String } == [scene.folder.place(place)])
        let synced = try scene.sender.plomba("sync", "--format", "json")
        let problems = try #require(synced.json()["problems"] as? [[String: Any]])
        #expect(problems.map { $0["evidence"] as? String } == [scene.folder.place(place)])
        let evidence = try scene.sender.plomba("evidence", id, "-o", "proof")
        #expect(evidence.status == 0 && evidence.errors.contains("is kept in "))
        // Whoever says the same again is kept once.
        #expect(scene.folder.tree(place) == kept)
        // The broker leaves it out, and shows what it showed before.
        try change("DELETE FROM evidence WHERE event = '\(event)'")
        #expect(try status().status == 0)
        #expect(scene.folder.tree(place) == kept)
        #expect(try second(place) == 0 && stock(place) == 0)
        let text = String(
            decoding: try scene.folder.read("\(place)/\(event).json"), as: UTF8.self)
        for name in kept {
            try scene.folder.write("copy/" + name, try scene.folder.read("\(place)/\(name)"))
        }
        #expect(try second("copy") == 0 && stock("copy") == 0)
        try scene.folder.write("copy/\(event).json", text.replacing("expired", with: "expirex"))
        #expect(try second("copy") != 0 && stock("copy") != 0)
    }
}
