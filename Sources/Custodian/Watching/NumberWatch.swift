import BrokerAPI
import BrokerClient
import Custody
import Primitives
import PrivateFiles
import TransparencyLog

/// The numbers of the own mailboxes, each held against the broker's signature, and what is missing.
struct NumberWatch {
    /// New deliveries of one mailbox whose signatures are asked for in one look: 10,000 take five looks,
    /// where the time of a look suffices.
    static let maximumAsked = 2000
    /// Asked for at the same time: half of what a broker allows one device unless told otherwise.
    private static let atOnce = 4
    /// So many are kept at a time, so that a look that is cut off is not for nothing.
    private static let storedTogether = 100

    private let session: BrokerSession
    private let log: LogMemory?
    private var memory: MailboxMemory
    private(set) var alarms: [Alarm] = []
    /// What could not be looked at.
    private(set) var unknown: [Finding] = []
    /// Listed deliveries that were not held against a signature yet.
    private(set) var unchecked = 0

    init(_ office: Office, _ session: BrokerSession) throws {
        self.session = session
        log = session.trust.logKey.map { LogMemory(office.home, $0) }
        memory = try MailboxMemory(office.home)
    }

    /// - Parameter isAway: the broker was away before: it is asked nothing, and what is missing shows all the same.
    /// - Throws: when the broker is away, or our own disk fails.
    mutating func look(at listing: MailboxListing, isAway: Bool) async throws {
        do {
            try await lookAtEach(listing, isAway: isAway)
        } catch {
            // What was learnt until then is kept; what is told is why it ended.
            try? memory.store()
            throw error
        }
    }

    private mutating func lookAtEach(_ listing: MailboxListing, isAway: Bool) async throws {
        let mailboxes = listing.mailboxes.sorted { $0.text < $1.text }
        var interruption: (any Error)?
        for (place, mailbox) in mailboxes.enumerated() {
            var numbers = Numbers()
            do {
                sortKnown(mailbox, listing, &numbers)
                if !isAway, interruption == nil {
                    try await session.sharing(among: mailboxes.count - place) {
                        try await ask(mailbox, &numbers)
                    }
                }
            } catch let failure as BrokerClientError where failure.isOffline {
                interruption = failure
            }
            finish(mailbox, numbers, listing)
            try memory.store()
        }
        if let interruption { throw interruption }
    }

    /// Those that are known to be signed, and those to be asked about.
    private mutating func sortKnown(
        _ mailbox: MailboxAddress, _ listing: MailboxListing, _ numbers: inout Numbers
    ) {
        let list = listing.deliveries.filter { $0.entry.mailbox == mailbox }
        let folded = memory.folded(in: mailbox)
        let agreement = folded.agreement(
            with: list.map { ($0.number.value, $0.statement.digest) })
        // A list that is not whole lacks numbers without that anything was exchanged.
        if agreement == .exchanged {
            alarms.append(Alarm(NumberError.exchanged(mailbox, folded.numbers.ranges), about: nil))
        }
        var places: [SHA256Digest: Int64] = [:]
        for delivery in list {
            let (entry, number) = (delivery.entry, delivery.number.value)
            if let other = places.updateValue(number, forKey: delivery.statement.digest),
                other != number
            {
                raise(.listedTwice(entry.consignment, mailbox, other, number), entry)
            }
            if folded.numbers.contains(number) {
                if agreement == .same {
                    numbers.signed.insert(number)
                } else {
                    numbers.leave(number)
                }
            } else if memory.has(delivery.statement.digest, as: number, in: mailbox) {
                numbers.signed.insert(number)
            } else if numbers.toAsk.count < Self.maximumAsked {
                numbers.toAsk.append(delivery)
            } else {
                numbers.leave(number)
            }
        }
    }

    /// Asks for the signatures, some at a time, until the broker is away or has none.
    private mutating func ask(_ mailbox: MailboxAddress, _ numbers: inout Numbers) async throws {
        var sinceStored = 0
        while !numbers.toAsk.isEmpty {
            let some = Array(numbers.toAsk.prefix(Self.atOnce))
            let answers = await Self.answers(about: some, session.connection)
            for (delivery, answer) in zip(some, answers) {
                numbers.toAsk.removeFirst()
                guard try await look(at: delivery, answer, &numbers) else { return }
            }
            sinceStored += some.count
            guard sinceStored >= Self.storedTogether else { continue }
            sinceStored = 0
            try memory.store()
        }
    }

