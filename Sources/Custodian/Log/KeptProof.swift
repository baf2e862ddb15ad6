import BrokerClient
import Custody
import Primitives
import TransparencyLog
import Verification

/// Where the proof of one log entry is kept, and what it proves to be in the log.
struct KeptProof {
    let folder: StatementFolder
    let name: String
    /// The SHA-256 of the statement's opening file, or the deposit's `sealedCommitment`.
    let commitment: SHA256Digest

    /// Nil when there is none.
    func load() throws -> UnverifiedLogProof? { try folder.proof(name) }

    /// The proof that stands for the statement, and those beside it under other checkpoints.
    func all() throws -> [UnverifiedLogProof] {
        try (load().map { [$0] } ?? []) + folder.furtherProofs(name)
    }

    /// Puts a proof under another checkpoint in the place of the one that is there. That one is kept
    /// beside it where somebody besides the log has signed its checkpoint: what shows an earlier time
    /// is never given up for what shows a later one.
    func move(
        under checkpoint: VerifiedCheckpoint, _ memory: LogMemory, _ tokens: TokenBook,
        _ session: BrokerSession
    ) async throws {
        guard let old = try load() else { return }
        let better = try await proof(old.inclusion.index, under: checkpoint, memory, session)
        let isCosigned = old.checkpoint.note.signatures.count > 1
        if try isCosigned || tokens.hasStamped(old.checkpoint.claimed) {
            guard try folder.store(further: old, of: name) else { return }
        }
        try folder.store(proof: better, as: name)
    }

    /// Keeps a proof under another checkpoint beside the one that is there.
    ///
    /// - Returns: false when there are as many as may be.
    func add(
        under checkpoint: VerifiedCheckpoint, _ memory: LogMemory, _ session: BrokerSession
    ) async throws -> Bool {
        guard let old = try load() else { return false }
        return try folder.store(
            further: await proof(old.inclusion.index, under: checkpoint, memory, session),
            of: name)
    }

    private func proof(
        _ index: UInt64, under checkpoint: VerifiedCheckpoint, _ memory: LogMemory,
        _ session: BrokerSession
    ) async throws -> UnverifiedLogProof {
        let inclusion = try await memory.inclusion(of: index, under: checkpoint, by: session)
        let proof = UnverifiedLogProof(
            inclusion, under: try UnverifiedCheckpoint(parsing: checkpoint.bytes))
        _ = try proof.verify(
            entry: AuditLogEntry.commitment(commitment).bytes, under: checkpoint)
        return proof
    }
}

extension Office {
    /// Those of everything that was sent, then of everything that came, case by case.
    func allProofs() throws -> [[KeptProof]] {
        try Outbox(home).all().map(proofs) + Inbox(home).all().map(proofs)
    }

    /// Of a sent case: its outer statement, its seal, the receipt, and what was recorded of it.
    func proofs(of entry: OutboxEntry) throws -> [KeptProof] {
        let outbox = Outbox(home)
        if outbox.disposal(entry).isSigned {
            return try [proof(of: .disposal, in: outbox.disposal(entry).folder)].compactMap { $0 }
        }
        let (deposit, evidence) = (outbox.deposit(entry), outbox.evidence(entry, of: nil))
        var found = try [proof(of: .deposit, in: deposit)].compactMap { $0 }
        if let statement = try deposit.load(.deposit),
            let content = try? Statement(parsing: statement.json).content(
                as: DepositStatement.self)
        {
            found.append(
                KeptProof(
                    folder: evidence, name: Event.sealed.fileStem,
                    commitment: content.sealedCommitment))
        }
        found += try [proof(of: .submissionAcceptance, in: evidence)].compactMap { $0 }
        for mailbox in entry.mailboxes {
            found += try proofs(in: outbox.evidence(entry, of: mailbox))
            found += try proofs(in: ConsentBook(home).sent(entry.consignment, mailbox))
        }
        return found
    }

    /// Of a received case: its outer statement, the receipt, and what was recorded of it.
    func proofs(of entry: InboxEntry) throws -> [KeptProof] {
        let inbox = Inbox(home)
        if inbox.disposal(entry).isSigned {
            return try [proof(of: .disposal, in: inbox.disposal(entry).folder)].compactMap { $0 }
        }
        let delivery = inbox.delivery(entry)
        return try [
            proof(of: .deposit, in: delivery), proof(of: .submissionAcceptance, in: delivery),
        ].compactMap { $0 } + proofs(in: inbox.recorded(entry))
            + proofs(in: ConsentBook(home).received(entry.lane))
    }

    private func proof(of event: Event, in folder: StatementFolder) throws -> KeptProof? {
        guard let opening = try folder.load(event)?.entry else { return nil }
        return KeptProof(folder: folder, name: event.fileStem, commitment: .of(opening))
    }

    private func proofs(in folder: StatementFolder) throws -> [KeptProof] {
        try folder.all().compactMap { name, statement, _ in
            statement.entry.map { KeptProof(folder: folder, name: name, commitment: .of($0)) }
        }
    }
}
