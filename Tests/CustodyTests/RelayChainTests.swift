import Custody
import Primitives
import Testing

/// Chains with a hop in them, and how a lane stands then.
@Suite struct `Chains over two brokers` {
    private let story: Story
    private let lane: Lane

    init() throws {
        story = try Story()
        lane = Lane(
            sender: story.samples.sender.fingerprint, consignment: story.samples.consignment,
            mailbox: story.samples.mailbox)
    }

    private func verify(_ statements: [SignedStatement]) throws -> VerifiedCustodyChain {
        let known = story.directory()
        let peer = story.samples.senderMember.publicKey
        return try UnverifiedCustodyChain(statements).verify(
            mode: .live, expiry: .unwitnessed
        ) { claim in
            if let key = known(claim) { return key }
            return claim.kind == .broker && claim.keyID == peer.id ? peer : nil
        }
    }

    private func phase(_ statements: [SignedStatement]) throws -> LanePhase {
        var view = LaneView()
        for (place, link) in try verify(statements).links.enumerated() {
            if let act = link.act(on: lane, expiry: .unwitnessed) {
                view.add(act, place: UInt64(place))
            }
        }
        return view.phase
    }

    private func home() throws -> SignedStatement {
        try story.byPeer { RelayAcceptance($0, deposit: story.deposit.digest, peer: $1) }
    }

    private func refusal() throws -> SignedStatement {
        try story.byPeer {
            RelayRejection($0, deposit: story.deposit.digest, peer: $1, reason: .streamConflict)
        }
    }

    private func consignment() throws -> SignedStatement {
        try story.byPeer { step, _ in
            ContentConsignment(step, deposit: story.deposit.digest, number: 1)
        }
    }

    private func givenUpByPeer() throws -> SignedStatement {
        try story.byPeer {
            RelayFailure($0, deposit: story.deposit.digest, peer: $1, reason: .outcomeUnknown)
        }
    }

    @Test func `a lane stands as the hop went`() throws {
        let start = [story.deposit, story.submission]
        #expect(try phase(start) == .stored)
        #expect(try phase(start + [story.receiptOfPeer(), home()]) == .stored)
        #expect(try phase(start + [story.relayFailure()]) == .stored)
        #expect(try phase(start + [story.relayFailure(.notDelivered)]) == .refused)
        #expect(try phase(start + [refusal()]) == .refused)
        // What the home broker says replaces what was not known.
        let there = [try story.relayFailure(), try home(), try consignment()]
        #expect(try phase(start + there) == .available)
    }

    @Test func `a chain that tells of a hop that cannot have been is refused`() throws {
        let start = [story.deposit, story.submission]
        let early = try #require(story.samples.deadline.adding(seconds: -1))
        let wrong: [[SignedStatement]] = [
            [try story.relayFailure(at: early)],
            [try story.relayFailure(.notDelivered), try home()],
            [try refusal(), try home()],
            [try home(), try home()],
            [try story.relayFailure(), try story.relayFailure(.notDelivered)],
            [try story.receiptOfPeer(), try story.receiptOfPeer()],
            // What cannot stand beside the word that it got there.
            [try story.receiptOfPeer(), try refusal()],
            [try consignment(), try refusal()],
            [try consignment(), try story.relayFailure(.notDelivered)],
            // By the wrong end of the hop.
            [try story.relayRejection()],
            [try givenUpByPeer()],
            // By a third broker.
            [try home(), try story.byThird()],
            [try story.byThird(), try home()],
        ]
        for statements in wrong {
            #expect(throws: CustodyError.self) { try verify(start + statements) }
        }
        // What nobody has taken in is not handed on.
        #expect(throws: CustodyError.self) { try verify([story.deposit, home()]) }
        // Without the deposit nothing is known of the lane.
        #expect(throws: CustodyError.self) { try verify([home()]) }
    }
}
