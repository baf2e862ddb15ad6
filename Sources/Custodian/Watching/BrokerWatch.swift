import BrokerAPI
import BrokerClient
import Custody
import Primitives
import TransparencyLog

/// One look at all that a broker can be held to: its log, the own cases, the own mailboxes.
///
/// What is found is a value. It throws only when nothing was found yet and the broker is away, or our
/// own disk fails: a broker that has shown a lie takes nothing of it back by falling silent.
struct BrokerWatch {
    /// A broker lets a lane expire five minutes after its deadline, and looks every minute.
    private static let graceInSeconds: Int64 = 900
    /// How long after its deadline a case that has ended is looked at.
    private static let endedInSeconds: Int64 = 30 * 86_400

    let office: Office
    let session: BrokerSession
    /// How old the newest cosignatures may be.
    let freshInSeconds: Int64
    private(set) var report: WatchReport
    private var now: Timestamp { office.clock.now }

    init(_ office: Office, _ session: BrokerSession, freshInSeconds: Int64) {
        self.office = office
        self.session = session
        self.freshInSeconds = freshInSeconds
        report = WatchReport(broker: session.trust.name.text)
        report.log = session.trust.logKey
    }

    mutating func look() async throws {
        do {
            try await attempt { try await $0.lookAtLog() }
            try await lookAtCases()
            try await attempt { try await $0.lookAtMailboxes() }
        } catch let failure as any PlainFailure where !report.alarms.isEmpty {
            report.note(unknown: Finding(failure))
        }
    }

    /// One step that does not keep the others from being taken.
    private mutating func attempt(
        about consignment: ConsignmentID? = nil,
        _ step: (inout BrokerWatch) async throws -> Void
    ) async throws {
        do {
            try await step(&self)
        } catch let failure as any PlainFailure {
            try report.take(failure, about: consignment)
        }
    }
}

/// The log.
extension BrokerWatch {
    private mutating func lookAtLog() async throws {
        guard let log = session.trust.logKey else { return report.note(unknown: .noLog) }
        let memory = LogMemory(office.home, log)
        // Those that nothing can explain first: the others are looked at by asking the broker.
        for case .twoHistories(let file, isProven: true) in try memory.keptConflicts() {
            report.raise(
                Alarm(LogReceiptError.twoHistories(file: file, isProven: true), about: nil))
        }
        for accusation in try await memory.standingConflicts(by: session) {
            report.raise(Alarm(accusation, about: nil))
        }
        let pinned = try PinnedPolicy.loadIfThere(office.home)
        // Asked before the broker is: what a witness has seen by now, and what was sent from here, the
        // broker must show then.
        let sent = try Outbox(office.home).all()
        var sights: [(witness: VerifierKey, answer: WitnessSight)] = []
        if let pinned { sights = await office.askWitnesses(pinned, of: log) }
        try await lookAtNewest(memory)
        if let pinned {
            try await lookAtWitnessed(pinned, memory)
        } else {
            report.note(unknown: .noWitnesses)
        }
        for (witness, answer) in sights { try await compare(witness, answer, memory) }
        try await lookAtOwnEntries(sent, pinned, memory)
    }

    private mutating func lookAtNewest(_ memory: LogMemory) async throws {
        // Another command may learn of a larger one while the broker answers this one.
        let known = try memory.remembered()
        let bytes: [UInt8]
        do {
            bytes = try await session.connection.logCheckpoint()
        } catch let error as BrokerClientError where !error.isOffline {
            return report.raise(.logRefused(error))
        }
        let newest: VerifiedCheckpoint
        do throws(CheckpointError) {
            newest = try UnverifiedCheckpoint(parsing: bytes).verify(log: memory.log)
        } catch {
            return report.raise(.checkpointInvalid(error))
        }
        report.newest = newest
        if let known, known.size > newest.size {
            report.raise(.wentBack(from: known.size, to: newest.size))
        }
        try await attempt { try await memory.see(newest, by: $0.session) }
    }

