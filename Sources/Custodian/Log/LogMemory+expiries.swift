import Custody
import Primitives
import TransparencyLog

/// The states of the log that expiries embed.
extension LogMemory {
    /// Holds them against what is known, before anything else is asked of the statements: whoever was shown
    /// another history by an expiry keeps it, also where nobody would have believed the expiry.
    func see(
        expiriesIn statements: [SignedStatement], mode: Mode, by session: BrokerSession
    ) async throws {
        for checkpoint in try embedded(in: statements, mode) {
            try await see(checkpoint, by: session)
        }
    }

    /// What the log has not signed accuses nobody, and vouches for nothing either.
    private func embedded(
        in statements: [SignedStatement], _ mode: Mode
    ) throws -> [VerifiedCheckpoint] {
        let keys = try keys()
        return statements.compactMap { statement in
            guard
                let text = try? statement.unverified(
                    as: AcceptanceRejectionExpiry.self, mode: mode
                ).checkpoint
            else { return nil }
            return try? keys.verify(UnverifiedCheckpoint(parsing: text.bytes))
        }
    }
}
