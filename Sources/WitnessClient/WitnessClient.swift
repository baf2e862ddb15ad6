import Asking
package import Primitives
package import TransparencyLog

/// Asks witnesses over HTTP. (C2SP tlog-witness)
///
/// Whatever a witness answers is verified by its key, and what it is sent is signed by the log.
package struct WitnessClient: Sendable {
    /// Two hundred years: a computer without a battery begins in 1970.
    private static let mostAheadInSeconds: Int64 = 200 * 365 * 86_400

    private let asker = Asker()
    private let clock: @Sendable () -> Timestamp

    package init(clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
    }

    package func shutdown() async { await asker.shutdown() }

    /// What a witness says to a checkpoint.
    package enum Reply: Sendable, Equatable {
        case cosigned(VerifiedNote.Signature)
        /// It has cosigned a checkpoint of this size last.
        case otherOldSize(UInt64)
    }

    /// Sends a checkpoint to be cosigned.
    package func submit(
        _ request: AddCheckpointRequest, to witness: WitnessAddress
    ) async throws(WitnessFault) -> Reply {
        let answer = try await asked { () async throws(AskingFault) in
            try await asker.post(
                request.bytes, type: "text/plain; charset=utf-8",
                to: witness.url + "add-checkpoint", limit: LogLimits.witnessAnswerSizeInBytes)
        }
        switch answer.status {
        case 200:
            return .cosigned(
                try cosignature(in: answer.body, of: request.checkpoint.claimed, by: witness))
        case 409:
            guard let size = WitnessAnswer.size(in: answer.body) else { throw .unusableAnswer }
            return .otherOldSize(size)
        default:
            throw .refused(status: answer.status)
        }
    }

    /// One that only the clocks keep from counting is told apart from one that does not hold.
    private func cosignature(
        in body: [UInt8], of checkpoint: Checkpoint, by witness: WitnessAddress
    ) throws(WitnessFault) -> VerifiedNote.Signature {
        let now = clock()
        do throws(NoteError) {
            return try WitnessAnswer.cosignature(
                in: body, of: checkpoint, by: witness.key, now: now)
        } catch {
            // It is the first failure that is told, unless the second look explains it.
            guard
                let later = Timestamp(
                    secondsSinceEpoch: now.secondsSinceEpoch + Self.mostAheadInSeconds),
                let time = try? WitnessAnswer.cosignature(
                    in: body, of: checkpoint, by: witness.key, now: later
                ).time
            else { throw .answer(error) }
            throw .clockAhead(seconds: time.secondsSinceEpoch - now.secondsSinceEpoch)
        }
    }

    /// The checkpoint that a witness has cosigned last, not verified; nil if it has none, or does not
    /// say.
    package func latest(
        of origin: KeyName, from witness: WitnessAddress
    ) async throws(WitnessFault) -> UnverifiedCheckpoint? {
        let name = SHA256Digest.of(origin.bytes).hex
        let answer = try await asked { () async throws(AskingFault) in
            try await asker.get(
                witness.url + name + "/checkpoint", limit: LogLimits.noteSizeInBytes)
        }
        guard answer.status != 404 else { return nil }
        guard answer.status == 200 else { throw .refused(status: answer.status) }
        guard let checkpoint = try? UnverifiedCheckpoint(parsing: answer.body) else {
            throw .unusableAnswer
        }
        return checkpoint
    }

    private func asked(
        _ ask: () async throws(AskingFault) -> ServerAnswer
    ) async throws(WitnessFault) -> ServerAnswer {
        do throws(AskingFault) {
            return try await ask()
        } catch {
            switch error {
            case .unreachable: throw .unreachable
            case .silent: throw .silent
            case .tooLarge: throw .tooLarge
            }
        }
    }
}
