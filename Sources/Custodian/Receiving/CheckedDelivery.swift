import BrokerAPI
import Custody
import KeyDirectory
import Primitives

/// A delivery as the broker lists it, after the broker's receipt and the sender's signature were
/// looked at.
struct CheckedDelivery: Sendable {
    /// What can be said about who sent it.
    enum Standing: Sendable, Equatable {
        /// A confirmed partner's device signed it.
        case confirmed
        /// Nobody here has confirmed this organisation.
        case unconfirmed
        /// It names a confirmed partner, and no valid device of that partner signed it.
        case refused
    }

    let entry: InboxEntry
    let number: DeliveryNumber
    let statement: SignedStatement
    let deposit: DepositStatement
    let receipt: VerifiedStatement<SubmissionAcceptance>
    let standing: Standing
    let brokerState: DeliveryState

    /// - Throws: what makes the listing itself untrue.
    init(
        _ delivery: Delivery, in mailbox: MailboxAddress, directory: Directory,
        trust: BrokerTrust
    ) throws {
        let statement = try SignedStatement(delivery.statement)
        let deposit = try statement.unverified(as: DepositStatement.self, mode: trust.mode)
        guard deposit.consignment == delivery.consignment, deposit.mailboxes.contains(mailbox)
        else { throw SendingError.receiptInvalid }
        self.statement = statement
        self.deposit = deposit
        receipt = try Receipt.acceptance(delivery.acceptance, of: statement, trust: trust)
        // Not held against the clock here: a wrong one must not hide a case from its recipient.
        try Receipt.requireInTime(receipt, of: deposit)
        number = delivery.number
        entry = InboxEntry(
            consignment: deposit.consignment, mailbox: mailbox, sender: deposit.sender,
            number: delivery.number)
        standing = Self.standing(
            statement, deposit.sender, directory, at: receipt.content.evidence.receivedTime)
        brokerState = delivery.state
    }

    private static func standing(
        _ statement: SignedStatement, _ sender: OrganisationReference, _ directory: Directory,
        at time: Timestamp
    ) -> Standing {
        guard let organisation = directory[sender.fingerprint] else { return .unconfirmed }
        guard organisation.name == sender.name, let key = try? statement.claimedSigner(),
            let device = organisation.device(key, at: time),
            (try? statement.verify(
                as: DepositStatement.self, mode: directory.own.organisation.mode,
                by: device.key)) != nil
        else { return .refused }
        return .confirmed
    }
}
