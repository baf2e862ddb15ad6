import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives

/// Meeting a broker for the first time: `plomba broker use URL --pin PIN`.
package struct BrokerIntroduction: Sendable {
    let origin: ExternalOrigin
    let pin: ServicePin
    private let serviceKey: PublicKey?

    /// - Parameter serviceKey: nil to learn it from the holder of the pinned key.
    package init(url: String, pin: String, serviceKey: String?) throws(BrokerTrustError) {
        guard let origin = ExternalOrigin(url) else { throw .address(url) }
        guard let pin = ServicePin(pin) else { throw .pin }
        self.origin = origin
        self.pin = pin
        guard let serviceKey else {
            self.serviceKey = nil
            return
        }
        guard let key = try? PublicKey(openSSH: serviceKey) else { throw .serviceKey }
        self.serviceKey = key
    }

    /// A broker that a charter lists.
    init(_ trust: BrokerTrust) {
        (origin, pin, serviceKey) = (trust.origin, trust.pin, trust.serviceKey)
    }

    /// Asks the holder of the pinned key for its name and service key.
    ///
    /// The question is signed by a key made for it: the broker need not know us yet.
    func meet(clock: Clock) async throws -> BrokerTrust {
        let connection = try BrokerConnection(
            origin: origin, pin: pin, deviceKey: SigningKey(), clock: { clock.now })
        let answer: Result<BrokerInfo, any Error>
        do {
            answer = .success(try await connection.info())
        } catch {
            answer = .failure(error)
        }
        await connection.shutdown()
        let info = try answer.get()
        guard let name = OrganisationName(info.name),
            let key = try? PublicKey(openSSH: info.serviceKey)
        else { throw BrokerTrustError.unusableAnswer }
        guard serviceKey == nil || serviceKey == key else {
            throw BrokerTrustError.otherServiceKey
        }
        return BrokerTrust(
            origin: origin, pin: pin, name: name, serviceKey: key,
            logKey: try BrokerTrust.logKey(in: info, of: name), mode: info.mode, charter: nil
        ).learning(info.logSuccessions)
    }
}

extension Office {
    /// Chooses the broker for everything that follows.
    ///
    /// The same address met again must sign with the same key.
    package func use(_ introduction: BrokerIntroduction) async throws -> BrokerTrust {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        var met = try await introduction.meet(clock: clock)
        let own = try OwnOrganisation(home)
        guard met.mode == own.organisation.mode else { throw BrokerTrustError.otherMode }
        if let listed = try chartered(met.name) {
            guard met.agrees(with: listed) else { throw CharterError.contradictsBroker(met.name) }
            let chosen = try listed.keepingLog(of: BrokerTrust.stored(home))
            try chosen.store(home)
            return chosen
        }
        if let known = try BrokerTrust.loadIfThere(home), known.origin == met.origin {
            guard known.serviceKey == met.serviceKey else {
                throw BrokerTrustError.otherServiceKey
            }
            guard known.logKey == nil || known.logKey == met.logKey else {
                throw BrokerTrustError.otherLogKey
            }
        }
        // The same broker under another pin or address: what its former keys have signed goes on counting.
        if let known = try BrokerTrust.loadIfThere(home), known.name == met.name,
            known.serviceKey == met.serviceKey
        {
            met.keyChanges = known.keyChanges
            if known.logKey == met.logKey { met.logSuccessions = known.logSuccessions }
        }
        try met.store(home)
        return met
    }

    /// Chooses a broker that the confirmed charter lists; nil where it lists only one.
    package func useChartered(_ name: String?) async throws -> BrokerTrust {
        let charter = try ConfirmedCharter.load(home)
        try charter.requireCurrent(at: clock.now)
        let brokers = charter.current.brokers
        guard name != nil || brokers.count < 2 else { throw CharterError.severalBrokers }
        let entry = brokers.first {
            name == nil || $0.name.text.utf8.elementsEqual((name ?? "").utf8)
        }
        guard let entry, let listed = try chartered(entry.name) else {
            throw CharterError.brokerNotListed(name ?? "")
        }
        return try await use(BrokerIntroduction(listed))
    }

    /// A broker as the confirmed charter lists it.
    func chartered(_ name: OrganisationName) throws -> BrokerTrust? {
        try ConfirmedCharter.loadIfThere(home)?.broker(named: name)
    }
}
