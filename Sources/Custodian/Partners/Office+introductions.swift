import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives
import PrivateFiles

/// Organisations that the confirmed charter introduces: their fingerprint comes from it, until somebody
/// compares it.
extension Office {
    /// Adds the partner in a file that the confirmed charter lists, without digits.
    package func introducePartner(file: String) throws -> Partner {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let charter = try ConfirmedCharter.load(home)
        try charter.requireCurrent(at: clock.now)
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let shown = try UnverifiedOrganisation(OrganisationFile(parsing: bytes))
        guard
            let listed = charter.current.organisations.first(where: {
                $0.fingerprint == shown.fingerprint
            })
        else { throw PartnerError.notInCharter }
        return try introduce(listed, bytes, charter)
    }

    /// Asks the broker for the records of those whom the charter lists and nobody here knows yet.
    func learnIntroduced(by session: BrokerSession) async throws -> [RecordNews] {
        guard let charter = try ConfirmedCharter.loadIfThere(home),
            !charter.history.isExpired(at: clock.now)
        else { return [] }
        var news: [RecordNews] = []
        for listed in try strangers(in: charter) {
            guard let answer = try await session.connection.organisation(listed.fingerprint) else {
                continue
            }
            let shown = try UnverifiedOrganisation(OrganisationFile(parsing: answer.file)).verify(
                fingerprint: listed.fingerprint, mode: charter.history.mode)
            try await requireWitnessed(answer.proof, of: shown, by: session)
            let lock = try home.lock(.settings)
            defer { lock.release() }
            let partner = try introduce(listed, answer.file, charter)
            notices.warn(
                "\(listed.name.text) is new here, from the charter: unconfirmed until you compare its fingerprint"
            )
            news.append(
                RecordNews(
                    name: partner.summary.name, version: partner.summary.version, recovered: []))
        }
        return news
    }

    /// Those who are neither known here nor contradict somebody who is.
    private func strangers(in charter: ConfirmedCharter) throws -> [CharteredOrganisation] {
        let own = try OwnOrganisation(home).organisation
        let (partners, damaged) = try PartnerBook(home).read(at: clock.now)
        let names = Set(partners.map(\.summary.name) + damaged.compactMap(\.name) + [own.name])
        let fingerprints = Set(
            partners.map(\.summary.fingerprint) + damaged.map(\.fingerprint) + [own.fingerprint])
        return charter.current.organisations.filter {
            !names.contains($0.name) && !fingerprints.contains($0.fingerprint)
        }
    }

    /// The caller has the lock.
    private func introduce(
        _ listed: CharteredOrganisation, _ file: [UInt8], _ charter: ConfirmedCharter
    ) throws -> Partner {
        let mode = charter.history.mode
        let organisation = try UnverifiedOrganisation(OrganisationFile(parsing: file)).verify(
            fingerprint: listed.fingerprint, mode: mode,
            remembering: PartnerBook(home).remembered(listed.fingerprint, at: clock.now))
        guard organisation.name == listed.name else { throw PartnerError.notInCharter }
        guard organisation.fingerprint != (try OwnOrganisation(home).organisation.fingerprint)
        else { throw PartnerError.isOwn }
        guard !organisation.isExpired(at: clock.now) else {
            throw PartnerError.expired(organisation.name)
        }
        return try PartnerBook(home).add(
            organisation, file: file, as: .introduced(clock.now), at: clock.now)
    }
}

extension Directory {
    /// Somebody for whom something is sealed: confirmed here, or still listed by the charter.
    ///
    /// - Throws: ``PartnerError/unknown(_:)``, ``PartnerError/recordNotWitnessed(_:version:)``,
    ///   ``PartnerError/recordWithheld(_:version:)``,
    ///   ``CharterError/unlisted(_:)``.
    func recipient(named name: OrganisationName) throws -> VerifiedOrganisation {
        let organisation = try organisation(named: name)
        guard !unlisted.contains(organisation.fingerprint) else {
            throw CharterError.unlisted(name)
        }
        if let failure = held[organisation.fingerprint] { throw failure }
        return organisation
    }
}
