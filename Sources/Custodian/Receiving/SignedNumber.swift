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
        let (entry, listed) = (delivery.entry, delivery.entry.number.value)
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
                as: ContentConsignment.self, mode: trust.mode, by: trust.serviceKey
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

extension CheckedDelivery {
    /// Asks the broker for its signature under the number before anything is done with the delivery.
    ///
    /// - Throws: ``NumberError``; `BrokerClientError`.
    func requireNumber(by session: BrokerSession) async throws {
        do {
            let list = try await session.connection.evidence(
                about: entry.number, in: entry.mailbox)
            _ = try SignedNumber(of: self, in: list.statements, trust: session.trust)
        } catch let error as BrokerClientError where error.problem == .methodNotAllowed {
            // A broker of a version that does not tell.
        }
    }
}