    private mutating func lookAtWitnessed(
        _ pinned: PinnedPolicy, _ memory: LogMemory
    ) async throws {
        guard pinned.policy.quorum != nil else { return report.remark(.noQuorum) }
        let note: [UInt8]?
        do {
            note = try await session.connection.witnessedCheckpoint(covering: nil)
        } catch let error as BrokerClientError where !error.isOffline {
            return report.raise(.logRefused(error))
        }
        // A log without entries is nobody's business yet.
        guard note != nil || report.newest?.size != 0 else { return }
        guard let note else { return report.raise(.notWitnessed) }
        let shown: UnverifiedCheckpoint
        let signed: VerifiedCheckpoint
        do throws(CheckpointError) {
            shown = try UnverifiedCheckpoint(parsing: note)
            signed = try shown.verify(log: memory.log)
        } catch {
            return report.raise(.checkpointInvalid(error))
        }
        // First, so that a fork is kept though nobody has witnessed it.
        try await attempt { try await memory.see(signed, by: $0.session) }
        let seen: WitnessedCheckpoint
        do throws(PolicyError) {
            seen = try pinned.policy.witnessed(shown, now: now)
        } catch .quorumMissing {
            return report.raise(.notWitnessed)
        } catch {
            return report.raise(.checkpointInvalid(error))
        }
        report.witnessed = seen
        guard let time = pinned.policy.latestQuorum(seen.cosignatures)?.time else { return }
        report.witnessedTime = time
        if now.secondsSinceEpoch - time.secondsSinceEpoch > freshInSeconds {
            report.raise(.frozen(since: time))
        }
    }

    private mutating func compare(
        _ witness: VerifierKey, _ answer: WitnessSight, _ memory: LogMemory
    ) async throws {
        switch answer {
        case .fault(let fault): report.remark(.witness(witness, fault))
        case .nothing: report.remark(.witnessSeesNothing(witness))
        case .seen(let checkpoint):
            if let newest = report.newest, checkpoint.size > newest.size {
                report.raise(.behind(witness, shown: newest.size, seen: checkpoint.size))
            }
            let before = report.alarms.count
            try await attempt { try await memory.see(checkpoint, by: $0.session) }
            if report.alarms.count == before { report.agreeing += 1 }
        }
    }

    /// That what was sent from here is in the tree that is shown now, and gets witnessed.
    private mutating func lookAtOwnEntries(
        _ sent: [OutboxEntry], _ pinned: PinnedPolicy?, _ memory: LogMemory
    ) async throws {
        var tiles = report.newest.map { LogTiles(size: $0.size) }
        for entry in sent {
            if let newest = report.newest, tiles != nil {
                try await lookAtEntries(of: entry, under: newest, &tiles)
            }
            guard let pinned, pinned.policy.quorum != nil else { continue }
            if report.witnessed != nil {
                try await attempt(about: entry.consignment) { watch in
                    let count = try await watch.office.proveWitnessed(
                        watch.office.proofs(of: entry), pinned, memory, watch.session)
                    watch.report.proven += count
                }
            }
            try lookAtAge(of: entry, pinned)
        }
    }

    private mutating func lookAtEntries(
        of entry: OutboxEntry, under newest: VerifiedCheckpoint, _ tiles: inout LogTiles?
    ) async throws {
        var missing: [String] = []
        for kept in try office.proofs(of: entry) {
            guard let index = try kept.load()?.inclusion.index else { continue }
            var hasher = TreeHasher()
            let leaf = hasher.leaf(AuditLogEntry.commitment(kept.commitment).bytes)
            do {
                let proof = try await tiles?.make(by: session) {
                    try $0.inclusionProof(of: index)
                }
                try proof?.verify(leaf: leaf, size: newest.size, root: newest.root)
                report.included += 1
            } catch let error as BrokerClientError where error.problem != .notFound {
                throw error
            } catch let cancellation as CancellationError {
                throw cancellation
            } catch {
                // No path leads from it to the root that the broker has signed.
                missing.append(kept.name)
            }
        }
        if !missing.isEmpty { report.raise(.depositMissing(entry.consignment, missing)) }
    }

