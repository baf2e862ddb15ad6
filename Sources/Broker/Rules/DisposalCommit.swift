import BrokerAPI
import Custody
import GRDB
import Primitives
import TransparencyLog

/// What the transaction of a sender's disposal of its own copy found.
enum DisposalCommit: Sendable {
    /// Recorded at this position of the log.
    case new(position: UInt64)
    case known(position: UInt64)
    case refused(EvidenceRefusal)

    /// Members of one sender that may say so of one deposit.
    static let maximumPerDeposit = 16

    /// Records it on no lane: it ends nothing, and nothing keeps it from being said.
    static func run(
        _ database: Database, _ disposal: CheckedDisposal
    ) throws -> GroupCommitter.Decision<DisposalCommit> {
        let deposit = disposal.deposit
        let known = try DisposalRows.find(database, deposit: deposit.id, signer: disposal.signer)
        if let known {
            guard known.files == disposal.files else { return .undo(.refused(.duplicate)) }
            return .undo(.known(position: known.position))
        }
        guard try isKnown(database, disposal.previous, of: deposit) else {
            return .undo(.refused(.predecessorMissing))
        }
        guard try DisposalRows.count(database, deposit: deposit.id) < maximumPerDeposit else {
            return .undo(.refused(.tooMany))
        }
        let position = try LogRows.append(database, [.commitment(.of(disposal.files.entry))])
        try DisposalRows.insert(
            database, deposit: deposit.id, signer: disposal.signer, disposal.files,
            position: position)
        return .keep(.new(position: position))
    }

    /// The deposit, its acceptance, or a statement of any of its lanes.
    private static func isKnown(
        _ database: Database, _ digest: SHA256Digest, of deposit: DepositRows.Terms
    ) throws -> Bool {
        if digest == deposit.digest || digest == deposit.acceptanceDigest { return true }
        return try EvidenceRows.isThere(database, deposit: deposit.id, digest: digest)
    }
}
