import BrokerClient
import TransparencyLog

/// What speaks against the log: kept, looked at again, and forgotten once the log has explained it.
extension LogMemory {
    /// Keeps what speaks against the log, with the proof if its own tiles give one.
    ///
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``
    func accuse(
        _ known: VerifiedCheckpoint, _ shown: VerifiedCheckpoint, by session: BrokerSession
    ) async throws {
        let (old, new) = known.size <= shown.size ? (known, shown) : (shown, known)
        // Whatever goes wrong here leaves the accusation without its proof, and standing.
        var tiles = LogTiles(size: new.size)
        let path = try? await tiles.make(by: session) { try $0.historyPath(from: old.size) }
        let found: TwoHistories
        do throws(TwoHistoriesError) {
            found = try TwoHistories(old, new, path: path)
        } catch {
            found = try TwoHistories(old, new, path: nil)
        }
        let kept = try conflicts.keep(found)
        try unanswered.remove(found)
        throw kept.accusation
    }

    /// What was kept because it speaks against the log, without asking the broker.
    func keptConflicts() throws -> [LogReceiptError] {
        try conflicts.all().map(\.accusation)
    }

    /// The pairs about which the log has not answered, without asking it.
    func keptUnanswered() throws -> [UnansweredPairs.Pair] { try unanswered.all() }

    /// Files of pairs and of moments that cannot be read any more.
    func damagedFiles() throws -> [HomeError] {
        try conflicts.damaged() + unanswered.damaged() + damagedMoments()
    }

    /// Looks once more at what was kept because it speaks against the log, and forgets what the log has
    /// explained since.
    ///
    /// A broker that does not let itself be asked explains nothing.
    ///
    /// - Returns: what stands; what is proven comes first.
    func standingConflicts(by session: BrokerSession) async throws -> [LogReceiptError] {
        var standing: [LogReceiptError] = []
        for conflict in try conflicts.all() {
            let isExplained = await isExplained(conflict, by: session)
            if isExplained {
                try conflicts.remove(conflict)
            } else {
                standing.append(conflict.accusation)
            }
        }
        return standing
    }

    private func isExplained(
        _ conflict: ConflictFolder.Conflict, by session: BrokerSession
    ) async -> Bool {
        guard !conflict.isProven else { return false }
        let found = conflict.found
        return (try? await hasGrown(from: found.first, to: found.second, by: session)) ?? false
    }
}
