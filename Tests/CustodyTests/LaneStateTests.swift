import Custody
import Foundation
import Primitives
import TestSupport
import Testing

/// The state machine of a lane: one end, whatever everybody does, and one view, however it arrives.
@Suite struct `Lane states` {
    private static let runs: UInt64 = 400

    private static func traffic(_ seed: UInt64) throws -> LaneTraffic {
        LaneTraffic(seed: seed, signers: try (0..<6).map { _ in try SigningKey().publicKey.id })
    }

    @Test func `random interleavings give exactly one end, and the first wins`() throws {
        var ends: [LanePhase: Int] = [:]
        for seed in 0..<Self.runs {
            let traffic = try Self.traffic(seed)
            var ledger = LaneLedger(deposit: traffic.deposit)
            var first: LaneAct?
            for arrival in traffic.arrivals {
                let act = arrival.act
                let before = ledger.phase
                let ruling = ledger.record(act, after: arrival.previous)
                if first == nil, act.event.isTerminal, ruling == .recorded { first = act }
                if before.isEnd { #expect(ledger.phase == before, "seed \(seed)") }
                if case .tooLate(let winner) = ruling { #expect(winner == first, "seed \(seed)") }
            }
            let terminals = ledger.recorded.filter(\.event.isTerminal)
            #expect(terminals == first.map { [$0] } ?? [], "seed \(seed)")
            #expect(ledger.end == first, "seed \(seed)")
            #expect(terminals.allSatisfy { $0.expiry?.counts != false }, "seed \(seed)")
            let digests = (ledger.recorded + ledger.late).map(\.digest)
            #expect(Set(digests).count == digests.count, "seed \(seed)")
            ends[ledger.phase, default: 0] += 1
        }
        print("lanes random-interleavings runs=\(Self.runs) ends=\(ends.count)")
        // The traffic is of use only if each end happens.
        #expect(Set(ends.keys).isSuperset(of: [.accepted, .declined, .withdrawn, .expired]))
    }

    @Test func `every permutation and repetition of a delivery gives the same view`() throws {
        for seed in 0..<Self.runs {
            let traffic = try Self.traffic(seed)
            var ledger = LaneLedger(deposit: traffic.deposit)
            for arrival in traffic.arrivals {
                _ = ledger.record(arrival.act, after: arrival.previous)
            }
            let resumed = LaneLedger(
                deposit: traffic.deposit, receipt: nil, recorded: ledger.recorded, late: ledger.late
            )
            #expect(resumed == ledger, "seed \(seed)")
            // Some know a place only later: the act comes first without, then with it.
            let recorded = ledger.recorded.enumerated().map { ($1, UInt64?.some(UInt64($0))) }
            let unrecorded = (ledger.late + traffic.stranded).map { ($0, UInt64?.none) }
            let deliveries = recorded + unrecorded + recorded.map { ($0.0, nil) }
            var random = SeededRandom(seed: seed)
            var reference: LaneView?
            for _ in 0..<4 {
                var view = LaneView()
                for (act, place) in (deliveries + unrecorded).shuffled(using: &random) {
                    view.add(act, place: place)
                }
                #expect(view.phase == ledger.phase, "seed \(seed)")
                #expect(view.recorded == ledger.recorded, "seed \(seed)")
                #expect(view.end == ledger.end, "seed \(seed)")
                #expect(view.late.isEmpty || view.phase.isEnd, "seed \(seed)")
                #expect(Set(ledger.late).isSubset(of: view.late), "seed \(seed)")
                #expect(reference == nil || view == reference, "seed \(seed)")
                reference = view
            }
        }
    }

    @Test func `a decision that is not recorded waits, and loses against one that is`() throws {
        let story = try Story()
        var view = try Self.view(of: story, [story.submission, story.acknowledgement])
        #expect(ReferralState(of: view) == .acknowledged)
        try Self.add(story, story.acceptance, to: &view, place: nil)
        #expect(view.phase == .stored)
        #expect(ReferralState(of: view) == .acknowledged)
        #expect(ReferralState.pending(view) == [.accepted])
        try Self.add(story, story.withdrawal(), to: &view, place: 7)
        #expect(ReferralState(of: view) == .withdrawn)
        #expect(view.pending.isEmpty)
        #expect(view.late.map(\.event) == [.consignmentAcceptance])
        // The place of the acceptance becomes known, and it is the earlier one.
        try Self.add(story, story.acceptance, to: &view, place: 6)
        #expect(ReferralState(of: view) == .accepted)
        #expect(view.late.map(\.event) == [.withdrawal])
    }

    @Test func `an expiry ends a lane unless it came early`() throws {
        let story = try Story()
        let early = try Timestamp(#require(story.samples.deadline.adding(seconds: -1)).text)
        let cases: [(ExpiryPolicy, ReferralState)] = [
            (.unwitnessed, .expired),
            (ExpiryPolicy { _, _ in story.samples.deadline }, .expired),
            (ExpiryPolicy { _, _ in early }, .sent),
            (ExpiryPolicy { _, _ in nil }, .sent),
        ]
        for (policy, state) in cases {
            var view = try Self.view(of: story, [story.submission])
            try Self.add(
                story, story.expiry(checkpoint: Story.checkpoint()), to: &view, place: nil,
                policy: policy)
            #expect(ReferralState(of: view) == state)
        }
    }

    @Test func `the sequencer refuses what nobody may say`() throws {
        let signer = try SigningKey().publicKey.id
        let deposit = Samples.digest("deposit")
        var ledger = LaneLedger(deposit: deposit)
        func record(
            _ event: Event, _ name: String, after previous: SHA256Digest,
            _ expiry: ExpiryFinding? = nil
        ) -> LaneRuling {
            let act = LaneAct(
                event: event, digest: Samples.digest(name), signer: signer, expiry: expiry)
            return ledger.record(act, after: previous)
        }
        #expect(record(.submissionAcceptance, "r", after: deposit) == .recorded)
        #expect(
            record(.acknowledgement, "a", after: Samples.digest("x"))
                == .refused(.predecessorMissing))
        #expect(record(.transfer, "t", after: deposit) == .refused(.illegal))
        #expect(record(.disposal, "d", after: deposit) == .refused(.illegal))
        #expect(record(.acknowledgement, "a", after: deposit) == .recorded)
        #expect(record(.acknowledgement, "b", after: deposit) == .refused(.saidTwice))
        #expect(record(.acknowledgement, "a", after: deposit) == .repeated)
        #expect(
            record(.acceptanceRejectionExpiry, "e", after: deposit, .notWitnessed)
                == .refused(.early))
        #expect(record(.withdrawal, "w", after: deposit) == .recorded)
        for _ in 0..<2 {
            let ruling = record(.consignmentAcceptance, "c", after: deposit)
            guard case .tooLate(let end) = ruling else {
                Issue.record("\(ruling)")
                return
            }
            #expect(end.event == .withdrawal)
        }
        #expect(ledger.late.map(\.event) == [.consignmentAcceptance])
        #expect(ledger.phase == .withdrawn)
    }

    @Test func `the table of the specification is the table of the code`() throws {
        let text = try String(
            contentsOfFile: Tool.path("Protocol/evidence.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: true)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let head = try #require(rows.first { $0.first == "Event in phase" })
        let phases = try head.dropFirst().map { try #require(LanePhase(rawValue: $0)) }
        #expect(phases == LanePhase.allCases)
        for event in Event.allCases where event != .sealed && event != .deposit {
            let row = try #require(
                rows.first { $0.first == "`\(event.rawValue)`" && $0.count == 9 })
            #expect(row.dropFirst().elementsEqual(phases.map { Self.word($0.move(on: event)) }))
        }
    }

    private static func word(_ move: LaneMove) -> String {
        switch move {
        case .to(let phase): "**" + phase.rawValue + "**"
        case .noted: "noted"
        case .tooLate: "too late"
        case .illegal: "-"
        }
    }

    /// A view of these statements of the story, each at the place at which it stands.
    private static func view(of story: Story, _ statements: [SignedStatement]) throws -> LaneView {
        var view = LaneView()
        for (place, statement) in statements.enumerated() {
            try add(story, statement, to: &view, place: UInt64(place))
        }
        return view
    }

    private static func add(
        _ story: Story, _ statement: SignedStatement, to view: inout LaneView, place: UInt64?,
        policy: ExpiryPolicy = .unwitnessed
    ) throws {
        let samples = story.samples
        let lane = Lane(
            sender: samples.sender.fingerprint, consignment: samples.consignment,
            mailbox: samples.mailbox)
        let chain = try story.verify(
            [story.deposit, story.submission, story.acknowledgement]
                + ([story.submission, story.acknowledgement].contains(statement) ? [] : [statement])
        )
        let link = try #require(chain.links.first { $0.digest == statement.digest })
        view.add(try #require(link.act(on: lane, expiry: policy)), place: place)
    }
}