    private mutating func lookAtAge(of entry: OutboxEntry, _ pinned: PinnedPolicy) throws {
        let outbox = Outbox(office.home)
        guard let receipt = try outbox.receipt(entry),
            let content = try? receipt.unverified(
                as: SubmissionAcceptance.self, mode: session.trust.mode),
            let proof = try outbox.evidence(entry, of: nil)
                .proof(Event.submissionAcceptance.fileStem)
        else { return }
        // A broker could date a receipt ahead; since when it lies here is beyond it.
        let keptTime = try outbox.evidence(entry, of: nil).keptTime(.submissionAcceptance)
        let since = min(content.evidence.receivedTime, keptTime)
        let age = now.secondsSinceEpoch - since.secondsSinceEpoch
        if age > freshInSeconds, office.isUnwitnessed(proof, pinned) {
            report.raise(.receiptNotWitnessed(entry.consignment))
        }
    }
}

/// What was sent from here.
extension BrokerWatch {
    private mutating func lookAtCases() async throws {
        let lock = try office.home.lock(.outbox)
        defer { lock.release() }
        let outbox = Outbox(office.home)
        for entry in try outbox.all() {
            guard try outbox.receipt(entry) != nil else { continue }
            let isEnded = try entry.mailboxes.allSatisfy {
                try outbox.end(entry, of: $0) != nil
            }
            // What has ended is looked at for a while: the broker may show another end.
            if isEnded,
                now.secondsSinceEpoch > entry.deadline.secondsSinceEpoch + Self.endedInSeconds
            {
                continue
            }
            try await attempt(about: entry.consignment) { watch in
                _ = try await watch.office.evidence(of: entry, by: watch.session)
                try watch.lookAtLanes(of: entry)
            }
        }
    }

    private mutating func lookAtLanes(of entry: OutboxEntry) throws {
        let outbox = Outbox(office.home)
        let over = entry.deadline.secondsSinceEpoch + Self.graceInSeconds
        for mailbox in entry.mailboxes {
            if try outbox.evidence(entry, of: mailbox).load(.contentConsignment) == nil {
                report.raise(.notConsigned(entry.consignment, mailbox))
            }
            if now.secondsSinceEpoch > over, try outbox.end(entry, of: mailbox) == nil {
                report.raise(.noEnd(entry.consignment, mailbox, entry.deadline))
            }
        }
    }
}

/// What came here.
extension BrokerWatch {
    private mutating func lookAtMailboxes() async throws {
        let listing = try await office.listing(session)
        for (mailbox, number, failure) in listing.refused {
            report.raise(.deliveryInvalid(mailbox, number.value, failure))
        }
        for mailbox in listing.mailboxes.sorted(by: { $0.text < $1.text }) {
            if listing.disordered.contains(mailbox) { report.raise(.listDisordered(mailbox)) }
            if !listing.whole.contains(mailbox) { report.note(unknown: .listWithoutEnd(mailbox)) }
        }
        for item in try await office.items(of: listing, by: session)
        where item.state == .reused {
            report.raise(Alarm(InboxError.identifierReused(item.consignment), in: item))
        }
        try await lookAtNumbers(listing)
        for gap in try office.gaps(from: nil) { report.raise(contentsOf: Alarm.of(gap)) }
    }

    /// What was found stays found when the broker falls silent in the middle.
    private mutating func lookAtNumbers(_ listing: MailboxListing) async throws {
        var numbers = try NumberWatch(office, session)
        var interruption: (any Error)?
        do { try await numbers.look(at: listing) } catch { interruption = error }
        report.raise(contentsOf: numbers.alarms)
        for finding in numbers.unknown { report.note(unknown: finding) }
        if let interruption { throw interruption }
    }
}
