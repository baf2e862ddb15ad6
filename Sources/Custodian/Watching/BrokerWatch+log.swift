import BrokerAPI
import BrokerClient
import Custody
import Primitives
import TransparencyLog
import Verification

/// The log.
extension BrokerWatch {
    mutating func lookAtLog() async throws {
        guard let log = session.trust.logKey else { return report.note(unknown: .noLog) }
        let memory = LogMemory(office.home, log)
        // Those that nothing can explain first: the others are looked at by asking the broker.
        let all = try memory.former() + [memory]
        for case .twoHistories(let file, isProven: true) in try all.flatMap({
            try $0.keptConflicts()
        }) {
            report.raise(
                Alarm(LogReceiptError.twoHistories(file: file, isProven: true), about: nil))
        }
        for damage in try all.flatMap({ try $0.damagedFiles() }) {
            report.note(unknown: Finding(damage))
        }
        let session = session
        // A broker that answers slowly about old pairs does not use up the time for the new state.
        try await session.sharing(among: 4) {
            for memory in all { try await lookAtPairs(memory) }
        }
        let pinned = try PinnedPolicy.loadIfThere(office.home)
        // Asked before the broker is: what a witness has seen by now, and what was sent from here, the
        // broker must show then.
        let sent = try Outbox(office.home).all()
        var sights: [(witness: VerifierKey, answer: WitnessSight)] = []
        if let pinned { sights = await office.askWitnesses(pinned, of: log) }
        try await attempt { try await $0.lookAtNewest(memory) }
        if let pinned {
            if interruption == nil {
                try await attempt { try await $0.lookAtWitnessed(pinned, memory) }
            }
        } else {
            report.note(unknown: .noWitnesses)
        }
        for (witness, answer) in sights { try await compare(witness, answer, memory) }
        if let pinned { try await lookAtFormer(pinned, memory) }
        try await lookAtOwnEntries(sent, pinned, memory)
        try await lookAtRecords(memory)
    }

    /// What a witness has seen of a log before must be in this one: a log that is continued answers for its past.
    private mutating func lookAtFormer(
        _ pinned: PinnedPolicy, _ memory: LogMemory
    ) async throws {
        for former in try memory.former() where interruption == nil {
            for case (_, .seen(let shown)) in await office.askWitnesses(pinned, of: former.log) {
                try await see(shown, memory)
            }
        }
    }

    /// What was found before, and is asked about again.
    private mutating func lookAtPairs(_ memory: LogMemory) async throws {
        for accusation in try await memory.standingConflicts(by: session) {
            report.raise(Alarm(accusation, about: nil))
        }
        let bound = now.adding(seconds: -freshInSeconds) ?? now
        let (accused, unanswered) = try await memory.askAgain(by: session, before: bound)
        for accusation in accused { report.raise(Alarm(accusation, about: nil)) }
        for pair in unanswered { report.note(unknown: .unanswered(pair)) }
    }

