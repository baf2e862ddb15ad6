import Foundation
import Testing

/// A person withdraws consent: the word goes along the chain, and the answers come back.
@Suite struct `Consent is withdrawn` {
    @Test func `it reaches who got the case behind the receiver, and every answer comes back`()
        throws
    {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        let withdrawn = try sender.plomba("consent", "withdraw", chain.id)
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        #expect(try chain.standing(chain.id, of: sender)["state"] as? String == "awaited")

        let synced = try receiver.plomba("sync")
        #expect(synced.status == 0, "\(synced.errors)")
        #expect(synced.errors.contains("CONSENT WITHDRAWN"))
        let status = try receiver.plomba("status", chain.id, "--format", "json")
        let lanes = try #require(status.json()["lanes"] as? [[String: Any]])
        #expect(lanes.first?["referral"] as? String == "consent_withdrawn")
        #expect(try receiver.plomba("inbox").errors.contains("CONSENT WITHDRAWN"))

        // Nothing of it goes on any more.
        for refused in [
            try receiver.plomba(
                "transfer", chain.id, "--to", chain.third.mailbox, "--purpose", "p", "--basis", "b"),
            try receiver.plomba(
                "disclose", "case", "--items", "evidence/empty", "--to", chain.third.mailbox, "-o",
                "part.plomba"),
            try receiver.plomba(
                "seal", "case/bag/data", "--case", "case.json", "--to", chain.third.mailbox, "-o",
                "again.plomba"),
        ] {
            #expect(refused.status == 1)
            #expect(refused.code == "consent.withdrawn-since", "\(refused.errors)")
        }

        let stopped = try chain.answer(chain.id, receiver, "stopped")
        #expect(stopped.status == 0, "\(stopped.errors)")
        #expect(try chain.latest(chain.id, of: sender)["answer"] as? String == "stopped")
        let before = try #require(
            try chain.latest(chain.id, of: sender)["onward"] as? [String: Int])
        #expect(before == ["stopped": 0, "erased": 0, "retained_because": 0, "awaited": 1])
        #expect(try receiver.plomba("sync").errors.contains("CONSENT WITHDRAWN") == false)

        // The third has it from the receiver, and erases: only with a disposal.
        #expect(try chain.third.plomba("sync").errors.contains("CONSENT WITHDRAWN"))
        #expect(try chain.standing(chain.onward, of: chain.third)["forwarded"] as? Bool == true)
        let early = try chain.answer(chain.onward, chain.third, "erased")
        #expect(early.status == 1)
        #expect(early.code == "consent.not-erased")
        let disposed = try chain.third.plomba(
            "dispose", chain.onward, "--reason", "person_asked", "--basis", "consent withdrawn",
            "--copy", "case3", "--yes")
        #expect(disposed.status == 0, "\(disposed.errors)")
        let erased = try chain.answer(chain.onward, chain.third, "erased")
        #expect(erased.status == 0, "\(erased.errors)")

        let again = try chain.answer(chain.id, receiver)
        #expect(again.status == 0, "\(again.errors)")
        let after = try #require(
            try chain.latest(chain.id, of: sender)["onward"] as? [String: Int])
        #expect(after == ["stopped": 0, "erased": 1, "retained_because": 0, "awaited": 0])
        for party in [sender, receiver, chain.third] {
            let lint = try party.plomba("lint", party.name)
            #expect(lint.status == 0, "\(lint.output)")
        }
    }

    @Test func `silence shows after the time to answer`() throws {
        let chain = try ConsentChain()
        let sender = chain.scene.sender
        let soon = Date(
            timeIntervalSince1970: (Date().timeIntervalSince1970 / 3600).rounded(.up) * 3600 + 3600)
        let answerBy = soon.formatted(.iso8601)
        let withdrawn = try sender.plomba(
            "consent", "withdraw", chain.id, "--answer-by", answerBy)
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let shown = try sender.plomba(clock: "+3h", "consent", "show", chain.id)
        #expect(
            shown.output.contains("NO ANSWER by \(answerBy)"), "\(shown.output) \(shown.errors)")
        for wrong in ["2020-01-01T00:00:00Z", "2036-01-01T00:30:00Z"] {
            let refused = try sender.plomba("consent", "withdraw", chain.id, "--answer-by", wrong)
            #expect(refused.code == "consent.answer-time")
        }
    }

    @Test func `a part keeps it from whom it names, and a second one is answered for itself`()
        throws
    {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        let part = try sender.plomba("consent", "withdraw", chain.id, "--not-to", "police")
        #expect(part.status == 0, "\(part.errors)")
        #expect(try receiver.plomba("sync").errors.contains("(police)"))
        func pass(_ name: String) throws -> Outcome {
            try receiver.plomba(
                "disclose", "case", "--items", "evidence/empty", "--to", chain.third.mailbox, "-o",
                name)
        }
        // Nobody has said what kind of organisation it is.
        #expect(try pass("one.plomba").code == "consent.withdrawn-since")
        #expect(
            try receiver.plomba("partner", "class", chain.third.name, "service_provider").status
                == 0)
        #expect(try pass("two.plomba").status == 0)
        #expect(
            try chain.answer(
                chain.id, receiver, "retained", "--because", "court_order", "--basis", "K-12/26"
            ).status == 0)
        let all = try sender.plomba("consent", "withdraw", chain.id)
        #expect(all.status == 0, "\(all.errors)")
        #expect(try receiver.plomba("sync").errors.contains("CONSENT WITHDRAWN"))
        #expect(try pass("three.plomba").code == "consent.withdrawn-since")
        let shown = try sender.plomba("consent", "show", chain.id, "--format", "json")
        let states = try #require(shown.json()["withdrawals"] as? [[String: Any]])
            .compactMap { $0["state"] as? String }
        #expect(states == ["answered", "awaited"])
    }

    @Test func `it is for who sent the case, for cases that are there, and for known words`() throws
    {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        #expect(
            try chain.third.plomba("consent", "withdraw", chain.onward).code == "consent.not-sent")
        #expect(try sender.plomba("consent", "withdraw", "ffffffffffff").code == "inbox.unknown")
        #expect(
            try sender.plomba("consent", "withdraw", chain.id, "--not-to", "shoes").code
                == "consent.words")
        #expect(try chain.answer(chain.id, receiver, "stopped").code == "consent.no-withdrawal")
        let none = try sender.plomba("consent", "show")
        #expect(none.output.contains("No withdrawal"))
    }

    @Test func `what nobody has decided is called back, and withdrawing outlasts the own copy`()
        throws
    {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        let open = try sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", receiver.mailbox, "--format", "json")
        let second = try #require(open.json()["consignment"] as? String)
        #expect(try sender.plomba("consent", "withdraw", second).status == 0)
        #expect(try chain.scene.inboxState(second) == "withdrawn")
        #expect(try chain.standing(second, of: sender)["state"] as? String == "not-held")

        let gone = try sender.plomba(
            "dispose", chain.id, "--reason", "retention_ended", "--basis", "rule 4", "--yes")
        #expect(gone.status == 0, "\(gone.errors)")
        let withdrawn = try sender.plomba("consent", "withdraw", chain.id)
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        #expect(try receiver.plomba("sync").errors.contains("CONSENT WITHDRAWN"))
        #expect(try chain.answer(chain.id, receiver, "stopped").status == 0)
        #expect(try chain.latest(chain.id, of: sender)["answer"] as? String == "stopped")
    }
}
