import Custody
import Primitives
import TransparencyLog

/// Where the proof of one log entry is kept, and what it proves to be in the log.
struct KeptProof {
    let folder: StatementFolder
    let name: String
    /// The SHA-256 of the statement's opening file, or the deposit's `sealedCommitment`.
    let commitment: SHA256Digest

    /// Nil when there is none.
    func load() throws -> UnverifiedLogProof? { try folder.proof(name) }

    func store(_ proof: UnverifiedLogProof) throws {
        try folder.store(proof: proof, as: name)
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
