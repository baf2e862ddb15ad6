import Broker
import Primitives
import TransparencyLog

/// Appending durably: each client enters one entry after the other, and has the receipt of each in
/// hand before it goes on.
struct DurableFigures {
    let home: LogHome
    let count: Int
    let clients: Int

    func run() async throws -> [Figure] { try await home.withLog(figures) }

    private func figures(_ log: AuditLog) async throws -> [Figure] {
        let clock = ContinuousClock()
        let start = clock.now
        let (each, clients) = (count / clients, clients)
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for client in 0..<clients {
                group.addTask { try await Self.enter(each, as: client, log) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let seconds = (clock.now - start) / .seconds(1)
        return [
            Figure("entries", Double(times.count)), Figure("seconds", seconds),
            Figure("median", Samples.median(times)), Figure("p99", Samples.highest(times)),
        ]
    }

    private static func enter(
        _ count: Int, as client: Int, _ log: AuditLog
    ) async throws -> [Double] {
        var times: [Double] = []
        let clock = ContinuousClock()
        for number in 0..<count {
            let entry = Samples.entry(UInt64(client) << 32 | UInt64(number))
            let start = clock.now
            let positions = try await log.enter([entry])
            let proofs = try await log.proofs(of: Array(positions))
            times.append((clock.now - start) / .seconds(1))
            guard proofs.count == 1 else { throw LogBenchError.wrong }
        }
        return times
    }
}
