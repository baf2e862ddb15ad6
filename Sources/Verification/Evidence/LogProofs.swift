package import Custody
package import Primitives
package import TransparencyLog

/// The proofs of an evidence folder, held against the broker's log key, and those before it: the tree is one.
package struct LogProofs {
    private let folder: EvidenceFolder
    private let logs: LogKeys
    private let commitment: SHA256Digest?

    /// - Parameter commitment: the `sealedCommitment` of the deposit.
    package init(_ folder: EvidenceFolder, logs: LogKeys, commitment: SHA256Digest?) {
        (self.folder, self.logs, self.commitment) = (folder, logs, commitment)
    }

    /// Passed when every statement that a log takes has a proof that holds. The first that is missing is
    /// named when all the others hold.
    ///
    /// - Throws: `LogProofError`, `LogReceiptError`.
    package func outcome() throws -> Check.Outcome {
        var places = LogPlaces()
        for (path, entry, proofs) in entries {
            for proof in proofs {
                let shown = try UnverifiedLogProof(parsing: proof)
                let verified = try shown.verify(
                    entry: entry.bytes, log: logs.key(of: shown.checkpoint))
                if let reason = places.objection(to: verified, of: entry, at: path) {
                    return .failed(reason)
                }
            }
        }
        for (path, checkpoint) in embedded {
            if let reason = places.objection(to: checkpoint, in: path) { return .failed(reason) }
        }
        guard places.areNeighbours, places.keepOrder(folder.statements) else {
            return .failed(.positionsContradict)
        }
        let missing = folder.statements.first {
            $0.signed.claimedEvent.isLogged && $0.proof == nil
        }
        return missing.map { .notChecked(.proofMissing($0.path)) } ?? .passed
    }

    /// The checkpoints inside statements, as far as the log has signed them: what is none fails as itself.
    private var embedded: [(path: String, checkpoint: VerifiedCheckpoint)] {
        folder.statements.compactMap { statement in
            guard statement.signed.claimedEvent == .acceptanceRejectionExpiry,
                case .string(let text)? = (try? Statement(parsing: statement.signed.json))?
                    .predicate["checkpoint"],
                let shown = try? UnverifiedCheckpoint(parsing: Array(text.utf8)),
                let checkpoint = try? logs.verify(shown)
            else { return nil }
            return (statement.path, checkpoint)
        }
    }

    /// What a log takes, each with all its proofs, whatever checkpoints they are under.
    private var entries: [(path: String, entry: AuditLogEntry, proofs: [[UInt8]])] {
        // A refusal is in no log: what lies beside it says nothing.
        var found = folder.statements.filter { $0.signed.claimedEvent.isLogged }.map { statement in
            (
                statement.path, AuditLogEntry.commitment(.of(statement.signed.entry ?? [])),
                [statement.proof].compactMap { $0 } + statement.further.map(\.bytes)
            )
        }
        if let commitment {
            found.append(
                (
                    LogPlaces.seal, .commitment(commitment),
                    [folder.sealProof].compactMap { $0 } + folder.furtherSealProofs.map(\.bytes)
                ))
        }
        return found
    }
}

/// Where the entries of a folder stand in the log, by proofs that each hold.
private struct LogPlaces {
    static let seal = "Sealed"
    private var paths: [UInt64: String] = [:]
    private var entries: [UInt64: [UInt8]] = [:]
    private var roots: [UInt64: SHA256Digest] = [:]
    private var indexes: [String: UInt64] = [:]

    /// What one more proof contradicts of those before it: each holds by itself also in a history that only
    /// its receiver was shown.
    mutating func objection(
        to proof: VerifiedLogProof, of entry: AuditLogEntry, at path: String
    ) -> Check.Reason? {
        let (index, checkpoint) = (proof.index, proof.checkpoint)
        // Two checkpoints of one size that the log has signed must be one, and two entries in one place are
        // of two trees, whatever sizes these have.
        guard
            roots.updateValue(checkpoint.root, forKey: checkpoint.size) ?? checkpoint.root
                == checkpoint.root,
            entries.updateValue(entry.bytes, forKey: index) ?? entry.bytes == entry.bytes
        else { return .twoHistories }
        // One entry has one place, and a place one entry.
        guard paths.updateValue(path, forKey: index) ?? path == path,
            indexes.updateValue(index, forKey: path) ?? index == index
        else { return .positionsContradict }
        return nil
    }

    /// What a checkpoint inside a statement contradicts: it is of the same history as the proofs, and the
    /// statement stands after all that it covers.
    mutating func objection(to checkpoint: VerifiedCheckpoint, in path: String) -> Check.Reason? {
        guard
            roots.updateValue(checkpoint.root, forKey: checkpoint.size) ?? checkpoint.root
                == checkpoint.root,
            indexes[path].map({ $0 >= checkpoint.size }) ?? true
        else { return .twoHistories }
        return nil
    }

    /// Nothing stands before the statement that it follows.
    func keepOrder(_ statements: [LoggedStatement]) -> Bool {
        let places = Dictionary(
            statements.compactMap { statement in
                indexes[statement.path].map { (statement.signed.digest, $0) }
            }, uniquingKeysWith: min)
        return statements.allSatisfy { statement in
            guard let own = indexes[statement.path],
                let previous = statement.signed.claimedPrevious.flatMap({ places[$0] })
            else { return true }
            return previous < own
        }
    }

    /// The three entries of a deposit stand one after the other.
    var areNeighbours: Bool {
        guard let first = indexes["statement"] else { return true }
        return [(Self.seal, 1 as UInt64), ("SubmissionAcceptance", 2)].allSatisfy {
            name, distance in
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
        message: "two proofs show the broker's log with two contents: the broker has signed two "
            + "histories; show this folder to the other partners")

    fileprivate static func proofMissing(_ path: String) -> Check.Reason {
        Check.Reason(
            code: "log.proof-missing",
            message: "the proof of '\(SafeText.shown(path))' is not here")
    }
}
