import Broker
import Primitives
import Synchronization

/// What an operator sees of a running broker: what `plombad check` finds, and numbers.
final class BrokerHealth: Sendable {
    /// Looking reads keys, certificate and databases: not oftener than this.
    private static let freshSeconds: Int64 = 10

    struct View: Sendable {
        let time: Timestamp
        let findings: [Finding]
        let figures: BrokerFigures?
        let witnesses: [WitnessStanding]
        let freeBytes: Int64?
        /// When the certificate ends; nil when it cannot be read.
        let certificateEnd: Int64?
        /// When all that is at rest was read last; nil where that never was.
        let scrub: ScrubRecord?

        /// The worst of the findings.
        var level: Finding.Level {
            let levels = findings.map(\.level)
            return levels.contains(.fault) ? .fault : levels.contains(.warning) ? .warning : .fine
        }
    }

    let name: String
    let startTime: Timestamp
    let counts: RequestCounts
    private let service: BrokerService
    private let home: BrokerHome
    private let clock: @Sendable () -> Timestamp
    private let last = Mutex<View?>(nil)

    init(
        _ service: BrokerService, _ home: BrokerHome, name: String, counts: RequestCounts,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        (self.service, self.home, self.name) = (service, home, name)
        (self.counts, self.clock) = (counts, clock)
        startTime = clock()
    }

    /// What was seen at most ten seconds ago.
    func view() async -> View {
        let now = clock()
        let age = last.withLock { $0 }.map { now.secondsSinceEpoch - $0.time.secondsSinceEpoch }
        if let age, (0..<Self.freshSeconds).contains(age), let seen = last.withLock({ $0 }) {
            return seen
        }
        let figures = try? await service.figures()
        let view = (try? await BlockingCalls.run { self.look(figures, now) }) ?? look(figures, now)
        last.withLock { $0 = view }
        return view
    }

    private static let awaitingWitnesses = Finding(
        level: .fault, code: "check.awaiting-witnesses",
        message:
            "cases are stored, and get no receipt before enough witnesses have told what they have seen",
        hint:
            "ask the organisations whose witnesses do not answer to start them; nothing has to be sent again"
    )

    /// Told before anybody is refused; who it is the operator's own page does not say.
    private static func nearQuota(_ figures: BrokerFigures) -> Finding? {
        guard figures.sendersNearQuota + figures.mailboxesNearQuota > 0 else { return nil }
        return Finding(
            level: .warning, code: "check.near-quota",
            message:
                "\(figures.sendersNearQuota) organisations and \(figures.mailboxesNearQuota) mailboxes have used nine tenths "
                + "of a quota; what is beyond it is refused",
            hint:
                "'plombad usage' says which; raise 'quotas' in plombad.json, or ask them to make room"
        )
    }

    private func look(_ figures: BrokerFigures?, _ now: Timestamp) -> View {
        var check = BrokerCheck(home: home, now: now)
        var findings = check.run()
        if let fault = service.store.fault, !findings.contains(where: { $0.level == .fault }) {
            findings.insert(
                Finding(
                    level: .fault, code: "check.read-only",
                    message: "nothing new is taken: \(fault.message) [\(fault.code)]",
                    hint: fault.hint), at: 0)
        }
        if let near = figures.flatMap(Self.nearQuota) { findings.append(near) }
        if service.log.isAwaitingWitnesses { findings.insert(Self.awaitingWitnesses, at: 0) }
        let end = (try? home.configuration()).flatMap {
            try? TLSMaterial(home: home, configuration: $0).expiresAt
        }
        return View(
            time: now, findings: findings, figures: figures,
            witnesses: (try? service.log.standings()) ?? [],
            freeBytes: Volume.freeBytes(at: home.path), certificateEnd: end,
            scrub: (try? ScrubRecord.load(home)) ?? nil)
    }
}
