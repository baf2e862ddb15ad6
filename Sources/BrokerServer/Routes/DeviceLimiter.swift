import BrokerAPI
import Primitives
import Synchronization

/// Bounds the requests that one device may have open at the same time.
final class DeviceLimiter: Sendable {
    /// Who shares one bound.
    enum Party: Hashable, Sendable {
        case device(KeyID)
        /// Whoever brings an organisation's records, all together.
        case records
    }

    private let limit: Int
    /// Open requests; written by every request as it begins and ends.
    private let open = Mutex<[Party: Int]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// Runs `body` unless the party has too many requests open.
    func run<Result: Sendable>(
        _ party: Party, _ body: () async throws -> Result
    ) async throws -> Result {
        let isAllowed = open.withLock { open in
            guard open[party, default: 0] < limit else { return false }
            open[party, default: 0] += 1
            return true
        }
        guard isAllowed else { throw BrokerRefusal(ProblemDocument(.tooManyRequests)) }
        defer {
            open.withLock { open in
                let rest = (open[party] ?? 1) - 1
                open[party] = rest > 0 ? rest : nil
            }
        }
        return try await body()
    }
}
