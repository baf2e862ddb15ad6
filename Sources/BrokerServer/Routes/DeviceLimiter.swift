import BrokerAPI
import Primitives
import Synchronization

/// Bounds the requests that one device may have open at the same time.
final class DeviceLimiter: Sendable {
    private let limit: Int
    /// Open requests by device; written by every request as it begins and ends.
    private let open = Mutex<[KeyID: Int]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// Runs `body` unless the device has too many requests open.
    func run<Result: Sendable>(
        _ device: KeyID, _ body: () async throws -> Result
    ) async throws -> Result {
        let isAllowed = open.withLock { open in
            guard open[device, default: 0] < limit else { return false }
            open[device, default: 0] += 1
            return true
        }
        guard isAllowed else { throw BrokerRefusal(ProblemDocument(.tooManyRequests)) }
        defer {
            open.withLock { open in
                let rest = (open[device] ?? 1) - 1
                open[device] = rest > 0 ? rest : nil
            }
        }
        return try await body()
    }
}
