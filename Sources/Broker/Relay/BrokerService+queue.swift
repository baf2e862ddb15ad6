package import BrokerAPI
import Custody
import Primitives

/// As the broker that took a deposit in: handing it on, and recording what comes of it.
///
/// Nothing is forgotten by a stop: what may have been sent is written down before it is.
extension BrokerService {
    /// How long after the deadline a home broker is still asked what became of a delivery.
    private static let askedSeconds: Int64 = 30 * 86_400
    /// What one round takes up for one peer.
    private static let jobsPerRound = 16

    /// What is due for a peer.
    package func relayJobs(for peer: RelayPeer) async throws(BrokerError) -> [RelayJob] {
        let now = now
        return try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try RelayRows.due(
                    database, peer: peer.name, now: now, limit: Self.jobsPerRound)
            }
        }
    }

    /// What is sent: the bytes as they came.
    package func relayParcel(_ job: RelayJob) async throws(BrokerError) -> RelayParcel {
        let deposit = job.place.deposit
        let found = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                (
                    try DepositRows.terms(database, deposit: deposit)?.statement,
                    try DepositRows.preview(database, deposit: deposit),
                    try PayloadRows.place(database, deposit: deposit)
                )
            }
        }
        guard let files = found.0, let preview = found.1, let place = found.2 else {
            throw .payloadErased
        }
        let payload: StoredContent.Place =
            switch place {
            case .bytes(let bytes): .memory(bytes)
            case .file(let name): .file(path: store.folder.path(name))
            }
        return RelayParcel(files: files, preview: preview, payload: payload)
    }

    /// Written down before the first byte of a deposit is sent: from now on an answer that does not come
    /// may have been a yes.
    package func beginRelay(_ job: RelayJob) async throws(BrokerError) {
        try await set(job, job.state, attempts: job.attempts, isUncertain: true, due: now)
    }

    /// Tries again later.
    ///
    /// - Parameter isUncertain: false only where it is certain that the home broker has not taken it, of
    ///   this attempt and of all before.
    package func postponeRelay(_ job: RelayJob, isUncertain: Bool) async throws(BrokerError) {
        let pause = configuration.relayPace.pause(afterAttempts: job.attempts + 1)
        // Never later than the deadline, where there is something to say.
        let next = now.adding(seconds: pause) ?? now
        let due = job.state == .waiting ? min(next, max(job.deadline, now)) : next
        try await set(
            job, job.state, attempts: job.attempts + 1, isUncertain: isUncertain, due: due)
    }

    /// Whether the sender's deadline is over: nothing is handed on after it.
    package func isOver(_ job: RelayJob) -> Bool { job.deadline <= now }

    /// Signs and records that a delivery was not handed on in time.
    ///
    /// - Parameter isUncertain: as above.
    package func giveUpRelay(_ job: RelayJob, isUncertain: Bool) async throws(BrokerError) {
        guard job.state == .waiting, isOver(job),
            let peer = configuration.peers.first(where: { $0.name == job.peer })
        else { return }
        let deposit = try await terms(job)
        let terms = try depositStatement(deposit)
        let step = BrokerStep(
            consignment: terms.consignment, sender: terms.sender, mailbox: job.address,
            issuer: issuer, claimedTime: now, previous: deposit.acceptanceDigest)
        let files = try sign(
            RelayFailure(
                step, deposit: deposit.digest,
                peer: BrokerIssuer(broker: peer.name, keyID: peer.serviceKey.id),
                reason: isUncertain ? .outcomeUnknown : .notDelivered))
        let failure = CheckedEvidence(
            event: .relayFailure, signer: publicKey.id, digest: .of(files.statement),
            previous: step.previous, files: files, received: now, state: nil)
        let next: RelayJob.State = isUncertain ? .unknown : .done
        try await keep([failure], of: job, then: next)
    }

    /// Records a home broker's refusal.
    ///
    /// - Throws: `evidence`, `statement` for one that does not hold.
    package func refuseRelay(_ job: RelayJob, _ files: SignedFiles) async throws(BrokerError) {
        let statements = try await check([files], of: job)
        guard let refusal = statements.first, refusal.event == .relayRejection else {
            throw .evidence(.wrongEvent)
        }
        try await keep([refusal], of: job, then: .done)
    }

    /// Records what a home broker lists about a delivery, in its order.
    ///
    /// - Throws: `evidence`, `statement` where something of it does not hold: then nothing is kept.
    package func recordRelay(_ job: RelayJob, _ list: EvidenceList) async throws(BrokerError) {
        let statements = try await check(list.statements.map(\.files), of: job)
        guard statements.contains(where: { $0.event == .relayAcceptance }) else {
            throw .evidence(.wrongEvent)
        }
        let end = job.deadline.adding(seconds: Self.askedSeconds) ?? job.deadline
        try await keep(statements, of: job, then: now < end ? .there : .done)
    }

    private func check(
        _ files: [SignedFiles], of job: RelayJob
    ) async throws(BrokerError) -> [CheckedEvidence] {
        guard let peer = configuration.peers.first(where: { $0.name == job.peer }) else {
            throw .evidence(.wrongIssuer)
        }
        let deposit = try await terms(job)
        let check = RelayCheck(
            mode: configuration.mode, organisations: organisations, peer: peer,
            own: configuration.name, address: job.address, deposit: deposit,
            terms: try depositStatement(deposit), now: now)
        var found: [CheckedEvidence] = []
        for files in files { found.append(try check.run(files)) }
        return found
    }

    /// One transaction: what is new of these statements, and what is to be done next.
    private func keep(
        _ statements: [CheckedEvidence], of job: RelayJob, then state: RelayJob.State
    ) async throws(BrokerError) {
        let due = now.adding(seconds: Int64(configuration.relayPace.askSeconds)) ?? now
        _ = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                // What another round has recorded meanwhile is not said a second time.
                guard try RelayRows.state(database, job.place) == job.state else {
                    return .undo(false)
                }
                for statement in statements {
                    let isKnown = try EvidenceRows.find(
                        database, deposit: job.place.deposit, mailbox: job.place.mailbox,
                        digest: statement.digest)
                    guard isKnown == nil else { continue }
                    _ = try EvidenceCommit.record(
                        database, statement, deposit: job.place.deposit,
                        mailbox: job.place.mailbox)
                }
                try RelayRows.set(
                    database, job.place, state: state, attempts: 0,
                    isUncertain: job.isUncertain, due: due)
                return .keep(true)
            }
        }
    }

    private func set(
        _ job: RelayJob, _ state: RelayJob.State, attempts: Int, isUncertain: Bool, due: Timestamp
    ) async throws(BrokerError) {
        _ = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                try RelayRows.set(
                    database, job.place, state: state, attempts: attempts,
                    isUncertain: isUncertain, due: due)
                return .keep(true)
            }
        }
    }

    private func terms(_ job: RelayJob) async throws(BrokerError) -> DepositRows.Terms {
        let deposit = job.place.deposit
        let terms = try await mapped { () async throws(StoreError) in
            try await self.store.read { try DepositRows.terms($0, deposit: deposit) }
        }
        guard let terms else { throw .unknownDeposit }
        return terms
    }
}

/// What is handed on: exactly what came.
package struct RelayParcel: Sendable {
    package let files: SignedFiles
    package let preview: [UInt8]
    package let payload: StoredContent.Place
}
