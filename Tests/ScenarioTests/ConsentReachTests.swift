import Foundation
import Testing

/// What a withdrawal of consent reaches: what waits, what comes late, and every one of several.
@Suite struct `A withdrawal of consent reaches everything` {
    @Test func `what waits to be sent does not go any more, by no way`() throws {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        let waiting = try chain.passOnWithoutNetwork()
        #expect(try sender.plomba("consent", "withdraw", chain.id).status == 0)

        let synced = try receiver.plomba("sync", "--format", "json")
        #expect(synced.status == 1, "\(synced.errors)")
        let problems = try #require(synced.json()["problems"] as? [[String: Any]])
        #expect(problems.map { $0["consignment"] as? String } == [waiting])
        #expect(problems.map { $0["code"] as? String } == ["consent.withdrawn-since"])
        #expect(try synced.json()["sent"] as? [String] == [])
        try FileManager.default.createDirectory(
            atPath: chain.scene.folder.place("stick"), withIntermediateDirectories: false)
        let exported = try receiver.plomba("export", waiting, "-o", "stick")
        #expect(exported.code == "consent.withdrawn-since", "\(exported.errors)")
        let listed = try chain.third.plomba("inbox", "--format", "json").json()
        let there = try #require(listed["deliveries"] as? [[String: Any]])
        #expect(!there.contains { $0["id"] as? String == waiting })

        // It is a copy like any other.
        let gone = try receiver.plomba(
            "dispose", chain.id, "--reason", "person_asked", "--basis", "b", "--copy", "case",
            "--yes")
        #expect(gone.status == 0, "\(gone.errors)")
        let early = try chain.answer(chain.id, receiver, "erased")
        #expect(early.code == "consent.not-erased" && early.errors.contains(waiting))
        let destroyed = try receiver.plomba(
            "dispose", waiting, "--reason", "person_asked", "--basis", "b", "--yes")
        #expect(destroyed.status == 0, "\(destroyed.errors)")
        #expect(try chain.answer(chain.id, receiver, "erased").status == 0)
        #expect(try chain.latest(chain.id, of: sender)["answer"] as? String == "erased")
        let kept = try chain.answer(chain.id, receiver, "stopped")
        #expect(kept.code == "consent.erased-already", "\(kept.errors)")
    }

    @Test func `what its sender has not sent yet stays here`() throws {
        let scene = try Scene()
        scene.broker.stop()
        let sent = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(sent.code == "broker.unreachable")
        let id = try #require(
            try FileManager.default.contentsOfDirectory(atPath: scene.sender.home + "/outbox")
                .first { $0.utf8.count == 32 })
        try scene.broker.start()
        let withdrawn = try scene.sender.plomba("consent", "withdraw", id)
        #expect(withdrawn.code == "consent.not-at-broker", "\(withdrawn.errors)")
        let synced = try scene.sender.plomba("sync", "--format", "json")
        #expect(synced.status == 0, "\(synced.errors)")
        #expect(try synced.json()["sent"] as? [String] == [])
        #expect(try scene.inboxState(id) == nil)

