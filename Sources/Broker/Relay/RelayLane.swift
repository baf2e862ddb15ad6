import Custody
import GRDB
import Primitives

/// What a home broker lists about one delivery, held to the order in which it can have recorded it: each
/// thing that is said once is said once, and nothing after the end but that a copy was destroyed.
struct RelayLane {
    private var ledger: LaneLedger
    private var known: Set<SHA256Digest>
    private var count: Int

    /// - Parameter deposit: its statement's digest; the home broker's receipt stands in the lane.
    init(_ database: Database, deposit: SHA256Digest, _ place: DeliveryRows.Place) throws {
        let lane = try EvidenceRows.lane(
            database, deposit: place.deposit, mailbox: place.mailbox)
        ledger = LaneLedger(deposit, receipt: nil, lane)
        known = Set(lane.map(\.digest))
        count = lane.count
    }

    /// Whether the home broker has said there that it was brought.
    var isAccepted: Bool { ledger.recorded.contains { $0.event == .relayAcceptance } }

    var hasEnded: Bool { ledger.end != nil }

    /// - Returns: whether it is new.
    /// - Throws: why it has no place there.
    mutating func add(_ statement: CheckedEvidence) throws(EvidenceRefusal) -> Bool {
        if known.contains(statement.digest) { return false }
        // A broker that refused something lists nothing about it.
        guard statement.event != .relayRejection else { throw .wrongEvent }
        guard count < EvidenceCommit.maximumPerLane || statement.event.isTerminal else {
            throw .tooMany
        }
        switch ledger.record(statement.act, after: statement.previous) {
        case .recorded: break
        case .repeated: return false
        case .tooLate: throw .notNow
        case .refused(let refusal): throw EvidenceRefusal(refusal)
        }
        known.insert(statement.digest)
        count += 1
        return true
    }
}
