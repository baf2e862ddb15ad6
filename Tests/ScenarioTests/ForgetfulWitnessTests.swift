import Foundation
import Testing

/// A witness of which an old copy was put back: it could be led to sign a second history.
@Suite(.timeLimit(.minutes(5))) struct `A witness that has forgotten` {
    private let watched: Watched
    private var scene: Scene { watched.scene }

    init() throws {
        watched = try Watched()
        try watched.choose()
    }

    private func alarms() throws -> Set<String> {
        let outcome = try scene.sender.plomba("watch", "--format", "json")
        let found = try #require(outcome.json()["alarms"] as? [[String: Any]], "\(outcome.errors)")
        return Set(found.compactMap { $0["code"] as? String })
    }

    private func send() throws {
        _ = try watched.status(of: try scene.send(), until: "seen by 1 witness")
    }

    /// The witness as it was, with the note that it had signed last.
    private func copy() throws -> (place: String, note: String) {
        watched.witness.stop()
        let place = scene.folder.place("old-witness")
        try FileManager.default.copyItem(atPath: scene.folder.place("witness"), toPath: place)
        let name = try #require(
            scene.folder.tree("old-witness").first { $0.hasSuffix("/latest") })
        let note = String(
            decoding: try scene.folder.read("old-witness/" + name), as: UTF8.self)
        try watched.witness.start()
        return (place, note)
    }

    private func putBack(_ place: String) throws {
        watched.witness.stop()
        let now = scene.folder.place("witness")
        try FileManager.default.removeItem(atPath: now)
        try FileManager.default.moveItem(atPath: place, toPath: now)
        try watched.witness.start()
    }

    /// Whether the broker says so, within ten seconds.
    private func hasForgotten() throws -> Bool {
        for _ in 0..<100 where !scene.broker.log.contains("witness.forgotten") {
            Thread.sleep(forTimeInterval: 0.1)
        }
        return scene.broker.log.contains("witness.forgotten")
    }

    private func isRefused() throws -> Bool {
        let waiting = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        return waiting.code == "broker.awaiting-witnesses"
    }

    /// Only whoever knows that the broker was not put back can say that nothing is missing.
    private func trust() throws {
        let home = scene.broker.home
        let name = try #require(watched.witness.key.split(separator: "+").first)
        let running = try scene.broker.plombad(
            "log", "trust-witness", String(name), "--home", home)
        #expect(running.status == 1 && running.errors.contains("another process"))
        scene.broker.stop()
        let other = try scene.broker.plombad(
            "log", "trust-witness", "x.example/witness", "--home", home)
        #expect(other.status == 1 && other.errors.contains("nothing is recorded"))
        let trusted = try scene.broker.plombad(
            "log", "trust-witness", String(name), "--home", home)
        try #require(trusted.status == 0, "\(trusted.errors)")
        try scene.broker.start()
    }

    @Test func `is told of when it signs less, and later, than it had`() throws {
        try send()
        let (place, note) = try copy()
        try send()
        #expect(try alarms() == [])
        scene.broker.stop()
        try putBack(place)
        // Whoever has the old checkpoint has it signed once more: its time is new.
        let size = try #require(note.split(separator: "\n").dropFirst().first)
        try scene.folder.write("request", "old \(size)\n\n" + note)
        let signed = try Program.run(
            "/usr/bin/curl",
            [
                "--silent", "--fail", "--data-binary", "@" + scene.folder.place("request"),
                watched.witness.url + "add-checkpoint",
            ], in: scene.folder.path)
        try #require(signed.status == 0, "\(signed.output) \(signed.errors)")
        watched.witness.stop()
        let later = scene.folder.place("later")
        try FileManager.default.copyItem(atPath: scene.folder.place("witness"), toPath: later)
        try watched.witness.start()
        // The broker starts, and has it sign on; the copy that signed less is shown once more.
        try scene.broker.start()
        #expect(try hasForgotten())
        // What else it had seen is gone: a broker that was put back as well must not take its word, and waits.
        let told = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(told.output.contains("has forgotten"), "\(told.output) \(told.errors)")
        #expect(try isRefused())
        // A restart mends nothing.
        scene.broker.stop()
        try scene.broker.start()
        Thread.sleep(forTimeInterval: 2)
        #expect(try isRefused())
        try putBack(later)
        #expect(try alarms().contains("watch.witness-went-back"))
        let kept = scene.folder.tree(scene.sender.name + "/logs").filter {
            $0.contains("witnesses/")
        }
        #expect(
            Set(kept.compactMap { $0.split(separator: ".").last }) == ["latest", "before", "back"],
            "\(kept)")
        // It signs on, and more than ever: what it has done stays, and is told each time.
        let logs = scene.sender.name + "/logs"
        let pair = kept.filter { !$0.hasSuffix(".latest") }
        func bytes() throws -> [[UInt8]] { try pair.map { try scene.folder.read(logs + "/" + $0) } }
        let before = try bytes()
        scene.broker.stop()
        try scene.broker.start()
        #expect(try hasForgotten())
        try trust()
        try send()
        try send()
        for _ in 0..<2 { #expect(try alarms().contains("watch.witness-went-back")) }
        #expect(try bytes() == before)
    }

    @Test func `is not accused of an older page, or by a damaged file`() throws {
        try send()
        let (place, _) = try copy()
        try send()
        #expect(try alarms() == [])
        try putBack(place)
        #expect(try !alarms().contains("watch.witness-went-back"), "its signature is older")
        let name = try #require(
            scene.folder.tree(scene.sender.name + "/logs").first { $0.hasSuffix(".latest") })
        try scene.folder.write(scene.sender.name + "/logs/" + name, "damaged\n")
        #expect(try !alarms().contains("watch.witness-went-back"))
    }
}
