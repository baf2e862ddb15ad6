import GRDB
import Synchronization
import TransparencyLog

/// The only writer: runs queued jobs in one transaction and answers all of them after its commit,
/// and after what they entered in the log is under a signed checkpoint.
///
/// Whatever queues while a flush runs becomes the next transaction, so that the cost of a flush is
/// shared. A job that fails is undone alone. Jobs run in the order in which they came, on the
/// database's own queue; no task's cancellation reaches them, so that a committed write is always
/// answered as one.
final class GroupCommitter: Sendable {
    /// Runs before the jobs of each transaction.
    typealias Preamble = @Sendable (Database) throws -> Void

    /// What a job has come to: its writes stay, or are undone although nothing failed.
    enum Decision<Value: Sendable>: Sendable {
        case keep(Value)
        case undo(Value)
    }

    private struct State {
        var queue: [Job] = []
        var isRunning = false
    }

    private struct Job: Sendable {
        /// Runs the job and gives back what answers it, with the error of the commit if any.
        let run: @Sendable (Database) -> Answer
        /// Answers a job that was never run.
        let abandon: @Sendable (StoreError) -> Void
    }

    private typealias Answer = @Sendable (StoreError?) -> Void

    private let pool: DatabasePool
    private let latch: FaultLatch
    private let preamble: Preamble
    private let state = Mutex(State())
    /// Set once, before the first job.
    private let log = Mutex<AuditLog?>(nil)

    private static let jobsPerTransaction = 256

    init(_ pool: DatabasePool, latch: FaultLatch, preamble: @escaping Preamble) {
        self.pool = pool
        self.latch = latch
        self.preamble = preamble
    }

    /// Has the log extended by every transaction from now on.
    func attach(_ log: AuditLog) {
        self.log.withLock { $0 = log }
    }

    /// Runs `body` in a transaction and returns after it is durable.
    ///
    /// `body` sees what earlier jobs wrote. It must not begin or end a transaction.
    func submit<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Decision<Value>
    ) async throws(StoreError) -> Value {
        try latch.requireHealthy()
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            enqueue(
                Job(
                    run: { database in
                        let result = Self.inSavepoint(database, body)
                        return { failure in
                            continuation.resume(returning: failure.map { .failure($0) } ?? result)
                        }
                    },
                    abandon: { continuation.resume(returning: .failure($0)) }))
        }
        return try result.get()
    }

    /// Begins a transaction for the sake of the preamble, without waiting for it.
    func nudge() {
        guard latch.fault == nil else { return }
        enqueue(Job(run: { _ in { _ in } }, abandon: { _ in }))
    }

    private func enqueue(_ job: Job) {
        let mustStart = state.withLock { state in
            state.queue.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard mustStart else { return }
        pool.asyncWriteWithoutTransaction { self.drain($0) }
    }

    private func drain(_ database: Database) {
        while let jobs = nextJobs() { commit(jobs, database) }
    }

    private func nextJobs() -> [Job]? {
        state.withLock { state in
            guard !state.queue.isEmpty else {
                state.isRunning = false
                return nil
            }
            let jobs = Array(state.queue.prefix(Self.jobsPerTransaction))
            state.queue.removeFirst(jobs.count)
            return jobs
        }
    }

    private func commit(_ jobs: [Job], _ database: Database) {
        if latch.fault != nil {
            for job in jobs { job.abandon(.readOnly) }
            return
        }
        let log = log.withLock { $0 }
        var extended: RightmostTiles?
        var answers: [Answer] = []
        var failure: StoreError?
        do {
            try database.inTransaction(.immediate) {
                try preamble(database)
                for job in jobs {
                    answers.append(job.run(database))
                    // A full disk makes SQLite undo the whole transaction by itself.
                    guard database.isInsideTransaction else {
                        throw StoreError.insufficientStorage
                    }
                }
                extended = try log?.extend(in: database)
                return .commit
            }
            failure = log.flatMap { publish(extended, $0) }
        } catch {
            failure = latch.note(StoreError(error))
        }
        for answer in answers { answer(failure) }
        for job in jobs[answers.count...] { job.abandon(failure ?? .readOnly) }
    }

    /// Signs what was committed. After a failure nothing of it may be acknowledged, and only a full
    /// disk may be tried again.
    private func publish(_ extended: RightmostTiles?, _ log: AuditLog) -> StoreError? {
        do throws(StoreError) {
            try log.publish(extended)
            return nil
        } catch .insufficientStorage {
            return .unpublished
        } catch .awaitingWitnesses {
            return .awaitingWitnesses
        } catch {
            return latch.note(error.isFault ? error : .log(.unpublishable))
        }
    }

    private static func inSavepoint<Value>(
        _ database: Database, _ body: (Database) throws -> Decision<Value>
    ) -> Result<Value, StoreError> {
        do {
            var result: Result<Value, StoreError> = .failure(.cancelled)
            try database.inSavepoint {
                switch try body(database) {
                case .keep(let value):
                    result = .success(value)
                    return .commit
                case .undo(let value):
                    result = .success(value)
                    return .rollback
                }
            }
            return result
        } catch {
            return .failure(StoreError(error))
        }
    }
}
