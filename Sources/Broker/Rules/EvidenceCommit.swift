import BrokerAPI
import Custody
import GRDB
import Primitives
import TransparencyLog

/// What the transaction of a piece of evidence found: one act on one lane, put in order.
enum EvidenceCommit: Sendable {
    /// Recorded at this position of the log. `erased`: the file of a payload that nobody wants any
    /// more.
    case new(position: UInt64, erased: UploadID?)
    case known(position: UInt64)
    /// The lane had ended, by this statement.
    case tooLate(EvidenceRows.Listed)
    case refused(EvidenceRefusal)

    /// Statements that are kept of one lane. Those that end it are taken beyond that, so that no
    /// number of acknowledgements can keep a mailbox from deciding.
    static let maximumPerLane = 96

    /// Records the statement if the lane is open, keeps it if the lane has ended.
    ///
    /// What is legal when is `LaneLedger`'s to say. The first end wins; whatever comes later is
    /// kept, answered `too-late`, and part of nothing.
    static func run(
        _ database: Database, _ evidence: CheckedEvidence, deposit: DepositRows.Terms,
        mailbox: Int64, number: DeliveryNumber
    ) throws -> GroupCommitter.Decision<EvidenceCommit> {
        let known = try EvidenceRows.find(
            database, deposit: deposit.id, mailbox: mailbox, digest: evidence.digest)
        if let known {
            guard known.files == evidence.files else { return .undo(.refused(.duplicate)) }
            if let position = known.position { return .undo(.known(position: position)) }
            return .undo(try tooLate(database, deposit, mailbox))
        }
        let lane = try EvidenceRows.lane(database, deposit: deposit.id, mailbox: mailbox)
        guard let delivery = try DeliveryRows.deposit(database, mailbox: mailbox, number: number)
        else { return .undo(.refused(.wrongLane)) }
        var ledger = LaneLedger(deposit, lane)
        switch ledger.record(evidence.act, after: evidence.previous) {
        case .refused(let refusal): return .undo(.refused(EvidenceRefusal(refusal)))
        case .repeated: return .undo(.refused(.duplicate))
        case .tooLate:
            guard lane.count < maximumPerLane else { return .undo(.refused(.tooMany)) }
            try EvidenceRows.insert(
                database, deposit: deposit.id, mailbox: mailbox, evidence, isLate: true,
                position: nil)
            return .keep(try tooLate(database, deposit, mailbox))
        case .recorded:
            guard lane.count < maximumPerLane || evidence.event.isTerminal else {
                return .undo(.refused(.tooMany))
            }
        }
        let position = try record(database, evidence, deposit: deposit.id, mailbox: mailbox)
        if let state = evidence.state, state.follows(delivery.state) {
            try DeliveryRows.setState(database, mailbox: mailbox, number: number, state)
        }
        guard evidence.event.givesUp, try DeliveryRows.isGivenUp(database, deposit: deposit.id)
        else { return .keep(.new(position: position, erased: nil)) }
        let erased = try PayloadRows.erase(database, deposit: deposit.id)
        return .keep(.new(position: position, erased: erased))
    }

    /// Keeps a statement that takes effect, and enters it in the log.
    static func record(
        _ database: Database, _ evidence: CheckedEvidence, deposit: Int64, mailbox: Int64
    ) throws -> UInt64 {
        let position = try LogRows.append(database, [.commitment(.of(evidence.files.entry))])
        try EvidenceRows.insert(
            database, deposit: deposit, mailbox: mailbox, evidence, isLate: false,
            position: position)
        return position
    }

    private static func tooLate(
        _ database: Database, _ deposit: DepositRows.Terms, _ mailbox: Int64
    ) throws -> EvidenceCommit {
        let lane = try EvidenceRows.lanes(database, deposit: deposit.id, mailbox: mailbox)
        let end = lane.first { Event(rawValue: $0.name)?.isTerminal ?? false }
        guard let end else {
            throw StoreError.database(code: ResultCode.SQLITE_CORRUPT.rawValue)
        }
        return .tooLate(end)
    }
}

extension LaneLedger {
    /// The lane as it is kept. Every deposit here was accepted, which stands in its own row.
    fileprivate init(_ deposit: DepositRows.Terms, _ lane: [EvidenceRows.Recorded]) {
        self.init(deposit.digest, receipt: deposit.acceptanceDigest, lane)
    }

    /// - Parameter receipt: where it does not stand in the lane itself.
    init(_ deposit: SHA256Digest, receipt: SHA256Digest?, _ lane: [EvidenceRows.Recorded]) {
        func acts(_ recorded: [EvidenceRows.Recorded]) -> [LaneAct] {
            recorded.compactMap { recorded in
                Event(rawValue: recorded.event).map { event in
                    LaneAct(
                        event: event, digest: recorded.digest,
                        signer: KeyID(digest: recorded.signer), expiry: nil)
                }
            }
        }
        self.init(
            deposit: deposit, receipt: receipt, recorded: acts(lane.filter { !$0.isLate }),
            late: acts(lane.filter(\.isLate)))
    }
}

extension EvidenceRefusal {
    init(_ refusal: LaneRefusal) {
        self =
            switch refusal {
            case .illegal, .early: .notNow
            case .predecessorMissing: .predecessorMissing
            case .saidTwice: .duplicate
            }
    }
}

extension Event {
    /// Whether it may be the last that keeps anybody from having the deposit.
    fileprivate var givesUp: Bool { isTerminal || self == .disposal }
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
        case .accepted, .declined, .withdrawn, .expired: 3
        }
    }
}
