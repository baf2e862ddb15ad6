import Foundation
import Testing

/// One fingerprint instead of twenty: a network makes its charter, a newcomer confirms it, and everything
/// else follows from it.
@Suite(.serialized) struct `The charter of a network` {
    @Test func `a newcomer confirms one fingerprint and knows broker, witnesses and partners`()
        throws
    {
        let watched = try Watched()
        let scene = watched.scene
        let maker = try CharterMaker(by: scene.sender, in: scene.folder)
        try maker.content { network in
            var brokers = try #require(network["brokers"] as? [[String: Any]])
            var log = try #require(brokers[0]["log"] as? [String: Any])
            log["quorum"] = 1
            brokers[0]["log"] = log
            brokers[0]["operator"] = "group484.rs"
            network["brokers"] = brokers
            network["witnesses"] = [
                [
                    "name": "vasaprava.ba/witness", "organisation": "vasaprava.ba",
                    "key": try CharterMaker.sshLine(watched.witness.key),
                    "url": watched.witness.url,
                ]
            ]
        }
        let proposed = try maker.propose()
        try #require(proposed.status == 0, "\(proposed.errors)")
        let adopted = try maker.sign()
        try #require(adopted.status == 0, "\(adopted.errors)")
        #expect(try adopted.json()["state"] as? String == "confirmed")
        #expect(try proposed.json()["digits"] as? String == maker.digits())
        try maker.export("network.charter")

        let newcomer = Party(name: "newcomer.me", folder: scene.folder)
        let made = try newcomer.plomba(
            "organisation", "create", newcomer.name, "--member", "intake-officer", "--mailbox",
            "intake")
        try #require(made.status == 0, "\(made.errors)")
        #expect(try newcomer.plomba("broker", "use").code == "charter.none")
        let unconfirmed = try newcomer.plomba("charter", "import", "network.charter")
        #expect(unconfirmed.status == 0 && unconfirmed.output.contains("unconfirmed"))
        #expect(try newcomer.plomba("broker", "use").code == "charter.none")
        let doctor = try newcomer.plomba("doctor")
        #expect(doctor.output.contains("charter.unconfirmed"), "\(doctor.output)")
        let wrong = try newcomer.plomba(
            "charter", "confirm", String(repeating: "01234 ", count: 12))
        #expect(wrong.code == "charter.fingerprint-mismatch")
        let confirmed = try newcomer.plomba("charter", "confirm", maker.digits())
        #expect(confirmed.status == 0, "\(confirmed.errors)")

        try #require(newcomer.plomba("organisation", "export", "-o", "newcomer.me.org").status == 0)
        let admitted = try scene.broker.plombad(
            "admit", scene.folder.place("newcomer.me.org"), "--fingerprint", newcomer.digits(),
            "--home", scene.broker.home)
        try #require(admitted.status == 0, "\(admitted.errors)")
        let used = try newcomer.plomba("broker", "use", "--format", "json")
        try #require(used.status == 0, "\(used.errors)")
        #expect(try used.json()["knownFrom"] as? String == "the charter of the network")
        #expect(
            try newcomer.plomba("broker", "witnesses", "policy", "--operator", "none").code
                == "charter.decides")

