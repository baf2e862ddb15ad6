import BrokerAPI
import BrokerClient
import TransparencyLog

/// The logs that this one continues: their states stay known, and the new log must hold them.
extension LogMemory {
    /// The log's key with those before it, as far as they were followed here.
    func keys() throws -> LogKeys {
        guard let trust = try BrokerTrust.stored(home), trust.logKey == log else {
            return LogKeys(log)
        }
        return trust.logKeys ?? LogKeys(log)
    }

    /// What is remembered of the logs before: what speaks against them is told for good.
    func former() throws -> [LogMemory] {
        try keys().former.map { LogMemory(home, $0.key) }
    }

    /// That a state of a log before this one is a beginning of this one. It is remembered if it is not: with the state
    /// by which that log was named it convicts the key that signed both.
    ///
    /// - Throws: ``LogSuccessionFault``, `LogSuccessionError`, ``LogReceiptError/twoHistories(file:isProven:)``; what
    ///   fetching tiles throws.
    func requireTakenOver(
        _ shown: VerifiedCheckpoint, by session: BrokerSession
    ) async throws {
        let keys = try keys()
        guard keys.former.contains(where: { $0.key == shown.log && shown.size <= $0.size }),
            let known = try remembered(), shown.size <= known.size
        else { throw LogSuccessionFault.afterTheEnd }
        guard try await holds(shown.checkpoint, in: known, by: session) else {
            if let named = try BrokerTrust.stored(home)?.logSuccessions?.named(of: shown.log),
                named.checkpoint != shown.checkpoint
            {
                try await LogMemory(home, shown.log).accuse(named, shown, by: session)
            }
            throw LogSuccessionError.otherRoot
        }
    }

    /// Whether a tree begins with another one, whoever has signed that.
    func holds(
        _ old: Checkpoint, in tree: VerifiedCheckpoint, by session: BrokerSession
    ) async throws -> Bool {
        guard old.size > 0 else { return true }
        return try await isShown {
            let proof = try await growth(from: old.size, to: tree.size, by: session)
            try proof.verify(from: old.size, old.root, to: tree.size, tree.root)
        }
    }
}
