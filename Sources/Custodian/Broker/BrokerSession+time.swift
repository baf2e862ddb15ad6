import BrokerClient

/// The time that is left for all questions, and how it is shared.
extension BrokerSession {
    /// What each of many steps has at least, so that the first ones are looked at wholly.
    static let leastShare = Duration.seconds(5)

    /// Takes a step within its share of the time that is left; what it leaves over is for the others.
    ///
    /// - Parameter parts: how many steps of this kind there still are, this one included.
    func sharing<Result>(
        among parts: Int, _ step: () async throws -> Result
    ) async rethrows -> Result {
        guard let end = connection.questionsEnd else { return try await step() }
        let now = ContinuousClock.now
        let share = max(Self.leastShare, now.duration(to: end) / max(1, parts))
        connection.questionsEnd = min(end, now + share)
        defer { connection.questionsEnd = end }
        return try await step()
    }
}
