import BrokerAPI
import GRDB
import Primitives
import TransparencyLog

/// What the transaction of a piece of evidence found: the state machine of a lane.
enum EvidenceCommit: Sendable {
    /// Recorded at this position of the log. `erased`: the file of a payload that nobody wants any
    /// more.
    case new(position: UInt64, erased: UploadID?)
    case known(position: UInt64)
    case tooLate
    case refused(EvidenceRefusal)

    /// Statements that are kept of one lane. Those that end it are taken beyond that, so that no
    /// number of acknowledgements can keep a mailbox from deciding.
    private static let maximumPerLane = 96

    /// Records the statement if the lane is open, keeps it if the lane has ended.
    ///
    /// The first final statement wins; whatever comes later is kept, answered `too-late`, and part
    /// of nothing.
    static func run(
        _ database: Database, _ evidence: CheckedEvidence, deposit: DepositRows.Terms,
        mailbox: Int64, number: DeliveryNumber
    ) throws -> GroupCommitter.Decision<EvidenceCommit> {
        let known = try EvidenceRows.find(
            database, deposit: deposit.id, mailbox: mailbox, digest: evidence.digest)
        if let known {
            guard known.files == evidence.files else { return .undo(.refused(.duplicate)) }
            return .undo(known.position.map { .known(position: $0) } ?? .tooLate)
        }
        let lane = try EvidenceRows.lane(database, deposit: deposit.id, mailbox: mailbox)
        guard let delivery = try DeliveryRows.deposit(database, mailbox: mailbox, number: number)
        else { return .undo(.refused(.wrongLane)) }
        if let refusal = refusal(evidence, lane, deposit) { return .undo(.refused(refusal)) }
        let isLate = delivery.state.isFinal
        guard lane.count < maximumPerLane || (evidence.state.isFinal && !isLate) else {
            return .undo(.refused(.tooMany))
        }
        let position =
            isLate
            ? nil : try LogRows.append(database, [.commitment(.of(evidence.files.entry))])
        try EvidenceRows.insert(
            database, deposit: deposit.id, mailbox: mailbox, evidence, isLate: isLate,
            position: position)
        guard let position else { return .keep(.tooLate) }
        if evidence.state.follows(delivery.state) {
            try DeliveryRows.setState(
                database, mailbox: mailbox, number: number, evidence.state)
        }
        guard try DeliveryRows.isDeclinedByAll(database, deposit: deposit.id) else {
            return .keep(.new(position: position, erased: nil))
        }
        let erased = try PayloadRows.erase(database, deposit: deposit.id)
        return .keep(.new(position: position, erased: erased))
    }

    private static func refusal(
        _ evidence: CheckedEvidence, _ lane: [EvidenceRows.Recorded],
        _ deposit: DepositRows.Terms
    ) -> EvidenceRefusal? {
        let steps = [deposit.digest, deposit.acceptanceDigest] + lane.map(\.digest)
        guard steps.contains(evidence.previous) else { return .predecessorMissing }
        let isRepeated = lane.contains { recorded in
            recorded.signer == evidence.signer.digest
                && recorded.event.utf8.elementsEqual(evidence.event.utf8)
        }
        return isRepeated ? .duplicate : nil
    }
}

extension DeliveryState {
    /// Whether this state replaces `earlier`: a state never goes backwards.
    fileprivate func follows(_ earlier: DeliveryState) -> Bool {
        rank > earlier.rank
    }

    private var rank: Int {
        switch self {
        case .available: 0
        case .acknowledged: 1
        case .handedOver: 2
        case .accepted, .declined: 3
        }
    }
}
