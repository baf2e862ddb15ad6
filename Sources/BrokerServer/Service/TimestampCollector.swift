import Broker
import BrokerAPI
import Listening
import Logging
import Primitives
import ServiceLifecycle
import TimestampClient
import Timestamping
import TransparencyLog

/// Has checkpoints stamped by time-stamping authorities, and never holds up a deposit.
/// (`Protocol/trusted-time.md`, section "Collecting")
///
/// Each authority is asked by a task of its own: one that is slow, down or lies holds up no other.
struct TimestampCollector: Service {
    private static let pause = Duration.seconds(1)

    let log: AuditLog
    let authorities: [AskedAuthority]
    /// The least time between two batches.
    let interval: Duration
    let client: TimestampClient
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    func run() async throws {
        let collection = TimestampCollection(self)
        await cancelWhenGracefulShutdown {
            await collection.load()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.repeating { await collection.beginBatch() } }
                for authority in authorities {
                    group.addTask { await Self.repeating { await collection.ask(authority) } }
                }
            }
        }
        await client.shutdown()
    }

    private static func repeating(_ step: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            await step()
            // Ends early only when the broker stops.
            try? await Task.sleep(for: pause)
        }
    }
}

/// The batches that wait, and when each authority may be asked again.
private actor TimestampCollection {
    /// How an authority has answered lately, over all batches.
    private struct Mood {
        var failures = 0
        var notBefore: ContinuousClock.Instant?
        /// Of the last failure, if nothing but failures followed.
        var code: String?
        var lastTime: Timestamp?
    }

    private static let dayInSeconds: Int64 = 86_400

    private let collector: TimestampCollector
    private var batches = OpenBatches()
    private var moods: [AuthorityName: Mood] = [:]
    private var newest: UInt64 = 0
    private var lastBegin: ContinuousClock.Instant?

    init(_ collector: TimestampCollector) { self.collector = collector }

    private var names: Set<AuthorityName> { Set(collector.authorities.map(\.name)) }

    /// Takes up what an earlier run left waiting.
    ///
    /// Who has left the configuration is asked no more.
    func load() async {
        do throws(StoreError) {
            newest = try collector.log.newestBatch()
            let stamps = try collector.log.waitingStamps(
                limit: CollectingSchedule.openBatches * TimestampLimits.authorities)
            let gone = stamps.filter { !names.contains($0.authority) }
            try record(gone.map { $0.gap })
            var states: [UInt64: [AuthorityName: TimestampBatch.State]] = [:]
            for stamp in stamps where names.contains(stamp.authority) {
                states[stamp.size, default: [:]][stamp.authority] = .waiting(stamp.failures)
            }
            for (size, states) in states {
                guard let text = try await collector.log.stampedText(of: size) else { continue }
                batches[size] = TimestampBatch(imprint: .of(text), states: states)
            }
        } catch {
            tell("what authorities were asked about was not read", error.code)
        }
    }

    /// Makes a batch of the newest checkpoint, if it is another and it is time.
    func beginBatch() async {
        if let lastBegin, lastBegin.duration(to: .now) < collector.interval { return }
        do throws(StoreError) {
            guard let checkpoint = try await collector.log.newestToStamp(),
                checkpoint.claimed.size > newest
            else { return }
            try collector.log.begin(checkpoint, authorities: names)
            newest = checkpoint.claimed.size
            lastBegin = .now
            let states = names.map { ($0, TimestampBatch.State.waiting(known(of: $0))) }
            let batch = TimestampBatch(
                imprint: .of(checkpoint.note.text),
                states: Dictionary(uniqueKeysWithValues: states))
            batches[newest] = batch
            try record(names.compactMap { batch.record(newest, $0) })
            try giveUpOldest()
        } catch {
            tell("a checkpoint was not put before the authorities", error.code)
        }
    }

    /// What a new batch begins with: not asked yet, and why not at once.
    private func known(of name: AuthorityName) -> TimestampBatch.Attempts {
        guard let mood = moods[name], mood.code != nil else { return .none }
        return TimestampBatch.Attempts(count: 0, last: mood.lastTime, failure: mood.code)
    }

    private func giveUpOldest() throws(StoreError) {
        guard let (oldest, batch) = batches.giveUpOldest() else { return }
        try record(batch.gaps.compactMap { batch.record(oldest, $0) })
    }

    /// Asks an authority about the newest checkpoint that is due.
    func ask(_ asked: AskedAuthority) async {
        if let notBefore = moods[asked.name]?.notBefore, .now < notBefore { return }
        guard let size = batches.due(asked.name, at: collector.clock()).last,
            let batch = batches[size]
        else { return }
        do throws(TimestampFault) {
            keep(try await collector.client.stamp(batch.imprint, by: asked), size)
        } catch {
            // A request that was cut off by our own end says nothing about the authority.
            if !Task.isCancelled { fail(asked.name, error.code) }
        }
    }

    /// A token that cannot be stored is asked for again, later.
    private func keep(_ token: VerifiedTimestampToken, _ size: UInt64) {
        let now = collector.clock()
        do throws(StoreError) {
            let failures = batches[size]?.failures(of: token.authority) ?? .none
            try record([
                StampRecord(
                    size: size, authority: token.authority, state: .stamped(token.der),
                    failures: failures)
            ])
        } catch {
            return fail(token.authority, error.code)
        }
        batches[size]?.record(token)
        if moods[token.authority]?.code != nil { tell("an authority gives tokens again", "-") }
        moods[token.authority] = Mood()
        let difference = token.generatedAt.latest.secondsSinceEpoch - now.secondsSinceEpoch
        if abs(difference) > Self.dayInSeconds {
            tell("an authority's time is more than a day from ours", "time.authority-apart")
        }
    }

    /// One failure is one attempt for everything that was due.
    private func fail(_ name: AuthorityName, _ code: String) {
        let now = collector.clock()
        var failed: [StampRecord] = []
        for size in batches.due(name, at: now) {
            guard var batch = batches[size] else { continue }
            batch.recordFailure(of: name, code: code, at: now)
            failed += batch.record(size, name).map { [$0] } ?? []
            batches[size] = batch
        }
        var mood = moods[name] ?? Mood()
        if mood.code != code { tell("an authority gives no token", code) }
        mood.code = code
        mood.lastTime = now
        mood.failures += 1
        let wait = CollectingSchedule.wait(afterAttempts: mood.failures)
        mood.notBefore = .now + .seconds(wait)
        moods[name] = mood
        do throws(StoreError) {
            try record(failed)
        } catch {
            tell("that an authority gave no token was not recorded", error.code)
        }
    }

    private func record(_ stamps: [StampRecord]) throws(StoreError) {
        guard !stamps.isEmpty else { return }
        try collector.log.record(stamps, now: collector.clock())
    }

    private func tell(_ event: String, _ code: String) {
        collector.logger.warning("\(event)", metadata: LogField.metadata([.code: code]))
    }
}

extension TimestampBatch {
    /// How an authority stands with this batch, as it is kept; nil once it has stamped it.
    fileprivate func record(_ size: UInt64, _ name: AuthorityName) -> StampRecord? {
        switch states[name] {
        case .waiting(let failures)?:
            StampRecord(size: size, authority: name, state: .waiting, failures: failures)
        case .gap(let failures)?:
            StampRecord(size: size, authority: name, state: .gap, failures: failures)
        case .stamped?, nil: nil
        }
    }

    fileprivate func failures(of name: AuthorityName) -> Attempts {
        if case .waiting(let failures)? = states[name] { failures } else { .none }
    }
}

extension StampRecord {
    fileprivate var gap: StampRecord {
        StampRecord(size: size, authority: authority, state: .gap, failures: failures)
    }
}
