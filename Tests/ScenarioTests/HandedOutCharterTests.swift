import Foundation
import Testing

/// A broker carries the charter of its network; what counts are the signatures of its roots.
@Suite(.timeLimit(.minutes(10))) struct `A charter that a broker hands out` {
    /// Two parties and a network of theirs, whose first charter the broker has.
    private struct Network {
        let scene: Scene
        let maker: CharterMaker
        var reader: Party { scene.receiver }

        init() throws {
            scene = try Scene()
            maker = try CharterMaker(by: scene.sender, in: scene.folder)
            try maker.content()
            try #require(maker.propose().status == 0)
            try #require(maker.sign().status == 0)
            try maker.export("1.charter")
            let taken = try take("1.charter", "--fingerprint", maker.digits())
            try #require(taken.status == 0, "\(taken.errors)")
        }

        /// Gives the broker a file, and waits until it hands it out.
        func take(_ file: String, _ options: String...) throws -> Outcome {
            let arguments =
                ["charter", "take", scene.folder.place(file), "--home", scene.broker.home]
                + options
            let taken = try Program.run(
                Program.path("plombad"), arguments, in: scene.folder.path)
            Thread.sleep(forTimeInterval: 2.5)
            return taken
        }

        /// The next version, with another limit and whatever `edit` changes.
        func next(
            _ file: String, validDays: String = "365",
            _ edit: (inout [String: Any]) throws -> Void = { _ in }
        ) throws {
            try maker.content(edit)
            let proposed = try scene.sender.plomba(
                "charter", "propose", "network.json", "--valid-days", validDays)
            try #require(proposed.status == 0, "\(proposed.errors)")
            try #require(maker.sign().status == 0)
            try maker.export(file)
        }

        /// The reader has compared the digits of the first version.
        func confirm() throws {
            let imported = try reader.plomba(
                "charter", "import", "1.charter", "--fingerprint", maker.digits())
            try #require(imported.status == 0, "\(imported.errors)")
        }

        func knownVersion() throws -> Int? {
            try reader.plomba("charter", "show", "--format", "json").json()["version"] as? Int
        }
    }

    private func otherOperator(_ network: inout [String: Any]) throws {
        var brokers = try #require(network["brokers"] as? [[String: Any]])
        brokers[0]["operator"] = "group484.rs"
        network["brokers"] = brokers
    }

    @Test func `a first one waits for its digits, and sync follows it from then on`() throws {
        let network = try Network()
        let reader = network.reader
        let fetched = try reader.plomba("charter", "fetch", "--format", "json")
        #expect(fetched.status == 0, "\(fetched.errors)")
        #expect(try fetched.json()["state"] as? String == "unconfirmed")
        #expect(try reader.plomba("broker", "use").code == "charter.none")
        #expect(try reader.plomba("doctor").output.contains("charter.unconfirmed"))
        // Nor does it by being there: sync takes nothing over of a network that nobody here has confirmed.
        let idle = try reader.plomba("sync", "--format", "json")
        #expect(try idle.status == 0 && idle.json()["charter"] is NSNull, "\(idle.errors)")
        let wrong = try reader.plomba(
            "charter", "confirm", String(repeating: "01234 ", count: 12))
        #expect(wrong.code == "charter.fingerprint-mismatch")
        let confirmed = try reader.plomba("charter", "confirm", network.maker.digits())
        #expect(confirmed.status == 0, "\(confirmed.errors)")

        try network.next("2.charter", otherOperator)
        let behind = try network.scene.sender.plomba("sync")
        #expect(
            behind.status == 0
                && behind.errors.contains("hands out version 1 of the charter; version 2 is known"),
            "\(behind.errors)")
        #expect(try network.take("2.charter").status == 0)
        let watched = try reader.plomba("watch")
        #expect(watched.output.contains("watch.charter-newer"), "\(watched.output)")
        #expect(try network.knownVersion() == 1)
        let synced = try reader.plomba("sync", "--format", "json")
        #expect(synced.status == 0, "\(synced.errors)")
        let news = try #require(synced.json()["charter"] as? [String: Any], "\(synced.output)")
        #expect(news["version"] as? Int == 2 && news["network"] as? String == "network.example")
        #expect(
            synced.errors.contains(
                "the charter of network.example: broker broker.example is now run by group484.rs"),
            "\(synced.errors)")
        #expect(try network.knownVersion() == 2)
        let again = try reader.plomba("sync")
        #expect(again.status == 0 && !again.errors.contains("charter"), "\(again.errors)")
        #expect(try reader.plomba("charter", "fetch").status == 0)
        // The next start hands out what was taken, and check says so.
        network.scene.broker.stop()
        try network.scene.broker.start()
        let broker = network.scene.broker
        let checked = try broker.plombad("check", "--home", broker.home)
        #expect(
            checked.output.contains("version 2 of the charter of network.example"),
            "\(checked.output)")
        let kept = try reader.plomba("charter", "fetch", "--format", "json")
        #expect(try kept.json()["version"] as? Int == 2)
    }

    @Test func `an older one and that of another network are refused, and the known one goes on`()
        throws
    {
        let network = try Network()
        let (scene, reader) = (network.scene, network.reader)
        try network.confirm()
        try network.next("2.charter")
        try #require(network.take("2.charter").status == 0)
        try #require(reader.plomba("sync").status == 0)
        #expect(try network.take("1.charter").status == 1)
        // An operator who takes it back all the same.
        try #require(
            scene.broker.plombad("charter", "remove", "--yes", "--home", scene.broker.home).status
                == 0)
        try #require(
            network.take("1.charter", "--fingerprint", network.maker.digits()).status == 0)
        let older = try reader.plomba("sync")
        #expect(
            older.status == 0
                && older.errors.contains("hands out version 1 of the charter; version 2 is known"),
            "\(older.errors)")
        #expect(try network.knownVersion() == 2)

        let third = try scene.makeThird()
        let other = try CharterMaker(by: third, in: scene.folder)
        try other.content()
        try #require(other.propose().status == 0)
        try #require(other.sign().status == 0)
        try other.export("other.charter")
        let digits = try other.digits()
        #expect(try network.take("other.charter", "--fingerprint", digits).status == 1)
        try #require(
            scene.broker.plombad("charter", "remove", "--yes", "--home", scene.broker.home).status
                == 0)
        try #require(network.take("other.charter", "--fingerprint", digits).status == 0)
        let foreign = try reader.plomba("sync")
        #expect(foreign.status == 1 && foreign.code == "charter.other-network", "\(foreign.errors)")
        #expect(try reader.plomba("charter", "fetch").code == "charter.other-network")
        let watched = try reader.plomba("watch")
        #expect(
            watched.status == 2 && watched.output.contains("charter.other-network"),
            "\(watched.output)")
        #expect(try network.knownVersion() == 2)
        // All else goes on.
        let id = try scene.send()
        #expect(try scene.inboxState(id) == "waiting")
    }

    @Test func `one that has ended is refused, and one that nobody hands out is said`() throws {
        let network = try Network()
        let reader = network.reader
        try network.confirm()
        try network.next("2.charter", validDays: "1")
        try #require(network.take("2.charter").status == 0)
        let late = try reader.plomba(clock: "+2d", "sync")
        #expect(late.status == 1 && late.code == "charter.expired", "\(late.errors)")
        #expect(try network.knownVersion() == 1)
        try #require(
            network.scene.broker.plombad(
                "charter", "remove", "--yes", "--home", network.scene.broker.home
            ).status == 0)
        Thread.sleep(forTimeInterval: 2.5)
        #expect(try reader.plomba("charter", "fetch").code == "charter.not-handed-out")
        #expect(try reader.plomba("sync").status == 0)
    }

    @Test func `a broker that lies about it is found out, and changes nothing`() throws {
        let network = try Network()
        let (scene, reader) = (network.scene, network.reader)
        try network.confirm()
        try network.next("2.charter")
        try network.next("3.charter")
        let front = try CharterFront(before: scene.broker, in: scene.folder)
        let one = try front.mark(of: "1.charter", scene)
        let three = try front.mark(of: "3.charter", scene)
        let records = try front.records("3.charter")
        let lies: [(String, [String: Any], Data, String)] = [
            ("skips", three, try front.file([records[0], records[2]]), "record.version-not-next"),
            (
                "unsigned", three,
                try front.file([records[0], records[1], CharterFront.unsigned(records[2])]),
                "record.too-few-signatures"
            ),
            ("withholds", three, try front.file([records[0]]), "charter.withheld"),
            (
                "other", one.merging(["digest": String(repeating: "7", count: 64)]) { $1 },
                try front.file(records), "record.fork"
            ),
            (
                "shows one and names another",
                three.merging(["digest": String(repeating: "7", count: 64)]) { $1 },
                try front.file(records), "record.fork"
            ),
            ("large", three, Data(repeating: 0x20, count: 9 << 20), "broker.wrong-size"),
            ("rubbish", three, Data("[]".utf8), "record.schema"),
        ]
        for (name, mark, file, code) in lies {
            try front.show(mark, file)
            let synced = try reader.plomba("sync", "--format", "json")
            let problem = try synced.json()["charterProblem"] as? [String: Any]
            #expect(problem?["code"] as? String == code, "\(name): \(synced.errors)")
            #expect(synced.status != 0, "\(name)")
            #expect(try network.knownVersion() == 1, "\(name)")
        }
        // What it has of the roots counts, whoever stands between.
        try front.show(three, front.file(records))
        #expect(try reader.plomba("sync").status == 0)
        #expect(try network.knownVersion() == 3)
        // An older one that is another than what was seen under that number.
        let before = try front.mark(of: "2.charter", scene)
        try front.show(
            before.merging(["digest": String(repeating: "7", count: 64)]) { $1 },
            front.file(records))
        #expect(try reader.plomba("sync").code == "record.fork")
        try front.show(before, front.file(records))
        let behind = try reader.plomba("sync")
        #expect(behind.status == 0 && behind.errors.contains("hands out version 2"))
    }

    @Test func `what was taken over is told also when the broker cannot be reached by it`() throws {
        let network = try Network()
        let reader = network.reader
        try network.confirm()
        let used = try reader.plomba("broker", "use")
        try #require(used.status == 0, "\(used.errors)")
        try network.next("2.charter") { content in
            var brokers = try #require(content["brokers"] as? [[String: Any]])
            brokers[0]["url"] = "https://127.0.0.1:1"
            content["brokers"] = brokers
        }
        try #require(network.take("2.charter").status == 0)
        let synced = try reader.plomba("sync", "--format", "json")
        #expect(
            synced.status != 0 && synced.errors.contains("not all was done"), "\(synced.errors)")
        let news = try #require(synced.json()["charter"] as? [String: Any], "\(synced.output)")
        let said = "broker broker.example is now at https://127.0.0.1:1"
        #expect(news["changes"] as? [String] == [said])
        #expect(synced.errors.contains(said), "\(synced.errors)")
    }

    @Test func `a power cut leaves nothing unsaid, and what waits does not become older`() throws {
        let network = try Network()
        let (folder, reader) = (network.scene.folder, network.reader)
        try network.next("2.charter", otherOperator)
        // One that came by hand waits, and the broker has only the one before it.
        try #require(reader.plomba("charter", "import", "2.charter").status == 0)
        #expect(try reader.plomba("charter", "fetch").code == "record.rollback")
        #expect(try reader.plomba("charter", "import", "1.charter").code == "record.rollback")
        #expect(try network.knownVersion() == 2)

        try network.confirm()
        try #require(network.take("2.charter").status == 0)
        // As a power cut leaves it: the file is there, and it is not remembered that it was seen.
        try folder.write(reader.name + "/charter/history.json", folder.read("2.charter"))
        let synced = try reader.plomba("sync", "--format", "json")
        #expect(synced.status == 0, "\(synced.errors)")
        let said = "broker broker.example is now run by group484.rs"
        let news = try synced.json()["charter"] as? [String: Any]
        #expect(news?["changes"] as? [String] == [said], "\(synced.output)")
        #expect(synced.errors.contains(said), "\(synced.errors)")
    }
}
