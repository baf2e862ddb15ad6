import BrokerAPI
import Custody
import GRDB
import Primitives
import TransparencyLog

/// What the transaction of a given-up number found.
enum SkippedCommit: Sendable {
    /// Recorded at this position of the log.
    case new(position: UInt64)
    case known(position: UInt64)
    case refused(EvidenceRefusal)

    /// Numbers that one device may give up in one mailbox.
    private static let maximumPerStream = 4096

    /// Takes the number as a deposit would, so that only one of the two ever has it.
    static func run(
        _ database: Database, _ skip: CheckedSkip
    ) throws -> GroupCommitter.Decision<SkippedCommit> {
        let (device, number) = (skip.stream.device, skip.stream.number)
        let isFree = try DeliveryRows.insertStream(
            database, mailbox: skip.mailbox, device: device, number: number)
        guard isFree else {
            let known = try SkippedRows.find(
                database, mailbox: skip.mailbox, device: device, number: number)
            guard let known else { return .undo(.refused(.delivered)) }
            guard known.files == skip.files else { return .undo(.refused(.duplicate)) }
            return .undo(.known(position: known.position))
        }
        let count = try SkippedRows.count(database, mailbox: skip.mailbox, device: device)
        guard count < maximumPerStream else { return .undo(.refused(.tooMany)) }
        let position = try LogRows.append(database, [.commitment(.of(skip.files.entry))])
        try SkippedRows.insert(
            database, mailbox: skip.mailbox, device: device, number: number, skip.files,
            position: position)
        return .keep(.new(position: position))
    }
}
