import BrokerAPI
import BrokerClient
import Custody
import Primitives

/// The number of a delivery in its mailbox, by the home broker's signed `ContentConsignment`.
///
/// A list of deliveries bears no signature: what it says of numbers is held against this.
struct SignedNumber {
    let value: Int64
    let item: EvidenceItem

    /// Finds it in the broker's list of evidence about the delivery.
    ///
    /// - Throws: ``NumberError`` unless everything that the broker has signed about it says the
    ///   number that was listed.
    init(
        of delivery: CheckedDelivery, in items: [EvidenceItem], trust: BrokerTrust
    ) throws(NumberError) {
        let (entry, listed) = (delivery.entry, delivery.number.value)
        let found = items.compactMap { item -> SignedNumber? in
            guard let content = Self.content(item, of: delivery, trust: trust) else { return nil }
            return SignedNumber(value: content.number, item: item)
        }
        guard let first = found.first else {
            throw .notSigned(entry.consignment, entry.mailbox, listed: listed)
        }
        for other in found where other.value != listed {
            throw .differs(entry.consignment, entry.mailbox, listed: listed, signed: other.value)
        }
        self = first
    }

    private init(value: Int64, item: EvidenceItem) {
        self.value = value
        self.item = item
    }

    /// Nil for what is no `ContentConsignment` of this delivery by this broker.
    private static func content(
        _ item: EvidenceItem, of delivery: CheckedDelivery, trust: BrokerTrust
    ) -> ContentConsignment? {
        guard item.mailbox == delivery.entry.mailbox, let signed = try? SignedStatement(item.files),
            let content = try? signed.verify(
                as: ContentConsignment.self, mode: trust.mode, by: trust.serviceKey(of: signed)
            ).content,
            content.step.issuer.broker == trust.name,
            content.step.consignment == delivery.entry.consignment,
            content.step.sender == delivery.entry.sender,
            content.step.mailbox == delivery.entry.mailbox,
            content.deposit == delivery.statement.digest
        else { return nil }
        return content
    }
}

extension Office {
    /// Asks the broker for its signature under the number before anything is done with the delivery.
    ///
    /// - Throws: ``NumberError``; `BrokerClientError`.
    func requireNumber(
        of delivery: CheckedDelivery, by session: BrokerSession
    ) async throws {
        let entry = delivery.entry
        do {
            let list = try await session.connection.evidence(
                about: delivery.number, in: entry.mailbox)
            _ = try SignedNumber(of: delivery, in: list.statements, trust: session.trust)
            var memory = try MailboxMemory(home)
            memory.noteShown()
            try memory.store()
        } catch let error as BrokerClientError where error.isNotOffered {
            try requireNeverShown(entry.mailbox)
            guard error.problem == .methodNotAllowed else { throw error }
            notices.warn(
                "not checked: the broker is of a version that shows no signature under the number "
                    + "of a delivery, so nothing shows what it leaves out")
        }
    }

    /// That the broker never showed a signature in an own mailbox: then it is of a version that has none.
    ///
    /// - Throws: ``NumberError/withheld(_:)`` when it did: it switches nothing off.
    func requireNeverShown(_ mailbox: MailboxAddress) throws {
        guard try !MailboxMemory(home).hasSignatures else { throw NumberError.withheld(mailbox) }
    }
}

extension BrokerClientError {
    /// The broker says that it has nothing of the kind that was asked for.
    var isNotOffered: Bool {
        switch self {
        case .refused(let problem): [.methodNotAllowed, .notFound].contains(problem.code)
        case .unexpectedAnswer(let what): ["404", "405", "501"].contains { what == "status " + $0 }
        default: false
        }
    }
}
