import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import Verification

extension Office {
    private static let maximumPages = 200

    /// Everything that lies in the organisation's mailboxes at the broker, and what has only come by hand.
    package func inbox() async throws -> [InboxItem] {
        let carried = try carriedItems()
        do {
            let listed = try await listedInbox()
            let lanes = Set(listed.map(\.lane))
            return listed + carried.filter { !lanes.contains($0.lane) }
        } catch let failure as any PlainFailure where !carried.isEmpty && isNoBroker(failure) {
            notices.warn("\(failure.message); this is what came by hand")
            return carried
        }
    }

    /// There is no broker to ask: none was chosen, or it is away.
    private func isNoBroker(_ failure: any PlainFailure) -> Bool {
        switch failure {
        case BrokerTrustError.none: true
        case let failure as BrokerClientError: failure.isOffline
        default: false
        }
    }

    private func listedInbox() async throws -> [InboxItem] {
        try await withBroker { session in
            let listing = try await learntListing(session)
            for refused in listing.refused {
                notices.warn(
                    "delivery \(refused.number.value) in \(refused.mailbox.text) "
                        + "is left out: \(refused.failure.message)")
            }
            // What was left out until then is told, and a list that is not whole is none.
            if let failure = listing.failures.first?.failure { throw failure }
            return try await items(of: listing, by: session)
        }
    }

    /// The list; where a partner's signature does not hold, its newest record is asked for first: it may
    /// have other keys since the last contact.
    private func learntListing(_ session: BrokerSession) async throws -> MailboxListing {
        let first = try await listing(session)
        let senders = Set(
            first.deliveries.filter { $0.standing == .refused }.map(\.entry.sender.fingerprint))
        var hasLearnt = false
        for partner in try PartnerBook(home).all(at: clock.now)
        where senders.contains(partner.summary.fingerprint) {
            hasLearnt = try await learn(partner, by: session) || hasLearnt
        }
        return hasLearnt ? try await listing(session) : first
    }

    /// What was listed, in the words that a person needs; its stream numbers are noted.
    func items(of listing: MailboxListing, by session: BrokerSession) async throws -> [InboxItem] {
        let unwatched = try watch(listing.deliveries)
        if unwatched > 0 { notices.warn(Finding.streamsUnwatched(unwatched).message) }
        try await watchSkipped(by: session)
        try await watchConsent(by: session)
        return try items(of: listing.deliveries)
    }

    /// The same without asking the broker anything further.
    func items(of all: [CheckedDelivery]) throws -> [InboxItem] {
        let local = Dictionary(
            try Inbox(home).all().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let statements = Dictionary(grouping: all, by: \.entry.key)
            .mapValues { Set($0.map(\.statement.digest)) }
        return try all.map { delivery in
            let key = delivery.entry.key
            let known = try local[key].flatMap { try Inbox(home).delivery($0).load(.deposit) }
            // Two statements under one identifier: whoever signed both has told two stories.
            let isReused =
                (statements[key]?.count ?? 0) > 1
                || known.map { $0.digest != delivery.statement.digest } ?? false
            let isDisposed = local[key].map { Inbox(home).disposal($0).isSigned } ?? false
            return InboxItem(
                delivery, local: local[key], isReused: isReused, isDisposed: isDisposed)
        }
    }

    /// The entry that an identifier means: one of those here, else one in the mailboxes.
    func entry(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, by session: BrokerSession
    ) async throws -> InboxEntry {
        let known = try localEntry(prefix, mailbox: mailbox)
        if let known, known.number != nil { return known }
        let listing = try await listing(session)
        if let failure = listing.failures.first?.failure { throw failure }
        let found = listing.deliveries.filter {
            prefix.matches($0.entry.consignment)
                && (mailbox == nil || $0.entry.mailbox == mailbox)
        }
        guard let delivery = found.first else {
            throw known.map { .notAtBroker($0.consignment) } ?? InboxError.unknown(prefix.text)
        }
        guard found.count == 1 else {
            let isOne = found.allSatisfy { $0.entry.key == delivery.entry.key }
            throw isOne
                ? InboxError.identifierReused(delivery.entry.consignment)
                : InboxError.ambiguous(prefix.text)
        }
        // First, since the number stays in what is kept about it.
        try await requireNumber(of: delivery, by: session)
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

    /// All deliveries of all own mailboxes, and those that are not what they should be.
    ///
    /// What was listed before a failure is in it, with the failure; one mailbox does not keep the others
    /// from being listed, and a broker that is away ends it.
    func listing(_ session: BrokerSession) async throws -> MailboxListing {
        let directory = try Directory(home, at: clock.now)
        var listing = MailboxListing()
        listing.mailboxes = directory.mailboxes.map(\.address)
        for (place, mailbox) in listing.mailboxes.enumerated() {
            do {
                try await session.sharing(among: listing.mailboxes.count - place) {
                    try await read(mailbox, into: &listing, directory, session)
                }
            } catch let failure as any PlainFailure {
                listing.failures.append((mailbox, failure))
                if (failure as? BrokerClientError)?.isOffline == true { break }
            }
        }
        return listing
    }

    private func read(
        _ mailbox: MailboxAddress, into listing: inout MailboxListing, _ directory: Directory,
        _ session: BrokerSession
    ) async throws {
        var query = DeliveryQuery()
        for _ in 0..<Self.maximumPages {
            let page = try await session.connection.deliveries(in: mailbox, query)
            // What goes back or in circles has no end, and is no list of what was put in.
            guard page.ascends(after: query.after) else {
                listing.disordered.insert(mailbox)
                return
            }
            for delivery in page.deliveries {
                do {
                    listing.deliveries.append(
                        try CheckedDelivery(
                            delivery, in: mailbox, directory: directory, trust: session.trust))
                } catch let failure as any PlainFailure {
                    listing.refused.append((mailbox, delivery.number, failure))
                }
            }
            guard !page.deliveries.isEmpty else {
                listing.whole.insert(mailbox)
                return
            }
            query.after = page.next
        }
    }
}

/// What the broker lists of the own mailboxes.
struct MailboxListing {
    var deliveries: [CheckedDelivery] = []
    /// Not well formed, or without a receipt that holds.
    var refused: [(mailbox: MailboxAddress, number: DeliveryNumber, failure: any PlainFailure)] = []
    var mailboxes: [MailboxAddress] = []
    /// The mailboxes of which the list was read to its end.
    var whole: Set<MailboxAddress> = []
    /// Those of which the numbers do not ascend.
    var disordered: Set<MailboxAddress> = []
    /// What kept a list from being read on.
    var failures: [(mailbox: MailboxAddress, failure: any PlainFailure)] = []
}

extension DeliveryList {
    /// Whether each number is larger than the one before, and the next page begins after them all.
    fileprivate func ascends(after start: DeliveryNumber?) -> Bool {
        var last = start?.value ?? 0
        for number in deliveries.map(\.number.value) {
            guard number > last else { return false }
            last = number
        }
        return deliveries.isEmpty || next.value == last
    }
}
