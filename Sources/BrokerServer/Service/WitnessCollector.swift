import Broker
import Listening
import Logging
import Primitives
import ServiceLifecycle
import TransparencyLog
import WitnessClient

/// Has every new checkpoint cosigned by the witnesses of the policy, and never holds up a deposit.
/// (`Protocol/witness.md`, section "What a broker does")
struct WitnessCollector: Service {
    private static let pause = Duration.seconds(1)
    private static let firstDelaySeconds: Int64 = 5
    static let longestDelaySeconds: Int64 = 600
    /// It said less than it had cosigned, and the broker was signing: what it had seen else is here.
    static let wentBack = "witness.went-back"
    /// The same before the broker signed: what else it had seen may be lost here as well.
    static let forgotten = "witness.forgotten"
    /// For so long a witness that went back is told of.
    static let secondsTold: Int64 = 86_400
    /// A log that stands still is cosigned anew so often.
    private static let freshnessSeconds: Int64 = 3600

    let log: AuditLog
    let rules: WitnessRules
    let client: WitnessClient
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var (collection, told): (WitnessCollection?, String?)
            while !Task.isCancelled {
                if collection == nil { collection = begin(&told) }
                await collection?.round()
                // Ends early only when the broker stops.
                try? await Task.sleep(for: Self.pause)
            }
        }
        await client.shutdown()
    }

    /// Without a collection nothing is signed; it is tried again.
    ///
    /// - Parameter told: the fault that is in the log already, and is not told every second.
    private func begin(_ told: inout String?) -> WitnessCollection? {
        do throws(StoreError) {
            return try WitnessCollection(self)
        } catch {
            defer { told = error.code }
            if error.code == told { return nil }
            logger.error(
                "what witnesses have cosigned cannot be read, so nothing is signed",
                metadata: LogField.metadata([.code: error.code]))
            return nil
        }
    }

    /// After so many failures in a row a witness is left alone for so long.
    static func delaySeconds(after failures: Int) -> Int64 {
        let doublings = min(max(failures - 1, 0), 10)
        return min(firstDelaySeconds << Int64(doublings), longestDelaySeconds)
    }

    /// By the monotonic clock, as every wait here: a calendar that jumps makes nobody be asked every
    /// second, nor left alone for years.
    static func isStale(_ cosigned: ContinuousClock.Instant, now: ContinuousClock.Instant) -> Bool {
        cosigned.duration(to: now) >= .seconds(freshnessSeconds)
    }
}

extension WitnessCollector {
    /// What is told of a witness over restarts.
    static func isKept(_ code: String?) -> Bool {
        code == forgotten || code == wentBack
    }

    /// Asks once, and once more from the size that the witness names.
    func ask(
        _ witness: WitnessAddress, from size: UInt64, _ newest: UnverifiedCheckpoint
    ) async -> HeardWitness {
        var hasForgotten = false
        let outcome = await outcome(of: witness, from: size, newest, &hasForgotten)
        return HeardWitness(outcome: outcome, hasForgotten: hasForgotten)
    }

    /// One that has forgotten is cosigned forward all the same: a witness that stands where the log stands
    /// cannot be led astray.
    private func outcome(
        of witness: WitnessAddress, from size: UInt64, _ newest: UnverifiedCheckpoint,
        _ hasForgotten: inout Bool
    ) async -> WitnessOutcome {
        do {
            let first = try await submit(witness, from: min(size, newest.claimed.size), newest)
            guard case .otherOldSize(let theirs) = first else { return try outcome(first) }
            guard theirs <= newest.claimed.size else {
                return try await examine(witness, newest)
            }
            hasForgotten = theirs < size
            let second = try await submit(witness, from: theirs, newest)
            return try outcome(second)
        } catch WitnessFault.refused(422) {
            // It finds that we do not continue what it has signed: it can show that.
            return await examined(witness, newest, WitnessFault.refused(status: 422))
        } catch let error as any PlainFailure {
            return .failed(error.code)
        } catch {
            return .failed(WitnessFault.unreachable.code)
        }
    }

    private func submit(
        _ witness: WitnessAddress, from size: UInt64, _ newest: UnverifiedCheckpoint
    ) async throws -> WitnessClient.Reply {
        guard let request = try await log.request(from: size, to: newest) else {
            throw WitnessFault.unusableAnswer
        }
        return try await client.submit(request, to: witness)
    }

    private func outcome(_ reply: WitnessClient.Reply) throws -> WitnessOutcome {
        guard case .cosigned(let signature) = reply else { throw WitnessFault.unusableAnswer }
        return .cosigned(signature)
    }

    private func examined(
        _ witness: WitnessAddress, _ newest: UnverifiedCheckpoint, _ fault: WitnessFault
    ) async -> WitnessOutcome {
        do {
            return try await examine(witness, newest)
        } catch {
            return .failed(fault.code)
        }
    }

    /// Has the witness show what it has seen: only our own signature convicts us.
    private func examine(
        _ witness: WitnessAddress, _ newest: UnverifiedCheckpoint
    ) async throws -> WitnessOutcome {
        guard let shown = try await client.latest(of: newest.claimed.origin, from: witness) else {
            throw WitnessFault.claimWithoutProof
        }
        switch try await log.compare(shown) {
        case .behind: return .behind(shown)
        case .continued where shown.claimed.size > newest.claimed.size: return .continued
        case .continued, .notOurs: throw WitnessFault.claimWithoutProof
        }
    }
}
