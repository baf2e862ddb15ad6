import BrokerAPI
import BrokerClient
import Custody
import Primitives
import TransparencyLog

/// The numbers of the own mailboxes, each held against the broker's signature, and what is missing.
struct NumberWatch {
    /// New deliveries of one mailbox whose signatures are asked for in one look.
    private static let maximumAsked = 1000

    private let session: BrokerSession
    private let log: LogMemory?
    private var memory: MailboxMemory
    private(set) var alarms: [Alarm] = []
    /// What could not be looked at.
    private(set) var unknown: [Finding] = []

    init(_ office: Office, _ session: BrokerSession) throws {
        self.session = session
        log = session.trust.logKey.map { LogMemory(office.home, $0) }
        memory = try MailboxMemory(office.home)
    }

    /// - Throws: when the broker is away, or our own disk fails.
    mutating func look(at listing: MailboxListing) async throws {
        do {
            try await lookAtEach(listing)
        } catch {
            // What was learnt until then is kept; what is told is why it ended.
            try? memory.store()
            throw error
        }
    }

    private mutating func lookAtEach(_ listing: MailboxListing) async throws {
        for mailbox in listing.mailboxes.sorted(by: { $0.text < $1.text }) {
            let signed = try await signedNumbers(in: mailbox, listing)
            try memory.store()
            guard listing.whole.contains(mailbox) else { continue }
            let missing = memory.missing(
                signed,
                filled: listing.refused.filter { $0.mailbox == mailbox }.map(\.number.value),
                in: mailbox)
            if !missing.isEmpty { alarms.append(.mailboxGap(mailbox, missing)) }
        }
        try memory.store()
    }

    /// The numbers that are signed, now or when they were first seen.
    private mutating func signedNumbers(
        in mailbox: MailboxAddress, _ listing: MailboxListing
    ) async throws -> Numbers {
        var (numbers, asked) = (Numbers(), 0)
        var places: [SHA256Digest: Int64] = [:]
        for delivery in listing.deliveries where delivery.entry.mailbox == mailbox {
            let (entry, number) = (delivery.entry, delivery.entry.number.value)
            if let other = places.updateValue(number, forKey: delivery.statement.digest),
                other != number
            {
                raise(.listedTwice(entry.consignment, mailbox, other, number), entry)
            }
            if memory.has(delivery.statement.digest, as: number, in: mailbox) {
                numbers.signed.insert(number)
            } else if asked < Self.maximumAsked {
                asked += 1
                try await look(at: delivery, &numbers)
            } else {
                numbers.unjudged.insert(number)
            }
        }
        if !numbers.unjudged.ranges.isEmpty { unknown.append(.numbersUnjudged(mailbox)) }
        return numbers
    }

    /// Asks for one signature, and notes what it says.
    private mutating func look(
        at delivery: CheckedDelivery, _ numbers: inout Numbers
    ) async throws {
        let (entry, digest) = (delivery.entry, delivery.statement.digest)
        do {
            let list = try await session.connection.evidence(
                about: entry.number, in: entry.mailbox)
            let number = try SignedNumber(of: delivery, in: list.statements, trust: session.trust)
            try await requirePlace(of: number, entry)
            numbers.signed.insert(number.value)
            guard memory.take(digest, as: number.value, in: entry.mailbox) else {
                return raise(.givenTwice(entry.mailbox, number.value), entry)
            }
        } catch let failure as NumberError {
            // The number that is signed was given away, and the one that is listed is not this one's.
            if case .differs(_, _, _, let signed) = failure { numbers.signed.insert(signed) }
            raise(failure, entry)
        } catch let error as BrokerClientError where !error.isOffline {
            numbers.unjudged.insert(entry.number.value)
        } catch let failure as LogReceiptError {
            numbers.unjudged.insert(entry.number.value)
            alarms.append(Alarm(failure, about: entry.consignment))
        }
    }

    /// That the statement is in the log, which bounds what numbers there can be.
    private func requirePlace(of number: SignedNumber, _ entry: InboxEntry) async throws {
        guard let log else { return }
        _ = try await log.verify(number.item.proof, of: number.item.files, by: session)
        guard let entries = try log.remembered()?.size else { return }
        guard UInt64(clamping: number.value) <= entries else {
            throw NumberError.impossible(
                entry.consignment, entry.mailbox, signed: number.value, entries: entries)
        }
    }

    private mutating func raise(_ failure: NumberError, _ entry: InboxEntry) {
        alarms.append(Alarm(failure, about: entry.consignment))
    }

    /// The numbers of one mailbox, by what is known of them.
    struct Numbers {
        var signed = NumberSet()
        /// Listed, and not held against a signature yet.
        var unjudged = NumberSet()
    }
}

extension Finding {
    fileprivate static func numbersUnjudged(_ mailbox: MailboxAddress) -> Finding {
        Finding(
            "watch.numbers-unsigned",
            "the broker's signatures under numbers of \(mailbox.text) could not be looked at",
            hint: "run it again; if it stays, ask the broker's operator for a newer version")
    }
}
