import BrokerAPI
import BrokerClient
import Custody
package import Primitives
package import TransparencyLog
import WitnessClient

/// What was asked about the broker's log, and what came of it.
package struct LogWatch: Sendable {
    /// The newest checkpoint that the quorum has cosigned; nil if there is none yet.
    package internal(set) var witnessed: WitnessedCheckpoint?
    /// Witnesses that showed what they have seen, all of it one history with ours.
    package internal(set) var agreeing = 0
    /// Proofs of receipts that now stand under a cosigned checkpoint.
    package internal(set) var proven = 0
}

extension Office {
    /// Holds against each other what the broker and each witness show of the log, and gets for every
    /// receipt a proof under a cosigned checkpoint.
    ///
    /// - Returns: nil where no policy of witnesses was chosen, or the broker keeps no log.
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``.
    func watchLog(_ session: BrokerSession) async throws -> LogWatch? {
        guard let log = session.trust.logKey, let pinned = try PinnedPolicy.loadIfThere(home)
        else { return nil }
        let memory = LogMemory(home, log)
        var watch = LogWatch()
        if let note = try await session.connection.witnessedCheckpoint(covering: nil) {
            let seen = try verify(note, pinned)
            try await memory.see(seen.checkpoint, by: session)
            watch.witnessed = seen
        }
        watch.agreeing = try await compareWitnesses(pinned, memory, session)
        guard watch.witnessed != nil else { return watch }
        for entry in try Outbox(home).all() {
            watch.proven += try await proveWitnessed(entry, pinned, memory, session)
        }
        return watch
    }

    private func verify(_ note: [UInt8], _ pinned: PinnedPolicy) throws -> WitnessedCheckpoint {
        try pinned.policy.witnessed(UnverifiedCheckpoint(parsing: note), now: clock.now)
    }

    /// Holds what each witness has seen last against what is known here. One that is away is no news;
    /// one that shows another history is.
    private func compareWitnesses(
        _ pinned: PinnedPolicy, _ memory: LogMemory, _ session: BrokerSession
    ) async throws -> Int {
        var agreeing = 0
        for (_, answer) in await askWitnesses(pinned, of: memory.log) {
            guard case .seen(let checkpoint) = answer else { continue }
            try await memory.see(checkpoint, by: session)
            agreeing += 1
        }
        return agreeing
    }

    /// Asks each witness that has an address what it has cosigned last of a log.
    func askWitnesses(
        _ pinned: PinnedPolicy, of log: VerifierKey
    ) async -> [(witness: VerifierKey, answer: WitnessSight)] {
        let clock = clock
        let client = WitnessClient { clock.now }
        var answers: [(VerifierKey, WitnessSight)] = []
        for witness in WitnessAddress.all(of: pinned.policy) {
            answers.append((witness.key, await sight(of: log, from: witness, client)))
        }
        await client.shutdown()
        return answers
    }

    private func sight(
        of log: VerifierKey, from witness: WitnessAddress, _ client: WitnessClient
    ) async -> WitnessSight {
        do throws(WitnessFault) {
            guard let shown = try await client.latest(of: log.name, from: witness) else {
                return .nothing
            }
            guard let checkpoint = try? shown.verify(log: log, witnesses: [witness.key]),
                !checkpoint.cosignatures.isEmpty
            else { return .fault(.unusableAnswer) }
            return .seen(checkpoint)
        } catch {
            return .fault(error)
        }
    }

    /// Replaces the proofs of a sent case by such under the first cosigned checkpoint that covers them.
    ///
    /// - Returns: how many there are now that were not before.
    func proveWitnessed(
        _ entry: OutboxEntry, _ pinned: PinnedPolicy, _ memory: LogMemory,
        _ session: BrokerSession
    ) async throws -> Int {
        var count = 0
        for (folder, name, commitment) in try loggedStatements(entry) {
            guard let proof = try folder.proof(name), isUnwitnessed(proof, pinned),
                let note = try await session.connection.witnessedCheckpoint(
                    covering: proof.inclusion.index)
            else { continue }
            let seen = try verify(note, pinned)
            try await memory.see(seen.checkpoint, by: session)
            let inclusion = try await memory.inclusion(
                of: proof.inclusion.index, under: seen.checkpoint, by: session)
            let better = UnverifiedLogProof(
                inclusion, under: try UnverifiedCheckpoint(parsing: seen.bytes))
            _ = try better.verify(
                entry: AuditLogEntry.commitment(commitment).bytes, under: seen.checkpoint)
            try folder.store(proof: better, as: name)
            count += 1
        }
        return count
    }

