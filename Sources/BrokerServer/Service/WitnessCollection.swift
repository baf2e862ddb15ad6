import Broker
import Listening
import Logging
import Primitives
import TransparencyLog
import WitnessClient

/// The rounds of one run: what each witness has seen, and when it may be asked again.
actor WitnessCollection {
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
        /// It has told that it has seen less than it had cosigned, and nobody has taken its place since: what
        /// else it had seen is gone.
        var hasForgotten = false
        /// When it told so while that did no harm: told for a day, whatever else is told meanwhile.
        var wentBackTime: Timestamp?
    }

    private let collector: WitnessCollector
    private var known: [Known]
    /// Those that have told what they have seen since the start.
    private var answered: Set<VerifierKey> = []
    /// The checkpoint that is being cosigned, its lines, and where it is kept.
    private var note: UnverifiedNote?
    private var row: Int64?

    /// - Throws: where it cannot be read what each has cosigned: who has forgotten could not be told.
    init(_ collector: WitnessCollector) throws(StoreError) {
        self.collector = collector
        let before = try collector.log.standings()
        known = WitnessAddress.all(of: collector.rules.policy).map { address in
            let name = address.key.name.text
            let standing = before.first { $0.witness.utf8.elementsEqual(name.utf8) }
            // Over a restart too: a restart mends nothing.
            let kept = standing.flatMap { WitnessCollector.isKept($0.code) ? $0 : nil }
            return Known(
                address: address, size: standing?.size ?? 0,
                standing: WitnessStanding(
                    witness: name, size: kept?.size, cosignedTime: kept?.cosignedTime,
                    code: kept?.code, sinceTime: kept?.sinceTime),
                hasForgotten: kept?.code == WitnessCollector.forgotten,
                wentBackTime: kept?.code == WitnessCollector.wentBack ? kept?.sinceTime : nil)
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
        await withTaskGroup(of: (Int, HeardWitness).self) { group in
            for index in due {
                known[index].wish = wish
                let (address, size) = (known[index].address, known[index].size)
                group.addTask { (index, await self.collector.ask(address, from: size, newest)) }
            }
            for await (index, heard) in group {
                if heard.hasForgotten { noteForgotten(index) }
                take(heard.outcome, index, newest)
            }
        }
        // Not before all who can be reached were heard: the slowest may know more than the others.
        guard collector.rules.isEnoughToKnow(answered) else { return }
        collector.log.beginSigning()
        // Enough others have told: from now on it can only learn what is true.
        for index in known.indices where known[index].hasForgotten {
            known[index].hasForgotten = false
            noteWentBack(index)
        }
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

    private func take(_ outcome: WitnessOutcome, _ index: Int, _ newest: UnverifiedCheckpoint) {
        let now = collector.clock()
        switch outcome {
        case .cosigned(let signature):
            known[index].size = newest.claimed.size
            known[index].cosigned = newest.claimed
            known[index].cosignedInstant = .now
            known[index].failures = 0
            known[index].notBefore = nil
            known[index].standing.size = newest.claimed.size
            known[index].standing.cosignedTime = signature.time
            setCode(lasting(index, now), index, now)
            add(signature, newest, now)
            hear(index)
        case .behind(let shown):
            known[index].notBefore = .now + .seconds(WitnessCollector.longestDelaySeconds)
            let code = LogFault.behindWitnesses.code
            setCode(known[index].hasForgotten ? WitnessCollector.forgotten : code, index, now)
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
            hear(index)
        case .failed(let code):
            known[index].failures += 1
            let delay = WitnessCollector.delaySeconds(after: known[index].failures)
            known[index].notBefore = .now + .seconds(delay)
            setCode(known[index].hasForgotten ? WitnessCollector.forgotten : code, index, now)
        }
    }

    /// Whoever has forgotten says that nothing was signed after this, and cannot know it.
    private func hear(_ index: Int) {
        if !known[index].hasForgotten { answered.insert(known[index].address.key) }
    }

    private func noteForgotten(_ index: Int) {
        let isHeard = collector.rules.isEnoughToKnow(answered)
        tellWentBack(isHeard ? WitnessCollector.wentBack : WitnessCollector.forgotten)
        guard !isHeard else { return noteWentBack(index) }
        known[index].hasForgotten = true
        setCode(WitnessCollector.forgotten, index, collector.clock())
    }

    private func noteWentBack(_ index: Int) {
        let now = collector.clock()
        known[index].wentBackTime = now
        setCode(WitnessCollector.wentBack, index, now)
    }

    /// What is told of it though it cosigns.
    private func lasting(_ index: Int, _ now: Timestamp) -> String? {
        if known[index].hasForgotten { return WitnessCollector.forgotten }
        guard let since = known[index].wentBackTime,
            now.secondsSinceEpoch - since.secondsSinceEpoch < WitnessCollector.secondsTold
        else { return nil }
        return WitnessCollector.wentBack
    }

    private func tellWentBack(_ code: String) {
        collector.logger.error(
            "a witness has forgotten what it had signed",
            metadata: LogField.metadata([.code: code]))
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
            let since = code == WitnessCollector.wentBack ? known[index].wentBackTime : nil
            known[index].standing.sinceTime = code.map { _ in since ?? now }
            let event =
                switch code {
                case nil: "a witness answers again"
                case WitnessCollector.forgotten: "a witness is not taken at its word"
                case WitnessCollector.wentBack: "a witness had gone back"
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
enum WitnessOutcome: Sendable {
    case cosigned(VerifiedNote.Signature)
    /// It has shown a checkpoint of ours that we do not continue.
    case behind(UnverifiedCheckpoint)
    /// It has shown more than was known to be signed here, and all of it is committed here.
    case continued
    case failed(String)
}

/// The same, and whether it said on the way that it has seen less than it had cosigned.
struct HeardWitness: Sendable {
    let outcome: WitnessOutcome
    let hasForgotten: Bool
}
