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
    static let wentBack = "witness.went-back"
    /// A log that stands still is cosigned anew so often.
    private static let freshnessSeconds: Int64 = 3600

    let log: AuditLog
    let rules: WitnessRules
    let client: WitnessClient
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    func run() async throws {
        let collection = WitnessCollection(self)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await collection.round()
                // Ends early only when the broker stops.
                try? await Task.sleep(for: Self.pause)
            }
        }
        await client.shutdown()
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

/// The rounds of one run: what each witness has seen, and when it may be asked again.
private actor WitnessCollection {
    private struct Known {
        let address: WitnessAddress
        /// What it has cosigned last, as far as we know: also before this start.
        var size: UInt64 = 0
        var failures = 0
        var notBefore: ContinuousClock.Instant?
        var standing: WitnessStanding
        /// The checkpoint that it cosigned last.
        var cosigned: Checkpoint?
        var cosignedInstant: ContinuousClock.Instant?
        /// The wish for newer cosignatures that it was asked for last.
        var wish = 0
        /// It has told since this start that it has seen less than it had cosigned: what else it had seen is
        /// gone.
        var hasForgotten = false
    }

    private let collector: WitnessCollector
    private var known: [Known]
    /// Those that have told what they have seen since the start.
    private var answered: Set<VerifierKey> = []
    /// The checkpoint that is being cosigned, its lines, and where it is kept.
    private var note: UnverifiedNote?
    private var row: Int64?

    init(_ collector: WitnessCollector) {
        self.collector = collector
        // What cannot be read now is learnt from the witnesses.
        let before = (try? collector.log.standings()) ?? []
        known = WitnessAddress.all(of: collector.rules.policy).map { address in
            let name = address.key.name.text
            let standing = before.first { $0.witness.utf8.elementsEqual(name.utf8) }
            return Known(
                address: address, size: standing?.size ?? 0,
                standing: WitnessStanding(
                    witness: name, size: nil, cosignedTime: nil, code: nil, sinceTime: nil))
        }
    }

    /// Asks everybody who has not cosigned the newest checkpoint.
    func round() async {
        guard let newest = collector.log.newest else { return }
        let now = ContinuousClock.now
        let due = known.indices.filter { isDue(known[$0], newest.claimed, now) }
        guard !due.isEmpty else { return }
        if note?.text != newest.note.text {
            note = newest.note
            row = nil
        }
        let wish = collector.log.wish?.number ?? 0
        await withTaskGroup(of: (Int, Outcome).self) { group in
            for index in due {
                known[index].wish = wish
                let (address, size) = (known[index].address, known[index].size)
                group.addTask { (index, await self.collector.ask(address, from: size, newest)) }
            }
            for await (index, outcome) in group { take(outcome, index, newest) }
        }
        // Not before all who can be reached were heard: the slowest may know more than the others.
        if collector.rules.isEnoughToKnow(answered) { collector.log.beginSigning() }
    }

    private func isDue(_ witness: Known, _ newest: Checkpoint, _ now: ContinuousClock.Instant)
        -> Bool
    {
        if let notBefore = witness.notBefore, now < notBefore { return false }
        guard witness.cosigned == newest, let time = witness.standing.cosignedTime,
            let instant = witness.cosignedInstant
        else { return true }
        if let wish = collector.log.wish, wish.number != witness.wish, time < wish.since {
            return true
        }
        return WitnessCollector.isStale(instant, now: now)
    }

    private func take(_ outcome: Outcome, _ index: Int, _ newest: UnverifiedCheckpoint) {
        let now = collector.clock()
        switch outcome {
        case .cosigned(let signature, let hasForgotten):
            known[index].hasForgotten = known[index].hasForgotten || hasForgotten
            known[index].size = newest.claimed.size
            known[index].cosigned = newest.claimed
            known[index].cosignedInstant = .now
            known[index].failures = 0
            known[index].notBefore = nil
            known[index].standing.size = newest.claimed.size
            known[index].standing.cosignedTime = signature.time
            setCode(known[index].hasForgotten ? WitnessCollector.wentBack : nil, index, now)
            add(signature, newest, now)
            // It says that nothing was signed after this, and cannot know it.
            if !hasForgotten { answered.insert(known[index].address.key) }
        case .behind(let shown):
            known[index].notBefore = .now + .seconds(WitnessCollector.longestDelaySeconds)
            setCode(LogFault.behindWitnesses.code, index, now)
            do throws(StoreError) {
                try collector.log.stopBehindWitnesses(shown)
            } catch {
                collector.logger.error(
                    "what a witness has seen was not kept",
                    metadata: LogField.metadata([.code: error.code]))
            }
            collector.logger.error(
                "a witness has seen more of the log than is here",
                metadata: LogField.metadata([.code: LogFault.behindWitnesses.code]))
        case .continued:
            // It is asked for a cosignature once what is committed is signed again.
            known[index].notBefore = .now + .seconds(WitnessCollector.delaySeconds(after: 1))
            answered.insert(known[index].address.key)
        case .failed(let code):
            known[index].failures += 1
            let delay = WitnessCollector.delaySeconds(after: known[index].failures)
            known[index].notBefore = .now + .seconds(delay)
            setCode(code, index, now)
        }
    }

    /// Adds the line to the note; kept once it has a quorum, and again with every further line.
    private func add(
        _ signature: VerifiedNote.Signature, _ newest: UnverifiedCheckpoint, _ now: Timestamp
    ) {
        guard var note, note.text == newest.note.text else { return }
        // A second cosignature of the same checkpoint is a new fact: that it still stands.
        if note.hasLine(of: signature.key) {
            note = newest.note
            row = nil
        }
        let with = note.adding(signature.line)
        self.note = with
        do {
            let checkpoint = try UnverifiedCheckpoint(parsing: with.bytes)
            row = try collector.log.keep(checkpoint, id: row, now: now) ?? row
        } catch let error as any PlainFailure {
            // A full disk: it is collected again.
            collector.logger.warning(
                "a cosigned checkpoint was not kept",
                metadata: LogField.metadata([.code: error.code]))
        } catch {}
    }

    /// Records what changes, and nothing that stays as it is.
    private func setCode(_ code: String?, _ index: Int, _ now: Timestamp) {
        let before = known[index].standing
        if code != before.code {
            known[index].standing.code = code
            known[index].standing.sinceTime = code.map { _ in now }
            let event =
                switch code {
                case nil: "a witness answers again"
                case WitnessCollector.wentBack: "a witness counts for less until the next start"
                default: "a witness does not cosign"
                }
            if code != nil || before.code != nil {
                collector.logger.warning(
                    "\(event)", metadata: LogField.metadata([.code: code ?? "-"]))
            }
        }
        do throws(StoreError) {
            try collector.log.record(known[index].standing)
        } catch {
            collector.logger.warning(
                "the state of a witness was not recorded",
                metadata: LogField.metadata([.code: error.code]))
        }
    }
}

