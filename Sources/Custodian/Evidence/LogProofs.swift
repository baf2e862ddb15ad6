import Custody
import Primitives
import TransparencyLog

/// The proofs of an evidence folder, held against the broker's log key.
struct LogProofs {
    private let folder: EvidenceFolder
    private let log: VerifierKey
    private let commitment: SHA256Digest?

    /// - Parameter commitment: the `sealedCommitment` of the deposit.
    init(_ folder: EvidenceFolder, log: VerifierKey, commitment: SHA256Digest?) {
        (self.folder, self.log, self.commitment) = (folder, log, commitment)
    }

    /// Passed when every statement that a log takes has a proof that holds. The first that is missing is
    /// named when all the others hold.
    ///
    /// - Throws: `LogProofError`, `LogReceiptError`.
    func outcome() throws -> Check.Outcome {
        var missing: String?
        var places: [UInt64: String] = [:]
        var entries: [UInt64: [UInt8]] = [:]
        var roots: [UInt64: SHA256Digest] = [:]
        var indexes: [String: UInt64] = [:]
        for statement in folder.statements where statement.signed.claimedEvent.isLogged {
            guard let proof = statement.proof else {
                missing = missing ?? statement.path
                continue
            }
            let entry = AuditLogEntry.commitment(.of(statement.signed.entry ?? []))
            let verified = try verify(proof, entry)
            // Two entries in one place are of two trees, and the log has signed both.
            guard
                entries.updateValue(entry.bytes, forKey: verified.index) ?? entry.bytes
                    == entry.bytes
            else { return .failed(.twoHistories) }
            guard places.updateValue(statement.path, forKey: verified.index) == nil else {
                return .failed(.positionsContradict)
            }
            guard agrees(verified, &roots) else { return .failed(.twoHistories) }
            indexes[statement.path] = verified.index
        }
        if let sealProof = folder.sealProof, let commitment {
            let verified = try verify(sealProof, .commitment(commitment))
            guard agrees(verified, &roots) else { return .failed(.twoHistories) }
            indexes["Sealed"] = verified.index
        }
        if let reason = try objection(to: indexes, &roots) { return .failed(reason) }
        guard areNeighbours(indexes) else { return .failed(.positionsContradict) }
        return missing.map { .notChecked(.proofMissing($0)) } ?? .passed
    }

    /// What speaks against proofs of the same entries under other checkpoints.
    private func objection(
        to indexes: [String: UInt64], _ roots: inout [UInt64: SHA256Digest]
    ) throws(LogProofError) -> Check.Reason? {
        var further = folder.statements.map {
            ($0.path, AuditLogEntry.commitment(.of($0.signed.entry ?? [])), $0.further)
        }
        if let commitment {
            further.append(("Sealed", .commitment(commitment), folder.furtherSealProofs))
        }
        for (path, entry, proofs) in further {
            for proof in proofs {
                let verified = try verify(proof.bytes, entry)
                guard indexes[path] ?? verified.index == verified.index else {
                    return .positionsContradict
                }
                guard agrees(verified, &roots) else { return .twoHistories }
            }
        }
        return nil
    }

    private func verify(
        _ proof: [UInt8], _ entry: AuditLogEntry
    ) throws(LogProofError) -> VerifiedLogProof {
        try UnverifiedLogProof(parsing: proof).verify(entry: entry.bytes, log: log)
    }

    /// Two checkpoints of one size that the log has signed must be one: each proof holds by itself
    /// also in a history that only its receiver was shown.
    private func agrees(_ proof: VerifiedLogProof, _ roots: inout [UInt64: SHA256Digest]) -> Bool {
        let checkpoint = proof.checkpoint
        defer { roots[checkpoint.size] = checkpoint.root }
        return roots[checkpoint.size].map { $0 == checkpoint.root } ?? true
    }

    /// The three entries of a deposit stand one after the other.
    private func areNeighbours(_ indexes: [String: UInt64]) -> Bool {
        guard let first = indexes["statement"] else { return true }
        return [("Sealed", 1 as UInt64), ("SubmissionAcceptance", 2)].allSatisfy { name, distance in
            indexes[name].map { $0 > first && $0 - first == distance } ?? true
        }
    }
}

extension Event? {
    /// A refusal is returned to the sender and enters no log.
    fileprivate var isLogged: Bool { self != .submissionRejection }
}

extension Check.Reason {
    fileprivate static let positionsContradict = Check.Reason(
        code: "evidence.positions-contradict",
        message: "the places in the log cannot be those of these statements")

    fileprivate static let twoHistories = Check.Reason(
        code: "log.two-histories",
        message: "two proofs show the broker's log with one size and two contents: the broker has "
            + "signed two histories; show this folder to the other partners")

    fileprivate static func proofMissing(_ path: String) -> Check.Reason {
        Check.Reason(
            code: "log.proof-missing",
            message: "the proof of '\(SafeText.shown(path))' is not here")
    }
}
