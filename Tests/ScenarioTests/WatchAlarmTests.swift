import Foundation
import Testing

/// The alarms and remarks of `plomba watch` one by one: each comes for its reason, and alone.
@Suite(.timeLimit(.minutes(10))) struct `What watching a broker tells` {
    private func watch(_ party: Party, clock: String = "+0d") throws -> Outcome {
        try party.plomba(clock: clock, "watch", "--format", "json")
    }

    private func codes(_ outcome: Outcome, _ list: String = "alarms") throws -> Set<String> {
        let found = try #require(
            outcome.json()[list] as? [[String: Any]], "\(outcome.output) \(outcome.errors)")
        // Whatever is told says what to do.
        #expect(found.allSatisfy { ($0["hint"] as? String)?.isEmpty == false })
        return Set(found.compactMap { $0["code"] as? String })
    }

    /// Changes what the broker keeps while it is stopped.
    private func change(_ scene: Scene, _ database: String, _ sql: String) throws {
        scene.broker.stop()
        let changed = try Interop.run(
            "change_database.py", [scene.broker.home + "/" + database, sql], in: scene.folder)
        try #require(changed.status == 0, "\(changed.errors)")
        try scene.broker.start()
    }

    private func edit(_ file: String, _ scene: Scene, _ change: (String) -> String) throws {
        let text = String(decoding: try scene.folder.read(file), as: UTF8.self)
        let changed = change(text)
        try #require(changed != text, "\(text)")
        try scene.folder.write(file, changed)
    }

    private func choose(_ watched: Watched, _ policy: String) throws {
        try watched.scene.folder.write("chosen", policy)
        let chosen = try watched.scene.sender.plomba(
            "broker", "witnesses", watched.scene.folder.place("chosen"), "--operator",
            "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
    }

    @Test func `of the witnesses that were chosen`() throws {
        let watched = try Watched()
        let (scene, sender) = (watched.scene, watched.scene.sender)
        _ = try scene.send()
        let witness = "witness A \(watched.witness.key) \(watched.witness.url)\n"
        let log = watched.policy.prefix { $0 != "\n" } + "\n"
        try choose(watched, log + witness + "quorum none\n")
        let none = try watch(sender)
        #expect(try codes(none).isEmpty && codes(none, "remarks") == ["watch.no-quorum"])
        // One that nobody asks to sign this log, and that runs.
        let port = try BrokerProcess.freePort()
        let place = scene.folder.place("second")
        let key = try WitnessProcess.makeKey(
            in: scene.folder, "second", "vasaprava.ba/second", listen: "127.0.0.1:\(port)")
        let second = try Program.start(
            Program.path("plomba"), ["witness", "serve", place], in: scene.folder.path)
        defer { second.kill() }
        for _ in 0..<200 where !second.output.contains("Listens on") {
            Thread.sleep(forTimeInterval: 0.05)
        }
        try choose(watched, log + "witness B \(key) http://127.0.0.1:\(port)/\nquorum B\n")
        let unseen = try watch(sender)
        #expect(unseen.status == 2)
        #expect(try codes(unseen) == ["watch.not-witnessed"])
        #expect(try codes(unseen, "remarks") == ["watch.witness-sees-nothing"])
        let old = try codes(watch(sender, clock: "+3h"))
        #expect(old == ["watch.not-witnessed", "watch.receipt-not-witnessed"])
    }

    @Test func `of a checkpoint that was changed, and of a log that is not shown`() throws {
        let watched = try Watched()
        let (scene, sender) = (watched.scene, watched.scene.sender)
        _ = try scene.send()
        try watched.choose()
        #expect(try watched.sync(until: "seen by 1 witness").status == 0)
        watched.witness.stop()
        // The broker waits for its witness before it signs, and still has what was cosigned.
        try change(
            scene, "log/witnessed.db",
            "UPDATE witnessed SET note = CAST(replace(CAST(note AS TEXT), "
                + "char(10) || char(10), char(10) || 'x' || char(10) || char(10)) AS BLOB)")
        let changed = try watch(sender)
        #expect(changed.status == 2)
        #expect(try codes(changed).contains("watch.checkpoint-invalid"), "\(changed.output)")
    }

    @Test func `of the own mailbox: gaps, contradictions, reuse, and what does not hold`() throws {
        let scene = try Scene()
        let receiver = scene.receiver
        let ids = try (0..<3).map { _ in try scene.send() }
        #expect(try codes(watch(receiver)).isEmpty)
        let seen = receiver.name + "/streams-seen.json"
        let before = try scene.folder.read(seen)
        try edit(seen, scene) { $0.replacing("\"1-3\"", with: "\"1-3\", \"5\"") }
        let gap = try watch(receiver)
        #expect(gap.status == 2)
        #expect(try codes(gap) == ["watch.stream-gap"])
        #expect(gap.output.contains("the numbers 4 did not come"), "\(gap.output)")
        try scene.folder.write(seen, before)
        try edit(seen, scene) { $0.replacing(/"skipped": \[\]/, with: "\"skipped\": [\"2\"]") }
        #expect(try codes(watch(receiver)) == ["watch.stream-contradicted"])
        try scene.folder.write(seen, before)
        #expect(try codes(watch(receiver)).isEmpty)
        try change(
            scene, "data/broker.db",
            "UPDATE deposit SET acceptance = CAST(replace(CAST(acceptance AS TEXT), "
                + "'broker.example', 'braker.example') AS BLOB) WHERE id = 3")
        #expect(try codes(watch(receiver)) == ["watch.delivery-invalid"])
        // What was shown first under the identifier is kept, and another statement is not it.
        for id in ids.prefix(2) {
            #expect(try receiver.plomba("preview", id).status == 0)
        }
        let folders = ids.prefix(2).compactMap { id in
            scene.folder.tree(receiver.name + "/inbox").first {
                $0.hasPrefix(id) && !$0.contains("/")
            }
        }
        try #require(folders.count == 2)
        for name in ["statement.json", "statement.json.sig", "statement.entry"] {
            let inbox = receiver.name + "/inbox/"
            try scene.folder.write(
                inbox + folders[0] + "/delivery/" + name,
                try scene.folder.read(inbox + folders[1] + "/delivery/" + name))
        }
        let reused = try codes(watch(receiver))
        #expect(reused.contains("watch.identifier-reused"), "\(reused)")
    }

    @Test func `of streams that are too many, and of a damaged file`()
        throws
    {
        let watched = try Watched()
        let (scene, receiver) = (watched.scene, watched.scene.receiver)
        _ = try scene.send()
        let chosen = try receiver.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
        let quiet = try watch(receiver)
        #expect(try codes(quiet).isEmpty && codes(quiet, "unknown").isEmpty, "\(quiet.output)")
        #expect(try quiet.json()["deliveriesUnchecked"] as? Int == 0)
        // A file that is damaged is named, and nothing else is left out for it.
        let logs = scene.folder.tree(receiver.name + "/logs")
        let key = try #require(logs.first { $0.hasSuffix("/checkpoint") }).dropLast(11)
        let damaged = receiver.name + "/logs/\(key)/conflict/00/two-histories"
        try scene.folder.write(damaged, "nothing")
        // So many computers have sent that there is no room for this one.
        let seen = receiver.name + "/streams-seen.json"
        let text = String(decoding: try scene.folder.read(seen), as: UTF8.self)
        let sender = try #require(text.firstMatch(of: /"sender": "([^"]*)"/)?.1)
        let streams = (0..<512).map { number in
            let key = Data((0..<32).map { UInt8(truncatingIfNeeded: number >> ($0 % 2 * 8)) })
            let device = "SHA256:" + key.base64EncodedString().replacing("=", with: "")
            return
                #"{"sender": "\#(sender)", "device": "\#(device)", "mailbox": "\#(receiver.mailbox)", "#
                + #""delivered": ["1"], "skipped": []}"#
        }
        try scene.folder.write(
            seen,
            #"{"type": "urn:plomba:v1:StreamWatch", "version": 1, "streams": [\#(streams.joined(separator: ", "))], "#
                + #""mailboxes": []}"#)
        let told = try watch(receiver)
        #expect(told.status == 1, "\(told.output) \(told.errors)")
        #expect(try codes(told, "unknown") == ["watch.streams-unwatched", "home.damaged"])
        #expect(told.output.contains("conflict/00/two-histories"), "\(told.output)")
    }

    @Test func `of a receipt without the signed number in the mailbox`() throws {
        let scene = try Scene()
        let id = try scene.send()
        try change(
            scene, "data/broker.db", "DELETE FROM evidence WHERE event = 'ContentConsignment'")
        let caught = try watch(scene.sender)
        #expect(caught.status == 2)
        #expect(try codes(caught) == ["watch.not-consigned"])
        let alarms = try #require(caught.json()["alarms"] as? [[String: Any]])
        #expect(alarms.compactMap { $0["consignment"] as? String } == [id])
    }
}
