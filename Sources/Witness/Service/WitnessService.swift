import Dispatch
package import Primitives
import Synchronization
package import TransparencyLog

/// The rules of a witness over its folder; it knows no HTTP. (`Protocol/witness.md`)
///
/// One request at a time is judged, recorded and signed, on a queue of its own: comparing with the
/// last checkpoint and replacing it are one step, and what is answered was on the disk before.
package final class WitnessService: Sendable {
    package let configuration: WitnessConfiguration
    package let key: VerifierKey
    private let secret: SigningKey
    private let files: WitnessFiles
    private let lock: WitnessLock
    private let clock: @Sendable () -> Timestamp
    private let queue = DispatchQueue(label: "plomba.witness")
    /// Changed on the queue only.
    private let records: Mutex<[KeyName: LogRecord]>
    /// After a write that failed nobody knows what is on the disk: nothing is signed until a restart.
    private let isFaulty = Mutex(false)
    /// Ends when a write has failed, for whoever runs the witness: a start reads the folder anew.
    package let untilFault: AsyncStream<Never>
    private let fault: AsyncStream<Never>.Continuation

    /// Takes the folder, for as long as this value lives.
    ///
    /// - Throws: ``WitnessError``, also when the state of a log is missing.
    package init(
        _ home: WitnessHome, clock: @escaping @Sendable () -> Timestamp
    ) throws(WitnessError) {
        let lock = try WitnessLock(home)
        do throws(WitnessError) {
            let configuration = try home.configuration()
            let secret = try home.key()
            let key = VerifierKey(configuration.name, .cosignature, secret.publicKey)
            let records = try home.records(configuration, key)
            self.configuration = configuration
            self.key = key
            self.secret = secret
            self.records = Mutex(records)
        } catch {
            lock.release()
            throw error
        }
        self.lock = lock
        self.clock = clock
        files = home.files
        (untilFault, fault) = AsyncStream.makeStream()
    }

    deinit { lock.release() }

    /// Whether a write has failed since the start.
    package var hasFault: Bool { isFaulty.withLock { $0 } }

    /// Judges a request and cosigns, or says why not.
    ///
    /// - Returns: the signature line, which was recorded before.
    package func add(_ body: [UInt8]) async throws(WitnessRefusal) -> [UInt8] {
        let result: Result<[UInt8], WitnessRefusal> = await withCheckedContinuation { waiting in
            queue.async {
                do throws(WitnessRefusal) {
                    waiting.resume(returning: .success(try self.cosign(body)))
                } catch {
                    waiting.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// The note that was cosigned last of a log, by the SHA-256 of its origin.
    package func latest(_ origin: SHA256Digest) -> [UInt8]? {
        records.withLock { records in
            records.values.first { SHA256Digest.of($0.log.origin.bytes) == origin }
                .flatMap { $0.cosignature == nil ? nil : $0.note }
        }
    }

    /// Whether a log has shown two histories, now or before the start.
    package var hasConflict: Bool {
        configuration.origins.contains { files.exists(LogRecord.conflictName(of: $0)) }
    }

    private func cosign(_ body: [UInt8]) throws(WitnessRefusal) -> [UInt8] {
        let request = try AddCheckpointRequest(parsing: body)
        let origin = request.checkpoint.claimed.origin
        guard let record = records.withLock({ $0[origin] }), !configuration.isSucceeded(origin)
        else { throw .unknownLog }
        let shown: VerifiedCheckpoint
        do throws(WitnessRefusal) {
            shown = try record.log.judge(request)
        } catch {
            keepConflict(request, record)
            throw error
        }
        let now = clock()
        if let last = record.cosignature, let time = last.time {
            guard time <= now else { throw .clockBehind }
            // The same second, the same bytes: nothing new to record.
            if time == now, record.log.latest == shown.checkpoint { return last.line.line }
        }
        return try sign(shown, now, record)
    }

    /// Records the cosigned checkpoint, then gives the line away.
    private func sign(
        _ checkpoint: VerifiedCheckpoint, _ now: Timestamp, _ record: LogRecord
    ) throws(WitnessRefusal) -> [UInt8] {
        guard !hasFault else { throw .notStored }
        let line = Cosignature.sign(checkpoint.checkpoint, at: now, as: key, with: secret)
        do {
            let cosignature = try WitnessAnswer.cosignature(
                in: line.line, of: checkpoint.checkpoint, by: key, now: now)
            let next = record.with(checkpoint, cosignature)
            try files.replace(LogRecord.name(of: record.log.origin), next.note ?? [])
            records.withLock { $0[record.log.origin] = next }
        } catch {
            isFaulty.withLock { $0 = true }
            fault.finish()
            throw .notStored
        }
        return line.line
    }

    /// Keeps the first pair of checkpoints of a log that do not go together.
    private func keepConflict(_ request: AddCheckpointRequest, _ record: LogRecord) {
        let name = LogRecord.conflictName(of: record.log.origin)
        guard let note = record.note, !files.exists(name),
            let shown = try? record.log.verify(request.checkpoint),
            let known = try? record.log.verify(UnverifiedCheckpoint(parsing: note)),
            shown.size > 0,
            let found = try? TwoHistories(
                known, shown, path: HistoryPath(hashes: request.proof.hashes)),
            found.verdict == .proven
        else { return }
        // Evidence that cannot be kept changes nothing about the refusal.
        try? files.create(name, found.bytes)
    }
}
