package import BrokerAPI
import Custody
package import Primitives

/// As the broker that took a deposit in: handing it on, and recording what comes of it.
///
/// Nothing is forgotten by a stop: what may have been sent is written down before it is.
extension BrokerService {
    /// How long after the deadline a home broker is still asked what became of a delivery.
    static let askedSeconds: Int64 = 30 * 86_400
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
        let now = now
        let next = now.adding(seconds: pause) ?? now
        // Not later than the moment from which it may be given up.
        let over = job.deadline.adding(seconds: Self.expiryGraceInSeconds) ?? job.deadline
        let due = job.state == .waiting && now < over ? min(next, over) : next
        try await set(
            job, job.state, attempts: job.attempts + 1, isUncertain: isUncertain, due: due)
    }

    /// Whether the sender's deadline is over: nothing is handed on after it.
    package func isOver(_ job: RelayJob) -> Bool { job.deadline <= now }

    /// Signs and records that a delivery was not handed on in time, as carefully as an expiry: it cannot
    /// be taken back either.
    ///
    /// - Parameters:
    ///   - isUncertain: as above.
    ///   - time: what the caller vouches for, and what the statement claims.
    /// - Returns: false while the deadline is not over beyond doubt, and then nothing is written.
    package func giveUpRelay(
        _ job: RelayJob, isUncertain: Bool, at time: Timestamp
    ) async throws(BrokerError) -> Bool {
        guard job.state == .waiting, try await hasPassed(job.deadline, at: time),
            let peer = configuration.peers.first(where: { $0.name == job.peer })
        else { return false }
        let deposit = try await terms(job)
        let terms = try depositStatement(deposit)
        let step = BrokerStep(
            consignment: terms.consignment, sender: terms.sender, mailbox: job.address,
            issuer: issuer, claimedTime: time, previous: deposit.acceptanceDigest)
        let files = try sign(
            RelayFailure(
                step, deposit: deposit.digest,
                peer: BrokerIssuer(broker: peer.name, keyID: peer.serviceKey.id),
                reason: isUncertain ? .outcomeUnknown : .notDelivered))
        let failure = CheckedEvidence(
            event: .relayFailure, signer: publicKey.id, digest: .of(files.statement),
            previous: step.previous, files: files, received: now, state: nil)
        let next: RelayJob.State = isUncertain ? .unknown : .done
        return try await keep([failure], of: job, then: next, saysNotSent: !isUncertain)
    }

    /// Remembers that a home broker does not have what it has accepted.
    ///
    /// - Returns: whether that is new.
    package func loseRelay(_ job: RelayJob) async throws(BrokerError) -> Bool {
        guard job.state == .there else { return false }
        return try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                .keep(try RelayRows.setLost(database, job.place, true))
            }
        }
    }

    /// Stops asking about a delivery, long after its deadline.
    ///
    /// - Returns: false while it is to be asked about.
    package func finishRelay(
        _ job: RelayJob, at time: Timestamp
    ) async throws(BrokerError) -> Bool {
        guard job.state != .waiting, try await hasPassed(askedUntil(job), at: time) else {
            return false
        }
        return try await keep([], of: job, then: .done)
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
}

/// What is handed on: exactly what came.
package struct RelayParcel: Sendable {
    package let files: SignedFiles
    package let preview: [UInt8]
    package let payload: StoredContent.Place
}