    func isUnwitnessed(_ proof: UnverifiedLogProof, _ pinned: PinnedPolicy) -> Bool {
        (try? pinned.policy.witnessed(proof.checkpoint, now: clock.now)) == nil
    }

    /// Where the proofs of a sent case are, and what each proves to be in the log.
    func loggedStatements(
        _ entry: OutboxEntry
    ) throws -> [(StatementFolder, String, SHA256Digest)] {
        let outbox = Outbox(home)
        let deposit = outbox.deposit(entry)
        let evidence = outbox.evidence(entry, of: nil)
        var found: [(StatementFolder, String, SHA256Digest)] = []
        func add(_ folder: StatementFolder, _ event: Event) throws {
            guard let opening = try folder.load(event)?.entry else { return }
            found.append((folder, event.fileStem, .of(opening)))
        }
        try add(deposit, .deposit)
        if let statement = try deposit.load(.deposit),
            let mode = try BrokerTrust.loadIfThere(home)?.mode,
            let content = try? statement.unverified(as: DepositStatement.self, mode: mode)
        {
            found.append((evidence, Event.sealed.fileStem, content.sealedCommitment))
        }
        try add(evidence, .submissionAcceptance)
        for mailbox in entry.mailboxes {
            let lane = outbox.evidence(entry, of: mailbox)
            for event in [
                Event.acknowledgement, .contentHandover, .consignmentAcceptance,
                .consignmentRejection, .contentConsignment, .withdrawal,
                .acceptanceRejectionExpiry,
            ] { try add(lane, event) }
        }
        return found
    }

    /// Who has witnessed that a sent case is in the broker's log, by what is kept here.
    ///
    /// - Returns: nil for a case that is not a sent one, or has no receipt with a proof.
    package func witnesses(of consignment: ConsignmentID) throws -> WitnessedWord? {
        let outbox = Outbox(home)
        guard let entry = try outbox.all().first(where: { $0.consignment == consignment }),
            let proof = try outbox.evidence(entry, of: nil)
                .proof(Event.submissionAcceptance.fileStem)
        else { return nil }
        guard let pinned = try PinnedPolicy.loadIfThere(home), pinned.policy.quorum != nil else {
            return .nobodyCounts
        }
        guard let seen = try? pinned.policy.witnessed(proof.checkpoint, now: clock.now) else {
            return .notYet
        }
        return .seen(
            witnesses: seen.cosignatures.count, organisations: seen.organisations.count,
            latest: seen.cosignatures.map(\.time).max())
    }
}

/// What a witness shows of a log.
enum WitnessSight: Sendable {
    /// Cosigned by it.
    case seen(VerifiedCheckpoint)
    /// It has cosigned none.
    case nothing
    case fault(WitnessFault)
}

/// What can be said about the witnesses of a receipt.
package enum WitnessedWord: Sendable, Equatable {
    case seen(witnesses: Int, organisations: Int, latest: Timestamp?)
    case notYet
    /// No policy was chosen, or it asks for no witness.
    case nobodyCounts

    package var sentence: String {
        switch self {
        case .seen(let witnesses, let organisations, _):
            "seen by \(Self.number(witnesses, "witness", "witnesses")) of "
                + Self.number(organisations, "organisation", "organisations")
        case .notYet: "not witnessed yet"
        case .nobodyCounts: "not witnessed: no witnesses were chosen for this broker"
        }
    }

    private static func number(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) " + (count == 1 ? one : many)
    }
}
