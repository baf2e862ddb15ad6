import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import Verification

/// A case that a key, or the computer it lay on, could open: what a thief may have.
package struct HeldCase: Sendable, Equatable {
    package enum How: String, Sendable {
        /// Sealed on that computer: its files were there.
        case sealedThere = "sealed-there"
        /// That computer signed that it has every byte.
        case fetchedThere = "fetched-there"
        /// Sealed to the key of its member, and the broker would have given it out.
        case maybeFetched = "maybe-fetched"
    }

    package let consignment: ConsignmentID
    /// The sender of what came; the mailboxes to which something went.
    package let with: String
    package let time: Timestamp
    package let how: How
}

/// What was in reach of a revoked key.
package struct DeviceHoldings: Sendable {
    package internal(set) var cases: [HeldCase] = []
    /// Whether the broker was asked too; else it is what this home's books say.
    package internal(set) var isAskedOfBroker = false
}

extension Office {
    /// What the revoked key, or the computers of the revoked member, had: from the books of this home and
    /// from the broker's lists of the mailboxes, as far as both can be read.
    package func holdings(of key: RevokedKey) async throws -> DeviceHoldings {
        let own = try OwnOrganisation(home).organisation
        let work = try HoldingsWork(key, own)
        var found: [String: HeldCase] = [:]
        for entry in try Inbox(home).all() {
            if let held = try received(entry, work) { found[entry.key] = held }
        }
        var holdings = DeviceHoldings()
        do {
            let listed = try await withBroker { try await listing($0) }
            for delivery in listed.deliveries
            where found[delivery.entry.key] == nil {
                let time = delivery.receipt.content.evidence.receivedTime
                guard work.couldOpen(delivery.entry.mailbox, sealedAt: time) else { continue }
                found[delivery.entry.key] = HeldCase(
                    consignment: delivery.entry.consignment, with: delivery.entry.sender.name.text,
                    time: time, how: .maybeFetched)
            }
            // A list that is not whole must not read like one that is.
            if let failure = listed.failures.first?.failure { throw failure }
            holdings.isAskedOfBroker = listed.refused.isEmpty && listed.disordered.isEmpty
        } catch let failure as any PlainFailure {
            notices.warn("the broker did not list the mailboxes: \(failure.message)")
        }
        holdings.cases = (Array(found.values) + (try sent(work))).sorted {
            ($0.time.secondsSinceEpoch, $0.consignment.text)
                < ($1.time.secondsSinceEpoch, $1.consignment.text)
        }
        return holdings
    }

    private func received(_ entry: InboxEntry, _ work: HoldingsWork) throws -> HeldCase? {
        let inbox = Inbox(home)
        guard let time = try arrivalTime(of: entry) else { return nil }
        let statements = try inbox.evidence(entry).all() + inbox.recorded(entry).all()
        let isFetched = try statements.contains { item in
            try item.name.hasPrefix(Event.contentHandover.fileStem)
                && work.devices.contains(item.statement.claimedSigner())
        }
        guard isFetched || work.couldOpen(entry.mailbox, sealedAt: time) else { return nil }
        return HeldCase(
            consignment: entry.consignment, with: entry.sender.name.text, time: time,
            how: isFetched ? .fetchedThere : .maybeFetched)
    }

    /// When the broker had it, or when it came here by hand.
    private func arrivalTime(of entry: InboxEntry) throws -> Timestamp? {
        let delivery = Inbox(home).delivery(entry)
        if let receipt = try delivery.load(.submissionAcceptance) {
            return try Statement(parsing: receipt.json).content(as: SubmissionAcceptance.self)
                .evidence.receivedTime
        }
        return try delivery.load(.deposit) == nil ? nil : delivery.keptTime(.deposit)
    }

    private func sent(_ work: HoldingsWork) throws -> [HeldCase] {
        let outbox = Outbox(home)
        return try outbox.all().compactMap { entry in
            guard let deposit = try outbox.deposit(entry).load(.deposit),
                work.devices.contains(try deposit.claimedSigner())
            else { return nil }
            return HeldCase(
                consignment: entry.consignment,
                with: entry.mailboxes.map(\.text).joined(separator: ", "),
                time: entry.sealedTime, how: .sealedThere)
        }
    }
}

/// Whose key it is, and what the record said when something was sealed.
private struct HoldingsWork {
    /// The names of the computers' keys, in all records.
    let devices: Set<KeyID>
    private let member: RecordLabel
    private let own: VerifiedOrganisation

    init(_ key: RevokedKey, _ own: VerifiedOrganisation) throws(RecordChangeError) {
        self.own = own
        let all = own.history.flatMap(\.devices)
        switch key {
        case .device(let text):
            let meant = all.filter { $0.label.text.utf8.elementsEqual(text.utf8) }
            guard let last = meant.last else { throw .unknownKey(text) }
            devices = [last.key.id]
            member = last.member
        case .member(let text):
            guard let label = RecordLabel(text) else { throw .unknownKey(text) }
            devices = Set(all.filter { $0.member == label }.map(\.key.id))
            member = label
        }
    }

    /// Whether what came into a mailbox at that time was sealed to this member: by the record that was
    /// in force, or by the one before, which a sender may still have had.
    func couldOpen(_ address: MailboxAddress, sealedAt time: Timestamp) -> Bool {
        let inForce = own.history.lastIndex { $0.issuedTime <= time } ?? 0
        return own.history[max(0, inForce - 1)...inForce].contains { record in
            record.mailboxes.contains {
                $0.name.text.utf8.elementsEqual(address.local.utf8) && $0.members.contains(member)
            }
        }
    }
}