    private static func answers(
        about deliveries: [CheckedDelivery], _ connection: BrokerConnection
    ) async -> [Result<EvidenceList, any Error>] {
        await withTaskGroup(of: (Int, Result<EvidenceList, any Error>).self) { group in
            for (place, delivery) in deliveries.enumerated() {
                let (number, mailbox) = (delivery.number, delivery.entry.mailbox)
                group.addTask {
                    do {
                        let list = try await connection.evidence(
                            about: number, in: mailbox)
                        return (place, .success(list))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            var answers: [Int: Result<EvidenceList, any Error>] = [:]
            for await (place, answer) in group { answers[place] = answer }
            return deliveries.indices.map {
                answers[$0] ?? .failure(BrokerClientError.silent)
            }
        }
    }

    /// Holds one against the signature that was shown, and notes what it says.
    ///
    /// - Returns: whether there is any use in asking about the next one.
    private mutating func look(
        at delivery: CheckedDelivery, _ answer: Result<EvidenceList, any Error>,
        _ numbers: inout Numbers
    ) async throws -> Bool {
        let (entry, digest) = (delivery.entry, delivery.statement.digest)
        do {
            let list = try answer.get()
            let number = try SignedNumber(of: delivery, in: list.statements, trust: session.trust)
            try await requirePlace(of: number, entry)
            numbers.signed.insert(number.value)
            if !memory.take(digest, as: number.value, in: entry.mailbox) {
                raise(.givenTwice(entry.mailbox, number.value), entry)
            }
        } catch let failure as NumberError {
            // The number that is signed was given away, and the one that is listed is not this one's.
            if case .differs(_, _, _, let signed) = failure { numbers.signed.insert(signed) }
            raise(failure, entry)
        } catch let failure as BrokerClientError {
            numbers.leave(delivery.number.value)
            if failure.isOffline { throw failure }
            if failure.isNotOffered, memory.hasSignatures {
                alarms.append(Alarm(NumberError.withheld(entry.mailbox), about: nil))
            }
            return !failure.isNotOffered && failure != .outOfTime
        } catch let failure as LogReceiptError {
            numbers.leave(delivery.number.value)
            alarms.append(Alarm(failure, about: entry.consignment))
        } catch let failure as any PlainFailure
            where !(failure is FileError || failure is HomeError)
        {
            // An answer that is none: it keeps no other delivery from being looked at.
            numbers.leave(delivery.number.value)
            alarms.append(Alarm(failure, about: entry.consignment))
        }
        return true
    }

    private mutating func finish(
        _ mailbox: MailboxAddress, _ numbers: Numbers, _ listing: MailboxListing
    ) {
        var numbers = numbers
        for delivery in numbers.toAsk { numbers.leave(delivery.number.value) }
        if numbers.left > 0 {
            unchecked += numbers.left
            unknown.append(
                .numbersUnchecked(numbers.left, mailbox, isNeverShown: !memory.hasSignatures))
        }
        guard listing.whole.contains(mailbox) else { return }
        let missing = memory.missing(
            numbers,
            filled: listing.refused.filter { $0.mailbox == mailbox }.map(\.number.value),
            in: mailbox)
        if !missing.isEmpty { alarms.append(.mailboxGap(mailbox, missing)) }
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
        /// How many those are.
        private(set) var left = 0
        var toAsk: [CheckedDelivery] = []

        mutating func leave(_ number: Int64) {
            unjudged.insert(number)
            left += 1
        }
    }
}

extension Finding {
    fileprivate static func numbersUnchecked(
        _ count: Int, _ mailbox: MailboxAddress, isNeverShown: Bool
    ) -> Finding {
        let hint =
            isNeverShown
            ? "ask the broker's operator for a version that signs the numbers of deliveries"
            : "run it again: each run looks at up to \(NumberWatch.maximumAsked) in each mailbox, as many as "
                + "its time suffices for, and none of them twice"
        return Finding(
            "watch.numbers-unsigned",
            "\(count) deliveries in \(mailbox.text) were not held against the broker's signature yet",
            hint: hint)
    }
}
