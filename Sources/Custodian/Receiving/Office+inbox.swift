import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives

extension Office {
    private static let maximumPages = 200

    /// Everything that lies in the organisation's mailboxes at the broker.
    package func inbox() async throws -> [InboxItem] {
        let local = Dictionary(
            try Inbox(home).all().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return try await withBroker { session in
            let all = try await deliveries(session)
            try watch(all)
            try await watchSkipped(by: session)
            let statements = Dictionary(grouping: all, by: \.entry.key)
                .mapValues { Set($0.map(\.statement.digest)) }
            return try all.map { delivery in
                let key = delivery.entry.key
                let known = try local[key].flatMap { try Inbox(home).delivery($0).load(.deposit) }
                // Two statements under one identifier: whoever signed both has told two stories.
                let isReused =
                    (statements[key]?.count ?? 0) > 1
                    || known.map { $0.digest != delivery.statement.digest } ?? false
                return InboxItem(delivery, local: local[key], isReused: isReused)
            }
        }
    }

    /// The entry that an identifier means: one of those here, else one in the mailboxes.
    func entry(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, by session: BrokerSession
    ) async throws -> InboxEntry {
        if let known = try localEntry(prefix, mailbox: mailbox) { return known }
        let found = try await deliveries(session).filter {
            prefix.matches($0.entry.consignment)
                && (mailbox == nil || $0.entry.mailbox == mailbox)
        }
        guard let delivery = found.first else { throw InboxError.unknown(prefix.text) }
        guard found.count == 1 else {
            let isOne = found.allSatisfy { $0.entry.key == delivery.entry.key }
            throw isOne
                ? InboxError.identifierReused(delivery.entry.consignment)
                : InboxError.ambiguous(prefix.text)
        }
        return try Inbox(home).add(delivery)
    }

    /// Nil when nobody here has dealt with it yet.
    func localEntry(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?
    ) throws -> InboxEntry? {
        let found = try Inbox(home).all().filter {
            prefix.matches($0.consignment) && (mailbox == nil || $0.mailbox == mailbox)
        }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        return found.first
    }

    /// All deliveries of all own mailboxes; one that is not well formed is told and left out.
    private func deliveries(_ session: BrokerSession) async throws -> [CheckedDelivery] {
        let directory = try Directory(home, at: clock.now)
        var all: [CheckedDelivery] = []
        for mailbox in directory.own.organisation.mailboxes.map(\.address) {
            var query = DeliveryQuery()
            for _ in 0..<Self.maximumPages {
                let page = try await session.connection.deliveries(in: mailbox, query)
                for delivery in page.deliveries {
                    do {
                        all.append(
                            try CheckedDelivery(
                                delivery, in: mailbox, directory: directory,
                                trust: session.trust))
                    } catch let failure as any PlainFailure {
                        notices.warn(
                            "delivery \(delivery.number.value) in \(mailbox.text) "
                                + "is left out: \(failure.message)")
                    }
                }
                if page.deliveries.isEmpty { break }
                query.after = page.next
            }
        }
        return all
    }
}
