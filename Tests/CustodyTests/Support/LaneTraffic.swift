import Custody
import Primitives

/// Everybody who has a say on one lane, acting at random: what they sign, and when it arrives.
struct LaneTraffic {
    struct Arrival {
        let act: LaneAct
        let previous: SHA256Digest
    }

    /// What reached the home broker, in the order in which it did. Retries included.
    private(set) var arrivals: [Arrival] = []
    /// What was signed and never reached it.
    private(set) var stranded: [LaneAct] = []
    let deposit = SHA256Digest.of(Array("statement.json".utf8))

    private var random: SeededRandom
    private var known: [SHA256Digest]
    private var count = 0
    /// Two members and a device of the recipient, two members of the sender, the broker.
    private let signers: [KeyID]

    private static let turns = 24
    private static let broker = 5

    init(seed: UInt64, signers: [KeyID]) {
        random = SeededRandom(seed: seed)
        self.signers = signers
        known = [deposit]
        let receipt = act(.submissionAcceptance, by: Self.broker)
        let consignment = act(.contentConsignment, by: Self.broker)
        arrivals += [receipt, consignment]
        for _ in 0..<Self.turns { takeTurn() }
    }

    private mutating func takeTurn() {
        if !arrivals.isEmpty, Int.random(in: 0..<5, using: &random) == 0 {
            // Somebody got no answer and sends the same bytes again.
            arrivals.append(arrivals[Int.random(in: 0..<arrivals.count, using: &random)])
            return
        }
        let choices: [(Event, ClosedRange<Int>)] = [
            (.contentHandover, 2...2), (.acknowledgement, 0...1), (.consignmentAcceptance, 0...1),
            (.consignmentRejection, 0...1), (.withdrawal, 3...4),
            (.acceptanceRejectionExpiry, 5...5), (.transfer, 0...1), (.disposal, 0...1),
        ]
        let (event, range) = choices[Int.random(in: 0..<choices.count, using: &random)]
        let act = act(event, by: Int.random(in: range, using: &random))
        // What the home broker signs is with the home broker.
        if event.signerKind != .broker, Int.random(in: 0..<6, using: &random) == 0 {
            stranded.append(act.act)
        } else {
            arrivals.append(act)
        }
    }

    private mutating func act(_ event: Event, by signer: Int) -> Arrival {
        count += 1
        let early = Int.random(in: 0..<3, using: &random) == 0
        let time = Timestamp(secondsSinceEpoch: Int64(count))
        let act = LaneAct(
            event: event, digest: .of(Array("\(event.rawValue) \(count)".utf8)),
            signer: signers[signer],
            expiry: event == .acceptanceRejectionExpiry
                ? time.map { early ? .early(witnessed: $0) : .timely(witnessed: $0) } : nil)
        let previous = known[Int.random(in: 0..<known.count, using: &random)]
        known.append(act.digest)
        return Arrival(act: act, previous: previous)
    }
}
