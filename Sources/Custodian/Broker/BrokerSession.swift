import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives

/// A broker that was reached and is the one that was chosen: its name, key and mode agree.
struct BrokerSession: Sendable {
    let trust: BrokerTrust
    let connection: BrokerConnection
    let limits: PublishedLimits
    /// The charter that it says it hands out; nil for none.
    let charter: CharterMark?
    /// By how much the clock of this computer is ahead of the broker's; negative when behind.
    let secondsAhead: Int64

    static let toleratedSeconds: Int64 = 120

    /// - Throws: `BrokerClientError`, ``BrokerTrustError``.
    fileprivate static func begin(
        _ connection: BrokerConnection, _ trust: BrokerTrust, _ office: Office
    ) async throws -> BrokerSession {
        let info = try await connection.info()
        let trust = try withServiceKey(trust, info, office)
        guard Array(info.name.utf8) == Array(trust.name.text.utf8), info.mode == trust.mode
        else { throw BrokerTrustError.otherServiceKey }
        let ahead = office.clock.now.secondsSinceEpoch - info.time.secondsSinceEpoch
        warnOfClock(ahead, office)
        try office.warnOfLimits(info.limits)
        let session = BrokerSession(
            trust: trust, connection: connection, limits: info.limits, charter: info.charter,
            secondsAhead: ahead)
        return try await session.withLogKey(info, office)
    }

    func with(_ trust: BrokerTrust) -> BrokerSession {
        BrokerSession(
            trust: trust, connection: connection, limits: limits, charter: charter,
            secondsAhead: secondsAhead)
    }

    /// The broker with the key that it signs with now: the known one, or one to which its changes lead from
    /// there, which is then kept and told.
    private static func withServiceKey(
        _ trust: BrokerTrust, _ info: BrokerInfo, _ office: Office
    ) throws -> BrokerTrust {
        guard let shown = try? PublicKey(openSSH: info.serviceKey) else {
            throw BrokerTrustError.otherServiceKey
        }
        guard shown != trust.serviceKey else { return trust }
        guard let bytes = info.keyChanges.flatMap({ Base64.decode($0) }),
            let changes = try? BrokerKeyHistory(parsing: bytes)
        else { throw BrokerTrustError.otherServiceKey }
        let followed = try trust.following(changes, to: shown)
        let lock = try office.home.lock(.settings)
        defer { lock.release() }
        try followed.store(office.home)
        let since = changes.changes.last?.fromTime.text ?? ""
        office.notices.warn(
            "\(trust.name.text) SIGNS WITH ANOTHER KEY since \(since); its old key vouches for the new one"
        )
        return followed
    }

    /// The broker with its log key: the known one, the one that is learnt now and kept, or that of a log which
    /// continues the known one and is named here.
    private func withLogKey(_ info: BrokerInfo, _ office: Office) async throws -> BrokerSession {
        let shown = try BrokerTrust.logKey(in: info, of: trust.name)
        if let known = trust.logKey {
            let named = try office.namedLogKey(of: trust)
            if known == shown, named == known { return self }
            guard let shown, shown == named, known != shown else {
                throw BrokerTrustError.otherLogKey
            }
            return try await LogFollowing(self, from: known, office).follow(info.logSuccessions)
        }
        guard let shown else { return self }
        let learnt = trust.with(logKey: shown).learning(info.logSuccessions)
        let lock = try office.home.lock(.settings)
        defer { lock.release() }
        try learnt.store(office.home)
        return with(learnt)
    }

    private static func warnOfClock(_ ahead: Int64, _ office: Office) {
        guard abs(ahead) > toleratedSeconds else { return }
        office.notices.warn(
            "the clock of this computer is \(told(ahead)) the broker's; set it right soon")
    }

    /// For what rests on the time; only a person can tell which of both clocks is wrong.
    static func clockSentence(_ ahead: Int64) -> String {
        guard abs(ahead) > toleratedSeconds else {
            return "this computer's clock agrees with the broker's to two minutes"
        }
        return "this computer's clock is \(told(ahead)) the broker's: compare it with another first"
    }

    /// `5 minutes ahead of`, `2 days behind`.
    static func told(_ ahead: Int64) -> String {
        length(abs(ahead)) + (ahead > 0 ? " ahead of" : " behind")
    }

    private static func length(_ seconds: Int64) -> String {
        switch seconds {
        case ..<7200: "\(seconds / 60) minutes"
        case ..<172_800: "\(seconds / 3600) hours"
        default: "\(seconds / 86_400) days"
        }
    }
}

extension Office {
    /// Does `body` with the broker in use, and closes the connection whatever happens.
    ///
    /// A broker that does not know the own newest record is told first: it would refuse what the keys in
    /// it signed.
    func withBroker<Answer>(
        _ body: (BrokerSession) async throws -> Answer
    ) async throws -> Answer {
        try await withBroker(telling: true, body)
    }

    /// - Parameter end: when all questions end at the latest; nil for no end.
    func withBroker<Answer>(
        telling isTelling: Bool, until end: ContinuousClock.Instant? = nil,
        _ body: (BrokerSession) async throws -> Answer
    ) async throws -> Answer {
        // Before anything is sent: who has chosen no broker hears of that first.
        _ = try BrokerTrust.load(home)
        try OwnOrganisation(home).requireCurrent(at: clock.now)
        return try await withBrokerOfAnyRecord(telling: isTelling, until: end, body)
    }

    /// The same where the own record need not count: to learn the one that does.
    func withBrokerOfAnyRecord<Answer>(
        telling isTelling: Bool, until end: ContinuousClock.Instant?,
        _ body: (BrokerSession) async throws -> Answer
    ) async throws -> Answer {
        let trust = try BrokerTrust.load(home)
        try requireCharter(agreeingWith: trust)
        let own = try OwnOrganisation(home)
        let connection = try BrokerConnection(
            origin: trust.origin, pin: trust.pin, deviceKey: KeyRing(home).device(),
            clock: { clock.now })
        connection.questionsEnd = end
        let answer: Result<Answer, any Error>
        do {
            let session = try await BrokerSession.begin(connection, trust, self)
            if isTelling { try await tellRecord(own.organisation, to: session) }
            answer = .success(try await body(session))
        } catch {
            answer = .failure(error)
        }
        await connection.shutdown()
        return try answer.get()
    }
}

extension Office {
    /// What the network's charter promises is what its brokers take.
    fileprivate func warnOfLimits(_ published: PublishedLimits) throws {
        guard let promised = try ConfirmedCharter.loadIfThere(home)?.current.limits,
            UInt64(clamping: published.payloadBytes) < promised.payloadSizeInBytes
                || published.deadlineMaxHours / 24 < Int64(promised.deadlineInDays)
        else { return }
        notices.warn("the broker takes less than the charter of the network promises")
    }

    /// A broker that was met by hand must be met with the keys that the charter gives it; one that was
    /// chosen from the charter must still stand there.
    private func requireCharter(agreeingWith trust: BrokerTrust) throws {
        guard let charter = try ConfirmedCharter.loadIfThere(home) else { return }
        if charter.history.isExpired(at: clock.now) {
            notices.warn(CharterError.expired(charter.current.expiryTime).message)
        }
        guard let listed = try chartered(trust.name) else {
            guard trust.isChartered else { return }
            throw CharterError.brokerNotListed(trust.name.text)
        }
        guard trust.agrees(with: listed) else { throw CharterError.contradictsBroker(trust.name) }
    }
}

extension BrokerClientError {
    /// The broker could not be asked; nothing was refused.
    var isOffline: Bool { self == .unreachable || self == .silent }
}
