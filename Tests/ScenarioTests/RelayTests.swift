import Foundation
import Testing

/// Two real brokers, and what a sender at one of them is shown of a case for a mailbox at the other.
@Suite(.serialized) struct `Relay between brokers` {
    private let relayed = "with the recipient's broker"

    @Test
    func `a case goes from broker to broker, and everything comes back`()
        throws
    {
        let two = try TwoBrokers()
        let id = try two.send()
        #expect(try two.wait(for: "relayed", id) == ["sealed", "safe", "relayed"])
        let received = try two.receiver.plomba("receive", id, "-o", "case-folder")
        try #require(received.status == 0, "\(received.errors)")
        let accepted = try two.receiver.plomba("accept", id)
        try #require(accepted.status == 0, "\(accepted.errors)")
        let steps = try two.wait(for: "accepted", id)
        #expect(steps.starts(with: ["sealed", "safe", "relayed"]) && steps.last == "accepted")
        #expect(Set(steps).contains("fetched"))
        let shown = try two.sender.plomba("status", id)
        #expect(shown.output.contains(relayed) && shown.output.contains("home.example"))
        for (party, name) in [(two.sender, "of-sender"), (two.receiver, "of-receiver")] {
            let evidence = try party.plomba("evidence", id, "-o", name)
            try #require(evidence.status == 0, "\(evidence.errors)")
            let verified = try party.plomba("verify", name)
            #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
            let linted = try party.plomba("lint", name)
            #expect(linted.status == 0, "\(linted.output)\(linted.errors)")
        }
        try judgeBoth(two, "of-sender")
        #expect(
            two.folder.tree("of-sender/lanes/" + two.receiver.mailbox).contains(
                "RelayAcceptance.tlog-proof"))
    }

    /// Both verifiers, of the folder as it is and of copies in which one thing of the hop is wrong.
    private func judgeBoth(_ two: TwoBrokers, _ name: String) throws {
        let lane = "lanes/" + two.receiver.mailbox + "/"
        let hop = lane + "RelayAcceptance"
        let whole = try second(two, name)
        #expect(whole.status == 0, "\(whole.output)\(whole.errors)")
        let other = lane + "ContentConsignment"
        let changes: [(what: String, from: String, to: String, isWhole: Bool)] = [
            ("signature", other + ".json.sig", hop + ".json.sig", false),
            ("opening", other + ".entry", hop + ".entry", false),
            ("proof", other + ".tlog-proof", hop + ".tlog-proof", false),
            ("name", hop, lane + "RelayRejection", true),
            ("receipt", "SubmissionAcceptance", lane + "SubmissionAcceptance", true),
        ]
        for (what, from, to, isWhole) in changes {
            let copy = name + "-" + what
            try FileManager.default.copyItem(
                atPath: two.folder.place(name), toPath: two.folder.place(copy))
            try two.copy("\(copy)/\(from)", "\(copy)/\(to)", endings: isWhole)
            #expect(try second(two, copy).status == 2, "the second verifier: \(what)")
            #expect(try two.sender.plomba("verify", copy).status == 2, "\(what)")
        }
    }

    /// `Protocol/verifier/evidence.py`, told what an expert is told.
    private func second(_ two: TwoBrokers, _ name: String, _ more: String...) throws -> Outcome {
        let program = Program.root.appending(path: "Protocol/verifier/evidence.py")
        let organisations = try [two.sender, two.receiver].flatMap { party in
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let fingerprint = try #require(shown["fingerprint"] as? String)
            return ["--organisation", two.folder.place(party.name + ".org") + "=" + fingerprint]
        }
        let log = String(
            decoding: try two.folder.read("\(name)/keys/broker/log.vkey"), as: UTF8.self)
        return try Program.run(
            Interop.python(),
            [program.path(percentEncoded: false), two.folder.place(name)] + organisations + [
                "--broker", "first.example", two.first.serviceKey,
                log.trimmingCharacters(in: .whitespacesAndNewlines),
            ] + more, in: two.folder.path)
    }

    @Test func `a home broker that is away is waited for, over a kill of the first`() throws {
        let two = try TwoBrokers()
        two.home.stop()
        let id = try two.send()
        Thread.sleep(forTimeInterval: 4)
        #expect(try two.steps(id, of: two.sender) == ["sealed", "safe"])
        two.first.stop()
        try two.first.start()
        try two.home.start()
        _ = try two.wait(for: "relayed", id)
        let inbox = try two.receiver.plomba("inbox", "--format", "json").json()
        #expect((inbox["deliveries"] as? [Any])?.count == 1)
    }

    @Test
    func `what no home broker was ever reached with ends as not delivered, for the client too`()
        throws
    {
        let later = "+20d"
        let two = try TwoBrokers()
        two.home.stop()
        let id = try two.send()
        two.first.stop()
        try two.first.start(clock: later)
        #expect(
            try two.wait(for: "not-delivered", id, clock: later)
                == ["sealed", "safe", "not-delivered"])
        let withdrawn = try two.sender.plomba(
            clock: later, "withdraw", id, "--reason", "superseded")
        #expect(withdrawn.code == "withdraw.ended", "\(withdrawn.errors)")
        try judgeFailure(two, id, clock: later)
        let disposed = try two.sender.plomba(
            clock: later, "dispose", id, "--reason", "not_taken", "--basis", "rule 3", "--yes")
        #expect(disposed.status == 0, "\(disposed.errors)")
    }

    /// The folder has the records of who got nothing; before the time that it claims it is refused.
    private func judgeFailure(_ two: TwoBrokers, _ id: String, clock: String) throws {
        let evidence = try two.sender.plomba(clock: clock, "evidence", id, "-o", "failed")
        try #require(evidence.status == 0, "\(evidence.errors)")
        #expect(
            two.folder.tree("failed/keys/" + two.receiver.name).contains("0001.json"))
        let verified = try two.sender.plomba(clock: clock, "verify", "failed")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        let linted = try two.sender.plomba(clock: clock, "lint", "failed")
        #expect(linted.status == 0, "\(linted.output)\(linted.errors)")
        let ahead = try two.sender.plomba("verify", "failed")
        #expect(ahead.status == 2 && ahead.errors.contains("custody.end-ahead"), "\(ahead.errors)")
        #expect(try second(two, "failed").status == 2)
        #expect(try second(two, "failed", "--time", "2099-01-01T00:00:00Z").status == 0)
    }

    @Test func `a first broker that was put back does not say that nothing was delivered`() throws {
        let later = "+20d"
        let two = try TwoBrokers()
        two.home.stop()
        let id = try two.send()
        let safe = try Safe(of: two.first, in: two.folder)
        try safe.backup("old.tar.age")
        try two.home.start()
        for _ in 0..<60 {
            let inbox = try two.receiver.plomba("inbox", "--format", "json").json()
            if (inbox["deliveries"] as? [Any])?.isEmpty == false { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        try safe.lose()
        two.home.stop()
        let restored = try safe.restore(safe.unpack("old.tar.age"))
        try #require(restored.status == 0, "\(restored.errors)")
        let resumed = try two.first.plombad(
            "log", "resume", "--unwitnessed", "--home", two.first.home)
        try #require(resumed.status == 0, "\(resumed.errors)")
        try two.first.start(clock: later)
        #expect(
            try two.wait(for: "outcome-unknown", id, clock: later)
                == ["sealed", "safe", "outcome-unknown"])
        // Once the two meet again, what the home broker says takes its place.
        try two.home.start(clock: later)
        #expect(try two.wait(for: "relayed", id, clock: later).contains("relayed"))
    }

    @Test func `what is at another broker is not called back, and nothing is signed`() throws {
        let two = try TwoBrokers()
        two.home.stop()
        let id = try two.send()
        let before = two.folder.tree(two.sender.name)
        for isThere in [false, true] {
            if isThere {
                try two.home.start()
                _ = try two.wait(for: "relayed", id)
            }
            let withdrawn = try two.sender.plomba("withdraw", id, "--reason", "wrong_mailbox")
            #expect(withdrawn.code == "withdraw.elsewhere", "\(withdrawn.errors)")
        }
        let signed = Set(two.folder.tree(two.sender.name)).subtracting(before)
        #expect(!signed.contains { $0.contains("Withdrawal") }, "\(signed)")
    }

    @Test
    func `a recipient that has changed its keys meanwhile is believed at the first broker too`()
        throws
    {
        let two = try TwoBrokers()
        let id = try two.send()
        _ = try two.wait(for: "relayed", id)
        // It brings its new record to its own broker alone.
        let rotated = try two.receiver.plomba("keys", "rotate")
        try #require(rotated.status == 0, "\(rotated.errors)")
        _ = try two.receiver.plomba("sync")
        let received = try two.receiver.plomba("receive", id, "-o", "case-folder")
        try #require(received.status == 0, "\(received.errors)")
        let accepted = try two.receiver.plomba("accept", id)
        try #require(accepted.status == 0, "\(accepted.errors)")
        #expect(try two.wait(for: "accepted", id).last == "accepted")
    }

    @Test func `what nobody hands on any more is told to the operator`() throws {
        let two = try TwoBrokers()
        two.home.stop()
        _ = try two.send()
        two.first.stop()
        let all = try two.first.plombad("check", "--home", two.first.home)
        #expect(all.output.contains("check.relay ") && !all.output.contains("relay-removed"))
        try two.first.configure { $0["relay"] = nil }
        let removed = try two.first.plombad("check", "--home", two.first.home)
        #expect(removed.output.contains("check.relay-removed"), "\(removed.output)")
        #expect(removed.output.contains("home.example"))
        try two.first.configure { value in
            value["relay"] = [
                "peers": [
                    [
                        "name": "first.example", "url": two.first.url, "pin": two.first.pin,
                        "serviceKey": two.first.serviceKey, "privateAddress": true,
                    ]
                ], "retrySeconds": 1, "longestRetrySeconds": 2, "askSeconds": 1,
            ]
        }
        let itself = try two.first.plombad("check", "--home", two.first.home)
        #expect(itself.output.contains("check.relay-peer"), "\(itself.output)")
    }

    @Test func `an answer that is lost, and a kill before it is recorded, leave one delivery`()
        throws
    {
        let folder = try Folder()
        let port = try BrokerProcess.freePort()
        try folder.write("mode", "pass")
        var proxy: RunningProgram?
        let two = try TwoBrokers(
            route: { home in
                proxy = try Interop.start(
                    "cutting_proxy.py", ["\(port)", "\(home.port)", folder.place("mode")],
                    in: folder)
                return "https://127.0.0.1:\(port)"
            }, isPrivate: true)
        defer { proxy?.kill() }
        try folder.write("mode", "lose")
        let id = try two.send()
        for _ in 0..<40 {
            let inbox = try two.receiver.plomba("inbox", "--format", "json").json()
            if (inbox["deliveries"] as? [Any])?.isEmpty == false { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        #expect(try two.steps(id, of: two.sender) == ["sealed", "safe"], "no answer came")
        two.first.stop()
        try folder.write("mode", "pass")
        try two.first.start()
        #expect(try two.wait(for: "relayed", id) == ["sealed", "safe", "relayed"])
        let inbox = try two.receiver.plomba("inbox", "--format", "json").json()
        #expect((inbox["deliveries"] as? [Any])?.count == 1)
    }

    @Test func `a private address is not connected to unless the configuration says so`() throws {
        let hidden = try TwoBrokers(isPrivate: false)
        let id = try hidden.send()
        Thread.sleep(forTimeInterval: 4)
        #expect(try hidden.steps(id, of: hidden.sender) == ["sealed", "safe"])
        #expect(hidden.first.log.contains("relay.address-not-public"))
    }

    @Test func `a home broker that does not know the first one takes nothing from it`() throws {
        let two = try TwoBrokers(isPrivate: true, isPeer: false)
        let id = try two.send()
        Thread.sleep(forTimeInterval: 4)
        #expect(try two.steps(id, of: two.sender) == ["sealed", "safe"])
        let inbox = try two.receiver.plomba("inbox", "--format", "json").json()
        #expect((inbox["deliveries"] as? [Any])?.isEmpty == true)
    }
}