        var synced = try newcomer.plomba("sync", "--format", "json")
        for _ in 0..<40 where try (synced.json()["log"] as? String)?.contains("seen by 1") != true {
            Thread.sleep(forTimeInterval: 0.5)
            synced = try newcomer.plomba("sync", "--format", "json")
        }
        #expect(try (synced.json()["log"] as? String)?.contains("seen by 1") == true, "\(synced)")
        let partners = try newcomer.plomba("partner", "list", "--format", "json").json()
        let list = try #require(partners["partners"] as? [[String: Any]])
        #expect(
            list.compactMap { $0["organisation"] as? String } == ["group484.rs", "vasaprava.ba"])
        #expect(list.allSatisfy { $0["state"] as? String == "unconfirmed" })

        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", newcomer.name, "--to", Parties.receiver],
            in: scene.folder.path)
        try scene.folder.write("newcomer.json", example.output)
        let sent = try newcomer.plomba(
            "send", "evidence", "--case", "newcomer.json", "--to", scene.receiver.mailbox)
        #expect(sent.status == 0 && sent.errors.contains("unconfirmed"), "\(sent.errors)")

        let compared = try newcomer.plomba(
            "partner", "add", "group484.rs.org", "--fingerprint", scene.receiver.digits())
        try #require(compared.status == 0, "\(compared.errors)")
        let after = try newcomer.plomba("partner", "list")
        #expect(
            after.output.contains("unconfirmed by them")
                && after.output.contains("unconfirmed  "), "\(after.output)")
    }

    @Test func `witnesses of an earlier version count for what they signed then`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let maker = try CharterMaker(by: scene.sender, in: scene.folder)
        try name(watched.witness.key, "vasaprava.ba/witness", maker)
        try #require(maker.propose().status == 0)
        try #require(maker.sign().status == 0)
        let id = try scene.send()
        func evidence(_ name: String) throws -> Bool {
            let made = try scene.sender.plomba("evidence", id, "-o", name, "--format", "json")
            try #require(made.status == 0, "\(made.errors)")
            return try made.json()["witnessed"] as? Bool == true
        }
        var attempt = 0
        while try attempt < 40 && !evidence("first-\(attempt)") {
            attempt += 1
            Thread.sleep(forTimeInterval: 0.5)
        }
        // Another witness, which nobody has started; and a broker that is away.
        scene.broker.stop()
        Thread.sleep(forTimeInterval: 1.1)
        let other = try WitnessProcess.makeKey(in: scene.folder, "other", "vasaprava.ba/second")
        try name(other, "vasaprava.ba/second", maker)
        try #require(scene.sender.plomba("charter", "propose", "network.json").status == 0)
        try #require(maker.sign().status == 0)
        #expect(try evidence("after"))
        let shown = scene.folder.tree("after").filter { $0.hasPrefix("keys/broker/policy.until-") }
        #expect(shown.count == 1, "\(shown)")
        let verified = try scene.sender.plomba("verify", "after")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(
            verified.output.contains("vasaprava.ba/witness: witnesses that counted here until"),
            "\(verified.output)")
    }

    /// One witness in the content of the next version.
    private func name(_ key: String, _ name: String, _ maker: CharterMaker) throws {
        try maker.content { network in
            var brokers = try #require(network["brokers"] as? [[String: Any]])
            var log = try #require(brokers[0]["log"] as? [String: Any])
            log["quorum"] = 1
            brokers[0]["log"] = log
            brokers[0]["operator"] = "group484.rs"
            network["brokers"] = brokers
            network["witnesses"] = [
                [
                    "name": name, "organisation": "vasaprava.ba",
                    "key": try CharterMaker.sshLine(key), "url": NSNull(),
                ] as [String: Any]
            ]
        }
    }

    @Test func `a charter goes forward only, and says aloud what it changes`() throws {
        let scene = try Scene()
        let maker = try CharterMaker(by: scene.sender, in: scene.folder)
        try maker.content()
        try #require(maker.propose().status == 0)
        try #require(maker.sign().status == 0)
        try maker.export("one.charter")
        let reader = scene.receiver
        let imported = try reader.plomba(
            "charter", "import", "one.charter", "--fingerprint", maker.digits())
        try #require(imported.status == 0, "\(imported.errors)")

        try maker.content { network in
            var all = try #require(network["organisations"] as? [[String: Any]])
            let index = try #require(all.firstIndex { $0["name"] as? String == "vasaprava.ba" })
            all[index]["fingerprint"] = String(repeating: "7", count: 64)
            network["organisations"] = all
            var brokers = try #require(network["brokers"] as? [[String: Any]])
            try CharterMaker.key("other", in: scene.folder)
            let line = String(decoding: try scene.folder.read("other.pub"), as: UTF8.self)
            brokers[0]["serviceKey"] = line.trimmingCharacters(in: .whitespacesAndNewlines)
            network["brokers"] = brokers
        }
        let proposed = try scene.sender.plomba("charter", "propose", "network.json")
        try #require(proposed.status == 0, "\(proposed.errors)")
        try #require(maker.sign().status == 0)
        try maker.export("two.charter")
        let followed = try reader.plomba("charter", "import", "two.charter")
        #expect(followed.status == 0)
        #expect(
            followed.errors.contains("broker broker.example HAS ANOTHER KEY"), "\(followed.errors)")
        #expect(followed.errors.contains("vasaprava.ba ANOTHER FINGERPRINT"), "\(followed.errors)")
        #expect(
            followed.errors.contains("vasaprava.ba HAS ANOTHER FINGERPRINT than before"),
            "\(followed.errors)")
        // Not only then: whoever was away while a timer took it over finds it.
        let doctor = try reader.plomba("doctor", "--offline").output
        #expect(
            doctor.contains("charter.contradicts-organisation")
                && doctor.contains("charter.contradicts-broker"), "\(doctor)")
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", reader.name, "--to", scene.sender.name],
            in: scene.folder.path)
        try scene.folder.write("back.json", example.output)
        let sealed = try reader.plomba(
            "seal", "evidence", "--case", "back.json", "--to", scene.sender.mailbox, "-o",
            "back.plomba")
        #expect(
            sealed.status == 0 && sealed.errors.contains("ANOTHER FINGERPRINT"), "\(sealed.errors)")
        // The compared fingerprint stays, and so do the keys with which the broker was met by hand: nothing goes
        // to it until somebody has looked.
        let partners = try reader.plomba("partner", "list", "--format", "json").output
        #expect(!partners.contains("7777777777"))
        #expect(try reader.plomba("sync").errors.contains("charter.contradicts-broker"))

        #expect(try reader.plomba("charter", "import", "one.charter").code == "record.rollback")
        let file = reader.name + "/charter/history.json"
        let newest = try scene.folder.read(file)
        try scene.folder.write(file, try scene.folder.read("one.charter"))
        #expect(try reader.plomba("charter", "show").code == "charter.damaged")
        #expect(try reader.plomba("sync").status != 0)
        try scene.folder.write(file, newest)
        #expect(try reader.plomba("charter", "show").status == 0)
    }

    @Test func `refuses another network, half of the signatures, and a stranger's`() throws {
        let scene = try Scene()
        let maker = try CharterMaker(by: scene.sender, in: scene.folder)
        try maker.content()
        try #require(maker.propose().status == 0)
        try CharterMaker.key("stranger", in: scene.folder)
        try maker.signWithKeygen("stranger")
        #expect(
            try scene.sender.plomba("charter", "adopt", "stranger.sig").code
                == "record-change.foreign-signature")
        #expect(try scene.sender.plomba("charter", "export", "-o", "x").code == "charter.none")
        try #require(maker.sign().status == 0)
        try maker.export("one.charter")
        // The same person makes another network: a home follows one.
        let other = Party(name: Parties.receiver, folder: scene.folder)
        let second = try CharterMaker(by: other, in: scene.folder)
        try second.content()
        try #require(second.propose().status == 0)
        try #require(second.sign().status == 0)
        #expect(
            try other.plomba("charter", "import", "one.charter", "--fingerprint", maker.digits())
                .code
                == "charter.other-network")
        #expect(
            try scene.sender.plomba("charter", "renew", "--threshold", "3").code
                == "record-change.threshold")
        let renewed = try scene.sender.plomba(
            "charter", "renew", "--remove", "second", "--threshold", "1")
        try #require(renewed.status == 0, "\(renewed.errors)")
        // The present roots still need two.
        try FileManager.default.removeItem(atPath: scene.folder.place("charter.json.sig"))
        let signed = try scene.sender.plomba("charter", "sign")
        try #require(signed.status == 0, "\(signed.errors)")
        let half = try scene.sender.plomba(
            "charter", "adopt", "charter.json.sig", "--format", "json")
        #expect(try half.json()["missing"] as? [String] == ["second"])
    }
}