/// What came of asking one witness.
private enum Outcome: Sendable {
    case cosigned(VerifiedNote.Signature, hasForgotten: Bool)
    /// It has shown a checkpoint of ours that we do not continue.
    case behind(UnverifiedCheckpoint)
    /// It has shown more than was known to be signed here, and all of it is committed here.
    case continued
    case failed(String)
}

extension WitnessCollector {
    /// Asks once, and once more from the size that the witness names.
    fileprivate func ask(
        _ witness: WitnessAddress, from size: UInt64, _ newest: UnverifiedCheckpoint
    ) async -> Outcome {
        do {
            let first = try await submit(witness, from: min(size, newest.claimed.size), newest)
            guard case .otherOldSize(let theirs) = first else {
                return try outcome(first, hasForgotten: false)
            }
            guard theirs <= newest.claimed.size else {
                return try await examine(witness, newest)
            }
            if theirs < size { tellWentBack() }
            let second = try await submit(witness, from: theirs, newest)
            return try outcome(second, hasForgotten: theirs < size)
        } catch WitnessFault.refused(422) {
            // It finds that we do not continue what it has signed: it can show that.
            return await examined(witness, newest, WitnessFault.refused(status: 422))
        } catch let error as any PlainFailure {
            return .failed(error.code)
        } catch {
            return .failed(WitnessFault.unreachable.code)
        }
    }

    /// It is cosigned forward all the same: a witness that stands where the log stands cannot be led astray.
    private func tellWentBack() {
        logger.error(
            "a witness has forgotten what it had signed",
            metadata: LogField.metadata([.code: Self.wentBack]))
    }

    private func submit(
        _ witness: WitnessAddress, from size: UInt64, _ newest: UnverifiedCheckpoint
    ) async throws -> WitnessClient.Reply {
        guard let request = try await log.request(from: size, to: newest) else {
            throw WitnessFault.unusableAnswer
        }
        return try await client.submit(request, to: witness)
    }

    private func outcome(
        _ reply: WitnessClient.Reply, hasForgotten: Bool
    ) throws -> Outcome {
        guard case .cosigned(let signature) = reply else { throw WitnessFault.unusableAnswer }
        return .cosigned(signature, hasForgotten: hasForgotten)
    }

    private func examined(
        _ witness: WitnessAddress, _ newest: UnverifiedCheckpoint, _ fault: WitnessFault
    ) async -> Outcome {
        do {
            return try await examine(witness, newest)
        } catch {
            return .failed(fault.code)
        }
    }

    /// Has the witness show what it has seen: only our own signature convicts us.
    private func examine(
        _ witness: WitnessAddress, _ newest: UnverifiedCheckpoint
    ) async throws -> Outcome {
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
