package import BrokerAPI
import Custody
import GRDB
package import Primitives

/// As the broker that took a deposit in: recording what its home broker says of it.
extension BrokerService {
    /// Records a home broker's refusal.
    ///
    /// - Throws: `evidence`, `statement` for one that does not hold.
    package func refuseRelay(_ job: RelayJob, _ files: SignedFiles) async throws(BrokerError) {
        let (checked, failure) = try await check([files], of: job)
        if let failure { throw failure }
        guard let refusal = checked.first, refusal.event == .relayRejection else {
            throw .evidence(.wrongEvent)
        }
        _ = try await keep([refusal], of: job, then: .done)
    }

    /// Records what a home broker lists about a delivery, in its order.
    ///
    /// One that does not hold, or cannot be checked yet, keeps those after it away and none before it.
    ///
    /// - Parameter time: what the caller vouches for; nil while the clock is not to be trusted, and then
    ///   nothing ends by it.
    /// - Returns: why not all of it was recorded; nil when it was.
    /// - Throws: `evidence`, `statement` where not even that the home broker has it can be recorded: then
    ///   nothing is kept.
    package func recordRelay(
        _ job: RelayJob, _ list: EvidenceList, at time: Timestamp?
    ) async throws(BrokerError) -> BrokerError? {
        let (checked, failure) = try await check(list.statements.map(\.files), of: job)
        guard checked.contains(where: { $0.event == .relayAcceptance }) else {
            throw failure ?? .evidence(.wrongEvent)
        }
        var state = RelayJob.State.there
        if let time, try await hasPassed(askedUntil(job), at: time) { state = .done }
        let refusal = try await keep(listed: checked, of: job, then: state)
        return refusal.map { .evidence($0) } ?? failure
    }

    /// The organisation that speaks for the mailbox of a delivery: its records say whose statements hold.
    package func recipient(of job: RelayJob) -> Fingerprint? {
        organisations.fingerprint(of: job.address)
    }

    func askedUntil(_ job: RelayJob) -> Timestamp {
        job.deadline.adding(seconds: Self.askedSeconds) ?? job.deadline
    }

    /// The longest beginning that holds, and what is wrong with the next.
    private func check(
        _ files: [SignedFiles], of job: RelayJob
    ) async throws(BrokerError) -> (checked: [CheckedEvidence], failure: BrokerError?) {
        guard let peer = configuration.peers.first(where: { $0.name == job.peer }) else {
            throw .evidence(.wrongIssuer)
        }
        let deposit = try await terms(job)
        let check = RelayCheck(
            mode: configuration.mode, organisations: organisations, peer: peer,
            own: configuration.name, address: job.address, deposit: deposit,
            terms: try depositStatement(deposit), now: now)
        var found: [CheckedEvidence] = []
        for files in files {
            do throws(BrokerError) {
                found.append(try check.run(files))
            } catch {
                return (found, error)
            }
        }
        return (found, nil)
    }

    /// One transaction: what a home broker lists, as far as it can have recorded it so, and what is to be
    /// done next.
    private func keep(
        listed statements: [CheckedEvidence], of job: RelayJob, then state: RelayJob.State
    ) async throws(BrokerError) -> EvidenceRefusal? {
        let deposit = try await terms(job).digest
        let entry = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                try self.enter(database, listed: statements, deposit, of: job, then: state)
            }
        }
        if let erased = entry.erased { try await removeFiles([erased]) }
        if let refusal = entry.refusal, !entry.isKept { throw .evidence(refusal) }
        return entry.refusal
    }

    private func enter(
        _ database: Database, listed statements: [CheckedEvidence], _ deposit: SHA256Digest,
        of job: RelayJob, then state: RelayJob.State
    ) throws -> GroupCommitter.Decision<RelayEntry> {
        guard let known = try RelayRows.standing(database, job.place), known.state == job.state
        else { return .undo(RelayEntry()) }
        var entry = RelayEntry()
        var lane = try RelayLane(database, deposit: deposit, job.place)
        for statement in statements {
            do throws(EvidenceRefusal) {
                guard try lane.add(statement) else { continue }
            } catch {
                entry.refusal = error
                break
            }
            _ = try EvidenceCommit.record(
                database, statement, deposit: job.place.deposit, mailbox: job.place.mailbox)
        }
        guard lane.isAccepted else {
            return .undo(RelayEntry(refusal: entry.refusal ?? .wrongEvent))
        }
        entry.isKept = true
        entry.erased = try settle(
            database, job, state, isOver: lane.hasEnded, known.isUncertain)
        return .keep(entry)
    }

    /// The same of what is said here.
    ///
    /// - Parameter saysNotSent: whether it holds only while nothing can have been sent.
    /// - Returns: whether it was recorded.
    func keep(
        _ statements: [CheckedEvidence], of job: RelayJob, then state: RelayJob.State,
        saysNotSent: Bool = false
    ) async throws(BrokerError) -> Bool {
        let entry = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                try self.enter(
                    database, own: statements, of: job, then: state, saysNotSent: saysNotSent)
            }
        }
        if let erased = entry.erased { try await removeFiles([erased]) }
        return entry.isKept
    }

    private func enter(
        _ database: Database, own statements: [CheckedEvidence], of job: RelayJob,
        then state: RelayJob.State, saysNotSent: Bool
    ) throws -> GroupCommitter.Decision<RelayEntry> {
        // What another round has recorded meanwhile is not said a second time. Nor that nothing was sent,
        // where something may have been.
        guard let known = try RelayRows.standing(database, job.place), known.state == job.state,
            !saysNotSent || !known.isUncertain
        else { return .undo(RelayEntry()) }
        for statement in statements {
            _ = try EvidenceCommit.record(
                database, statement, deposit: job.place.deposit, mailbox: job.place.mailbox)
        }
        let erased = try settle(database, job, state, isOver: false, known.isUncertain)
        return .keep(RelayEntry(isKept: true, erased: erased))
    }

    /// Says what is to be done next. Once nothing will be sent any more the content is forgotten.
    ///
    /// - Returns: a file to be removed after the commit.
    private func settle(
        _ database: Database, _ job: RelayJob, _ state: RelayJob.State, isOver: Bool,
        _ isUncertain: Bool
    ) throws -> UploadID? {
        let due = now.adding(seconds: Int64(configuration.relayPace.askSeconds)) ?? now
        _ = try RelayRows.setLost(database, job.place, false)
        try RelayRows.set(
            database, job.place, state: state, attempts: 0, isUncertain: isUncertain, due: due)
        guard isOver || state == .done else { return nil }
        return try PayloadRows.erase(database, deposit: job.place.deposit)
    }

    func terms(_ job: RelayJob) async throws(BrokerError) -> DepositRows.Terms {
        let deposit = job.place.deposit
        let terms = try await mapped { () async throws(StoreError) in
            try await self.store.read { try DepositRows.terms($0, deposit: deposit) }
        }
        guard let terms else { throw .unknownDeposit }
        return terms
    }
}

/// What one transaction about a hop has done.
private struct RelayEntry: Sendable {
    var isKept = false
    /// Why not all of a list was taken.
    var refusal: EvidenceRefusal?
    /// A file that nothing refers to any more.
    var erased: UploadID?
}
