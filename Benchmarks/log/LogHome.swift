import Broker
import BrokerServer
import Glibc
import Primitives
import TransparencyLog

/// A home that `plombad init` made, opened as `plombad serve` opens it.
struct LogHome {
    private static let entriesPerTransaction: UInt64 = 4_000

    private let home: BrokerHome

    init(_ path: String) { home = BrokerHome(path) }

    /// The log of the opened home. The service is held until `body` has ended: a log does not hold what
    /// commits for it, and an optimised build lets go of what nobody names again.
    func withLog<Value>(_ body: (AuditLog) async throws -> Value) async throws -> Value {
        let service = try openService(
            home: home, configuration: home.configuration(), clock: Self.now)
        guard service.store.fault == nil else { throw LogBenchError.isReadOnly }
        defer { withExtendedLifetime(service) {} }
        return try await body(service.log)
    }

    /// Through the broker's own code: transactions, tiles, read-back, signed checkpoints.
    func fill(upTo count: Int) async throws -> [Figure] {
        try await withLog { try await fill($0, upTo: count) }
    }

    private func fill(_ log: AuditLog, upTo count: Int) async throws -> [Figure] {
        let clock = ContinuousClock()
        let start = clock.now
        var size = log.size
        while size < UInt64(count) {
            let end = min(UInt64(count), size + Self.entriesPerTransaction)
            size = try await log.enter((size..<end).map(Samples.entry)).upperBound
        }
        return [
            Figure("entries", Double(size)), Figure("seconds", (clock.now - start) / .seconds(1)),
        ]
    }

    private static let now: @Sendable () -> Timestamp = {
        guard let now = Timestamp(secondsSinceEpoch: Int64(time(nil))) else {
            preconditionFailure("the clock of this machine is outside 1970 to 9999")
        }
        return now
    }
}