    private mutating func lookAtNewest(_ memory: LogMemory) async throws {
        // Another command may learn of a larger one while the broker answers this one.
        let known = try memory.remembered()
        let bytes: [UInt8]
        do {
            bytes = try await session.connection.logCheckpoint()
        } catch let error as BrokerClientError where error.isRefusal {
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
        try await see(newest, memory)
    }

    /// Holds it against what is known, and says so when the broker does not answer the question.
    ///
    /// - Returns: whether it is one history with that.
    @discardableResult
    private mutating func see(
        _ checkpoint: VerifiedCheckpoint, _ memory: LogMemory
    ) async throws -> Bool {
        let told = (report.alarms.count, report.unknown.count)
        let before = Set(try memory.keptUnanswered().map(\.file))
        try await attempt { try await memory.see(checkpoint, by: $0.session) }
        for pair in try memory.keptUnanswered() where !before.contains(pair.file) {
            report.note(unknown: .unanswered(pair))
        }
        return (report.alarms.count, report.unknown.count) == told && interruption == nil
    }

    private mutating func lookAtWitnessed(
        _ pinned: PinnedPolicy, _ memory: LogMemory
    ) async throws {
        guard pinned.policy.quorum != nil else { return report.remark(.noQuorum) }
        let note: [UInt8]?
        do {
            note = try await session.connection.witnessedCheckpoint(covering: nil)
        } catch let error as BrokerClientError where error.isRefusal {
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
        let isOne = try await see(signed, memory)
        let seen: WitnessedCheckpoint
        do throws(PolicyError) {
            seen = try pinned.witnessed(shown, now: now)
        } catch let error where error.isTooFew {
            return report.raise(.notWitnessed)
        } catch {
            return report.raise(.checkpointInvalid(error))
        }
        report.witnessed = seen
        if isOne {
            // Who only watches remembers it as well.
            try memory.keep(seen)
            try memory.keepMoment(of: seen, by: pinned.policy, now: now)
        }
        guard let time = pinned.policy.latestQuorum(seen.cosignatures)?.time else { return }
        report.witnessedTime = time
        if now.secondsSinceEpoch - time.secondsSinceEpoch > freshInSeconds {
            report.raise(.frozen(since: time))
        }
    }

    private mutating func compare(
        _ witness: VerifierKey, _ answer: WitnessSight, _ memory: LogMemory
    ) async throws {
        let book = WitnessMemory(office.home, memory.log)
        // It went back once: nothing that it signs afterwards takes that away.
        let convicted = try book.conviction(of: witness)
        if let (before, back) = convicted {
            report.raise(.witnessWentBack(witness, from: before.size, to: back.size))
        }
        switch answer {
        case .fault(let fault): report.remark(.witness(witness, fault))
        case .nothing:
            report.remark(.witnessSeesNothing(witness))
            if let known = try book.largest(of: witness) {
                report.raise(.witnessWentBack(witness, from: known.size, to: 0))
            }
        case .seen(let checkpoint):
            if let known = try book.see(checkpoint, by: witness), convicted == nil {
                report.raise(
                    .witnessWentBack(witness, from: known.size, to: checkpoint.size))
            }
            if let newest = report.newest, checkpoint.size > newest.size {
                report.raise(.behind(witness, shown: newest.size, seen: checkpoint.size))
            }
            // An answer bears no time but that of the signature: one that was kept and is shown again
            // agrees with nothing that is new.
            let isNew = isFresh(checkpoint)
            if !isNew { report.remark(.witnessIsOld(witness, checkpoint)) }
            guard interruption == nil else { return try memory.keepUnasked(checkpoint) }
            let isOne = try await see(checkpoint, memory)
            if isNew, isOne { report.agreeing += 1 }
        }
    }

    private func isFresh(_ checkpoint: VerifiedCheckpoint) -> Bool {
        guard let time = checkpoint.cosignatures.map(\.time).max() else { return false }
        return now.secondsSinceEpoch - time.secondsSinceEpoch <= freshInSeconds
            && !ClaimedTime.isAhead(time, of: now)
    }

    /// That what was sent from here is in the tree that is shown now, and gets witnessed.
    private mutating func lookAtOwnEntries(
        _ sent: [OutboxEntry], _ pinned: PinnedPolicy?, _ memory: LogMemory
    ) async throws {
        var tiles = report.newest.map { LogTiles(size: $0.size) }
        for entry in sent {
            if let newest = report.newest, tiles != nil, interruption == nil {
                try await attempt(about: entry.consignment) {
                    try await $0.lookAtEntries(of: entry, under: newest, &tiles)
                }
            }
            if interruption == nil {
                try await attempt(about: entry.consignment) {
                    try await $0.improve(entry, pinned, memory)
                }
            }
            guard let pinned, pinned.policy.quorum != nil else { continue }
            try lookAtAge(of: entry, pinned)
        }
    }

    /// Gets cosigned and stamped checkpoints for what was sent from here.
    private mutating func improve(
        _ entry: OutboxEntry, _ pinned: PinnedPolicy?, _ memory: LogMemory
    ) async throws {
        let proofs = try office.proofs(of: entry)
        guard let pinned, report.witnessed != nil else {
            return try await office.proveStamped(proofs, memory, session)
        }
        let count = try await office.proveWitnessed(proofs, pinned, memory, session)
        report.proven += count
    }

    private mutating func lookAtEntries(
        of entry: OutboxEntry, under newest: VerifiedCheckpoint, _ tiles: inout LogTiles?
    ) async throws {
        var missing: [String] = []
        // Also when the broker does not answer about the next one.
        defer {
            if !missing.isEmpty { report.raise(.depositMissing(entry.consignment, missing)) }
        }
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

extension BrokerClientError {
    /// The broker has answered, and not with what was asked for.
    fileprivate var isRefusal: Bool { !isOffline && self != .outOfTime }
}
