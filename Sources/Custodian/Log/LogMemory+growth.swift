import BrokerAPI
import BrokerClient
import TransparencyLog

/// What the log's own tiles show, fetched as they turn out to be needed.
extension LogMemory {
    private static let patience = Duration.seconds(5)

    /// Whether the log's tiles show that it only grew from one checkpoint to another.
    ///
    /// - Throws: when the broker could not be asked.
    func hasGrown(
        from old: VerifiedCheckpoint, to new: VerifiedCheckpoint, by session: BrokerSession
    ) async throws -> Bool {
        try await isShown {
            let proof = try await growth(from: old.size, to: new.size, by: session)
            try new.verify(grewFrom: old.checkpoint, proof)
        }
    }

    /// Whether a proof can be made and holds. Tiles that are missing, malformed or of another tree show nothing; a
    /// broker that could not be asked is no answer.
    func isShown(_ proof: () async throws -> Void) async throws -> Bool {
        do {
            try await proof()
            return true
        } catch let failure as BrokerClientError where failure.problem != .notFound {
            throw failure
        } catch let cancellation as CancellationError {
            throw cancellation
        } catch {
            return false
        }
    }

    /// The proof of growth, made from tiles that are fetched as they turn out to be needed.
    func growth(
        from old: UInt64, to new: UInt64, by session: BrokerSession
    ) async throws -> ConsistencyProof {
        var tiles = LogTiles(size: new)
        return try await tiles.make(by: session) { try $0.consistencyProof(from: old) }
    }

    /// The proof that an entry is under a checkpoint, made from the log's tiles.
    func inclusion(
        of index: UInt64, under checkpoint: VerifiedCheckpoint, by session: BrokerSession
    ) async throws -> InclusionProof {
        var tiles = LogTiles(size: checkpoint.size)
        return try await tiles.make(by: session) { try $0.inclusionProof(of: index) }
    }

    /// Whether the broker can be asked for anything at all at this moment.
    func answers(_ session: BrokerSession) async throws -> Bool {
        // Apart from the time for the questions that were not answered.
        let end = session.connection.questionsEnd
        session.connection.questionsEnd = .now + Self.patience
        defer { session.connection.questionsEnd = end }
        do {
            _ = try await session.connection.logCheckpoint()
            return true
        } catch is BrokerClientError {
            return false
        }
    }
}
