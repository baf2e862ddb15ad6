import Asking
package import Primitives
package import TransparencyLog

/// Asks witnesses over HTTP. (C2SP tlog-witness)
///
/// Whatever a witness answers is verified by its key, and what it is sent is signed by the log.
package struct WitnessClient: Sendable {
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
            do throws(NoteError) {
                return .cosigned(
                    try WitnessAnswer.cosignature(
                        in: answer.body, of: request.checkpoint.claimed, by: witness.key,
                        now: clock()))
            } catch {
                throw .answer(error)
            }
        case 409:
            guard let size = WitnessAnswer.size(in: answer.body) else { throw .unusableAnswer }
            return .otherOldSize(size)
        default:
            throw .refused(status: answer.status)
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
