import KeyDirectory
import Primitives

/// Where a charter and what people compared here differ; the latter stays.
struct CharterContradictions {
    let home: Home
    let now: Timestamp

    func all(of charter: ConfirmedCharter) throws -> [CharterError] {
        try organisations(charter) + broker(charter)
    }

    private func organisations(_ charter: ConfirmedCharter) throws -> [CharterError] {
        let own = try OwnOrganisation(home).organisation
        var known = [own.name: own.fingerprint]
        for partner in try PartnerBook(home).all(at: now) {
            known[partner.summary.name] = partner.summary.fingerprint
        }
        return charter.history.introductions(knowing: known).contradicted
            .map { .contradictsOrganisation($0.name) }
    }

    /// One that was met by hand, and that the charter gives other keys.
    private func broker(_ charter: ConfirmedCharter) throws -> [CharterError] {
        guard let trust = try BrokerTrust.stored(home), !trust.isChartered,
            let listed = try charter.broker(named: trust.name), !trust.agrees(with: listed)
        else { return [] }
        return [.contradictsBroker(trust.name)]
    }
}

extension ConfirmedCharter {
    /// A broker as the newest version lists it.
    func broker(named name: OrganisationName) throws -> BrokerTrust? {
        guard let entry = current.broker(named: name) else { return nil }
        return try BrokerTrust(entry, mode: current.mode, charter: history.fingerprint)
    }
}
