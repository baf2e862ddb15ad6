import Broker
import Primitives
import TransparencyLog

/// Verifying receipts, from the bytes of each file to its verdict: with the signature of the
/// checkpoint (cold), and under a checkpoint that was verified before (cached).
struct ReceiptFigures {
    let home: LogHome
    /// So many of the first entries are those that `fill` has entered.
    let entries: Int

    private static let count = 2_000
    private static let rounds = 11

    func run() async throws -> [Figure] { try await home.withLog(figures) }

    private func figures(_ log: AuditLog) async throws -> [Figure] {
        let size = log.size
        guard entries >= Self.count, size >= UInt64(entries) else { throw LogBenchError.usage }
        let stride = UInt64(entries / Self.count)
        let positions = (0..<UInt64(Self.count)).map { $0 * stride }
        let receipts = try await log.proofs(of: positions)
        let samples = positions.map { Samples.entry($0).bytes }
        let coldRuns = try (0..<Self.rounds).map { _ in try cold(receipts, samples, log.key) }
        let cachedRuns = try (0..<Self.rounds).map { _ in try cached(receipts, samples, log.key) }
        return [
            Figure("size", Double(size)),
            Figure("cold", Samples.median(coldRuns) / Double(Self.count)),
            Figure("cached", Samples.median(cachedRuns) / Double(Self.count)),
        ]
    }

    private func cold(
        _ receipts: [[UInt8]], _ entries: [[UInt8]], _ key: VerifierKey
    ) throws -> Double {
        try Samples.seconds {
            for (receipt, entry) in zip(receipts, entries) {
                _ = try UnverifiedLogProof(parsing: receipt).verify(entry: entry, log: key)
            }
        }
    }

    private func cached(
        _ receipts: [[UInt8]], _ entries: [[UInt8]], _ key: VerifierKey
    ) throws -> Double {
        guard let first = receipts.first else { throw LogBenchError.wrong }
        let known = try UnverifiedLogProof(parsing: first).checkpoint
        let checkpoint = try known.verify(log: key)
        return try Samples.seconds {
            for (receipt, entry) in zip(receipts, entries) {
                _ = try UnverifiedLogProof(parsing: receipt, known: known).verify(
                    entry: entry, under: checkpoint)
            }
        }
    }
}