        // The same order is the same case; sent anew it is once that copy is destroyed.
        func send() throws -> Outcome {
            try scene.sender.plomba(
                "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        }
        #expect(try send().code == "consent.withdrawn-since")
        let gone = try scene.sender.plomba(
            "dispose", id, "--reason", "person_asked", "--basis", "b", "--yes")
        #expect(gone.status == 0, "\(gone.errors)")
        #expect(try send().status == 0)
    }

    @Test func `every open one is passed on and answered at once, and none is made twice`() throws {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        for words in [
            ["--not-to", "police"], ["--not-part", "face"], ["--not-to", "police"], [],
        ] {
            let said = try sender.plomba(arguments: ["consent", "withdraw", chain.id] + words)
            #expect(said.status == 0, "\(said.errors)")
        }
        #expect(try chain.states(chain.id, of: sender) == ["awaited", "awaited", "awaited"])
        let early = try chain.answer(chain.id, receiver)
        #expect(early.code == "consent.no-answer-yet", "\(early.errors)")
        #expect(try chain.answer(chain.id, receiver, "stopped").status == 0)
        #expect(try chain.states(chain.id, of: sender) == ["answered", "answered", "answered"])
        #expect(try receiver.plomba("sync").errors.contains("CONSENT") == false)

        // The third was told of each, and its one answer goes back for each.
        #expect(try chain.states(chain.onward, of: chain.third).count == 3)
        #expect(try chain.answer(chain.onward, chain.third, "stopped").status == 0)
        #expect(try chain.answer(chain.id, receiver).status == 0)
        for standing in try chain.standings(chain.id, of: sender) {
            let answers = try #require(standing["answers"] as? [[String: Any]])
            let onward = try #require(answers.last?["onward"] as? [String: Int])
            #expect(onward["stopped"] == 1 && onward["awaited"] == 0)
        }
        #expect(try sender.plomba("lint", sender.name).status == 0)
    }

    @Test func `where the keys are unlocked it is passed on before anybody answers`() throws {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        #expect(try sender.plomba("consent", "withdraw", chain.id).status == 0)
        let locked = try receiver.unaided("sync")
        #expect(locked.status == 0 && !locked.errors.contains("is passed on"), "\(locked.errors)")
        #expect(try chain.states(chain.onward, of: chain.third).isEmpty)
        try receiver.unlock()
        let unlocked = try receiver.unaided("sync")
        #expect(unlocked.errors.contains("is passed on"), "\(unlocked.errors)")
        #expect(unlocked.errors.contains("CONSENT WITHDRAWN"))
        #expect(try chain.states(chain.onward, of: chain.third) == ["awaited"])
        #expect(try receiver.unaided("sync").errors.contains("is passed on") == false)
        #expect(try receiver.plomba("lock").status == 0)
    }

    @Test func `an answer that comes late counts, and is shown as late`() throws {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        #expect(try sender.plomba("consent", "withdraw", chain.id).status == 0)
        let answered = try receiver.plomba(clock: "+9d", "consent", "answer", chain.id, "stopped")
        #expect(answered.status == 0, "\(answered.errors)")
        let latest = try chain.latest(chain.id, of: sender)
        #expect(latest["late"] as? Bool == true && latest["answer"] as? String == "stopped")
        #expect(try sender.plomba("consent", "show", chain.id).output.contains("(late)"))
    }

    @Test func `who had disposed before says so without more`() throws {
        let chain = try ConsentChain()
        let (sender, third) = (chain.scene.sender, chain.third)
        let gone = try third.plomba(
            "dispose", chain.onward, "--reason", "retention_ended", "--basis", "rule 4", "--copy",
            "case3", "--yes")
        #expect(gone.status == 0, "\(gone.errors)")
        #expect(try sender.plomba("consent", "withdraw", chain.id).status == 0)
        #expect(try chain.answer(chain.id, chain.scene.receiver, "stopped").status == 0)
        #expect(try third.plomba("sync").errors.contains("CONSENT WITHDRAWN"))
        #expect(try chain.answer(chain.onward, third, "erased").status == 0)
        #expect(try chain.answer(chain.id, chain.scene.receiver).status == 0)
        let onward = try #require(
            try chain.latest(chain.id, of: sender)["onward"] as? [String: Int])
        #expect(onward["erased"] == 1 && onward["awaited"] == 0)
    }

    @Test func `what the broker never takes is told as that, and what to do`() throws {
        let chain = try ConsentChain()
        let sender = chain.scene.sender
        let uses = ["services", "legal_aid", "family_tracing", "court", "statistics", "training"]
        let parts = ["narrative", "identity", "contact", "health", "location", "media", "name"]
        let people = ["police", "consulate", "prosecutor"]
        let words =
            uses.map { ["--not-for", $0] } + parts.map { ["--not-part", $0] }
            + people.map { ["--not-to", $0] }
        for one in words {
            let said = try sender.plomba(arguments: ["consent", "withdraw", chain.id] + one)
            #expect(said.status == 0, "\(said.errors)")
        }
        let last = try sender.plomba("consent", "withdraw", chain.id)
        #expect(last.errors.contains("NOT TOLD"), "\(last.errors)")
        #expect(last.errors.contains("evidence.too-many") && last.errors.contains("call them"))
        let refused = try chain.standings(chain.id, of: sender)
            .filter { $0["state"] as? String == "refused" }
        #expect(refused.map { $0["refusal"] as? String } == ["evidence.too-many"])
        #expect(try sender.plomba("sync").errors.contains("NOT TOLD"))
    }
}
