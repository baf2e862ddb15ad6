import Primitives

@testable import TransparencyLog

/// A log with two histories under one key: they agree on the first entries and on no other.
struct ForkedLog: ~Copyable {
    var log: TestLog
    private var fork: TestLog

    init(common: Int, size: Int) throws {
        var log = try TestLog()
        var fork = try TestLog()
        log.grow(to: size)
        fork.grow(to: size) { $0 < common ? TestLog.entry($0) : TestLog.entry($0 + 1_000_000) }
        self.log = log
        self.fork = fork
    }

    func otherReader(size: UInt64) -> TileReader { fork.reader(size: size) }

    /// A checkpoint of the other history, signed by the log's key.
    func other(size: UInt64) throws -> VerifiedCheckpoint {
        let checkpoint = Checkpoint(
            origin: log.key.name, size: size, root: try fork.checkpoint(size: size).root)
        return try UnverifiedCheckpoint(
            parsing: checkpoint.signed(by: log.key, with: log.secret)
        ).verify(log: log.key)
    }
}
