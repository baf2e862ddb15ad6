/// Something in the log that is not as it must be.
package enum LogFinding: Sendable, Equatable {
    case entry(UInt64)
    case missing(Range<UInt64>)
    /// So many entries stand before the first place.
    case strays(Int)
    case tile(String)
    case tileCount(stored: Int, expected: Int)
    case edge
    case shorter(signed: UInt64)
    case forked(size: UInt64)
    case checkpointsMissing
    case otherKey
    case behind(UInt64)
    case deposit(Int64)
    case evidence(Int64)
    case skipped(mailbox: Int64, place: Int64)
    case disposal(deposit: Int64)
    case consent(mailbox: Int64, place: Int64)
    /// So many entries are of no statement and no record that is here.
    case unclaimed(first: UInt64, count: UInt64)
    case succession(number: Int64)
    case record(organisation: Int64, version: Int64)
    case organisation(Int64)
    case cosigned(size: UInt64)
    case token(size: UInt64, authority: String)

    package var code: String {
        switch self {
        case .entry, .missing, .strays: "log.entry"
        case .tile, .tileCount: "log.tile"
        case .edge: "log.edge"
        case .shorter: LogFault.shorter.code
        case .forked: LogFault.forked.code
        case .checkpointsMissing: LogFault.checkpointsMissing.code
        case .otherKey: LogFault.otherKey.code
        case .behind: LogFault.behindWitnesses.code
        case .deposit, .evidence, .skipped, .disposal, .consent, .succession: "log.statement"
        case .unclaimed: "log.unclaimed"
        case .record, .organisation: "log.record"
        case .cosigned: "log.cosigned"
        case .token: "log.token"
        }
    }

    package var message: String {
        switch self {
        case .entry(let index): "entry \(index) is of no known kind"
        case .missing(let entries) where entries.count == 1:
            "entry \(entries.lowerBound) is missing; what follows it cannot be derived"
        case .missing(let entries):
            "\(entries.count) entries from \(entries.lowerBound) on are missing; what follows them cannot be derived"
        case .strays(let count): "\(count) entries stand in no place of the log"
        case .tile(let path): "\(path) is missing, or not what its entries give"
        case .tileCount(let stored, let expected):
            "\(stored) full tiles are stored where there should be \(expected)"
        case .edge: "the stored right edge is not what the entries give"
        case .shorter(let signed): "\(LogFault.shorter.message): \(signed) were signed"
        case .forked(let size): "\(LogFault.forked.message), at size \(size)"
        case .checkpointsMissing: LogFault.checkpointsMissing.message
        case .otherKey: LogFault.otherKey.message
        case .behind(let size): "\(LogFault.behindWitnesses.message): \(size) entries"
        case .deposit(let row): "deposit \(row) is not what was signed, or not what the log has"
        case .evidence(let row): "statement \(row) is not what was signed, or not what the log has"
        case .skipped(let mailbox, let place):
            "skipped number \(place) of mailbox \(mailbox) is not what was signed, or not what the log has"
        case .disposal(let row):
            "the sender's disposal of deposit \(row) is not what was signed, or not what the log has"
        case .consent(let mailbox, let place):
            "statement \(place) about consent in mailbox \(mailbox) is not what was signed, or not what the log has"
        case .unclaimed(let first, let count):
            "\(count) entries, the first in place \(first), are of nothing that is here: what was recorded is gone"
        case .succession(let number):
            "what begins log \(number) is not what was signed, or not what the log has"
        case .record(let organisation, let version):
            "record \(version) of organisation \(organisation) does not stand where its row says"
        case .organisation(let row): "the records of organisation \(row) are damaged"
        case .cosigned(let size):
            "what is kept as the cosigned checkpoint of size \(size) is not one of this log"
        case .token(let size, let authority):
            "the token of \(authority) that is kept is not over the checkpoint of size \(size)"
        }
    }
}
