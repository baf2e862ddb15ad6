import BrokerAPI
import Custody
import GRDB
import Primitives
import TransparencyLog

/// A statement about consent that is authentic and speaks of this deposit and mailbox.
struct CheckedConsent: Sendable {
    let event: Event
    let deposit: DepositRows.Terms
    let mailbox: Int64
    let digest: SHA256Digest
    /// The withdrawal that it is, or answers.
    let about: SHA256Digest
    let previous: SHA256Digest
    let files: SignedFiles
}

/// What the transaction of such a statement found.
enum ConsentCommit: Sendable {
    /// Recorded at this position of the log.
    case new(position: UInt64)
    case known(position: UInt64)
    case refused(EvidenceRefusal)

    /// Withdrawals of one lane, and answers to one of them.
    static let maximumWithdrawals = 16
    static let maximumAnswers = 64

    /// Records it beside the lane: it moves nothing.
    static func run(
        _ database: Database, _ consent: CheckedConsent
    ) throws -> GroupCommitter.Decision<ConsentCommit> {
        let (deposit, mailbox) = (consent.deposit.id, consent.mailbox)
        let known = try ConsentRows.find(
            database, deposit: deposit, mailbox: mailbox, digest: consent.digest)
        if let known {
            guard known.files == consent.files else { return .undo(.refused(.duplicate)) }
            return .undo(.known(position: known.position))
        }
        if let refusal = try refusal(database, consent) { return .undo(.refused(refusal)) }
        let position = try LogRows.append(database, [.commitment(.of(consent.files.entry))])
        try ConsentRows.insert(database, consent, position: position)
        return .keep(.new(position: position))
    }

    private static func refusal(
        _ database: Database, _ consent: CheckedConsent
    ) throws -> EvidenceRefusal? {
        let (deposit, mailbox) = (consent.deposit.id, consent.mailbox)
        let earlier = try ConsentRows.find(
            database, deposit: deposit, mailbox: mailbox, digest: consent.previous)
        let isWithdrawal = consent.event == .consentWithdrawal
        let follows =
            isWithdrawal
            ? consent.previous == consent.deposit.digest
                || earlier?.event == Event.consentWithdrawal.rawValue
            : earlier?.about == consent.about
        guard follows else { return .predecessorMissing }
        if isWithdrawal, try !hasEnded(database, consent) { return .notNow }
        let count = try ConsentRows.count(
            database, deposit: deposit, mailbox: mailbox, consent.event,
            about: isWithdrawal ? nil : consent.about)
        return count < (isWithdrawal ? maximumWithdrawals : maximumAnswers) ? nil : .tooMany
    }

    /// A delivery that nobody has decided is called back instead.
    private static func hasEnded(_ database: Database, _ consent: CheckedConsent) throws -> Bool {
        guard
            let number = try DeliveryRows.number(
                database, deposit: consent.deposit.id, mailbox: consent.mailbox),
            let delivery = try DeliveryRows.deposit(
                database, mailbox: consent.mailbox, number: number)
        else { return false }
        switch delivery.state {
        case .available, .acknowledged, .handedOver: return false
        case .accepted, .declined, .withdrawn, .expired: return true
        }
    }
}
