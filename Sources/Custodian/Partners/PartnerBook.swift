import KeyDirectory
package import Primitives
import SystemPackage

/// The partners of a home: `partners/FINGERPRINT/`.
///
/// ```
/// history.json    the partner's organisation file, byte for byte
/// partner.json    {"type": ..., "version": 1, "confirmedTime": ...}, or "introducedTime"
/// ```
/// The folder is named for the fingerprint that a person confirmed, or that the confirmed charter
/// lists; whatever the history says must verify against that name at every reading.
struct PartnerBook {
    static let historyName = "history.json"
    private static let stateName = "partner.json"
    private static let type = "urn:plomba:v1:Partner"
    static let maximumPartners = 1024
    private let home: Home

    init(_ home: Home) {
        self.home = home
    }

    /// All partners, in the order of their names.
    func all(at now: Timestamp) throws -> [Partner] {
        guard PrivateFolder.isFolder(home.partners) else { return [] }
        let seen = try RecordsSeen.load(home)
        return try PrivateFolder.names(in: home.partners)
            .compactMap { Fingerprint($0) }
            .prefix(Self.maximumPartners)
            .compactMap { try partner($0, seen, at: now) }
            .sorted { $0.summary.name < $1.summary.name }
    }

    /// Nil when nobody here knows this fingerprint.
    func partner(_ fingerprint: Fingerprint, at now: Timestamp) throws -> Partner? {
        try partner(fingerprint, RecordsSeen.load(home), at: now)
    }

    private func partner(
        _ fingerprint: Fingerprint, _ seen: RecordsSeen, at now: Timestamp
    ) throws -> Partner? {
        let folder = folder(of: fingerprint)
        guard PrivateFolder.isFolder(folder) else { return nil }
        let path = folder.appending(Self.historyName)
        let bytes = try PrivateFile.read(path, limit: RecordLimits.fileSizeInBytes)
        do {
            let file = try OrganisationFile(parsing: bytes)
            let organisation = try UnverifiedOrganisation(file).verify(
                fingerprint: fingerprint, mode: file.mode,
                remembering: seen[fingerprint]?.record)
            return Partner(organisation, try standing(folder), at: now)
        } catch let failure as RecordError {
            throw HomeError.damaged(file: path, reason: failure.message)
        }
    }

    /// - Throws: ``PartnerError/unknown(_:)``
    func partner(named name: OrganisationName, at now: Timestamp) throws -> Partner {
        let found = try all(at: now).first { $0.summary.name == name }
        guard let found else { throw PartnerError.unknown(name) }
        return found
    }

    /// Adds a partner or takes over a newer history of one.
    ///
    /// - Parameter standing: nil leaves that of a partner who is known as it is. Confirmed never becomes
    ///   introduced.
    func add(
        _ organisation: VerifiedOrganisation, file: [UInt8], as standing: PartnerStanding?,
        at now: Timestamp
    ) throws -> Partner {
        let known = try all(at: now)
        let namesake = known.first { $0.summary.name == organisation.name }
        if let namesake, namesake.summary.fingerprint != organisation.fingerprint {
            throw PartnerError.nameTaken(organisation.name)
        }
        let before = known.first { $0.summary.fingerprint == organisation.fingerprint }?.standing
        let folder = folder(of: organisation.fingerprint)
        let after = before.map { $0.isConfirmed ? $0 : standing ?? $0 } ?? standing
        guard let after else { throw PartnerError.unknown(organisation.name) }
        if before != nil {
            try PrivateFile.write(file, to: folder.appending(Self.historyName))
            if after != before { try write(after, in: folder) }
            try remember(organisation)
            return Partner(organisation, after, at: now)
        }
        try PrivateFolder.makeAll(home.partners)
        try PrivateFolder.stage(folder) { staged in
            try PrivateFile.write(file, to: staged.appending(Self.historyName))
            try write(after, in: staged)
        }
        try remember(organisation)
        return Partner(organisation, after, at: now)
    }

    /// After the file: what is remembered is never ahead of it.
    private func remember(_ organisation: VerifiedOrganisation) throws {
        var seen = try RecordsSeen.load(home)
        seen.take(organisation)
        try seen.store(home)
    }

    private func write(_ standing: PartnerStanding, in folder: FilePath) throws {
        let member =
            switch standing {
            case .confirmed(let time): JSONMember("confirmedTime", .string(time.text))
            case .introduced(let time): JSONMember("introducedTime", .string(time.text))
            }
        try StateFile(folder.appending(Self.stateName)).write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)), member,
        ])
    }

    private func folder(of fingerprint: Fingerprint) -> FilePath {
        home.partners.appending(fingerprint.text)
    }

    private func standing(_ folder: FilePath) throws -> PartnerStanding {
        var state = try StateFile(folder.appending(Self.stateName)).read()
        return try state.wrapping { reader in
            try reader.constant("type", Self.type)
            if try reader.optionalString("confirmedTime") == nil {
                return .introduced(try reader.timestamp("introducedTime"))
            }
            return .confirmed(try reader.timestamp("confirmedTime"))
        }
    }
}

extension UnverifiedOrganisation {
    /// Verifies against what is known, when anything is.
    func verify(
        fingerprint: Fingerprint, mode: Mode, remembering known: RememberedRecord?
    ) throws(RecordError) -> VerifiedOrganisation {
        guard let known else { return try verify(fingerprint: fingerprint, mode: mode) }
        return try verify(fingerprint: fingerprint, mode: mode, remembering: known)
    }
}

extension Office {
    /// Adds the partner in a file after comparing the digits that a person typed.
    package func addPartner(file: String, digits: FingerprintDigits) throws -> Partner {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let history = try UnverifiedOrganisation(OrganisationFile(parsing: bytes))
        let fingerprint = history.fingerprint
        guard fingerprint.matches(digits) else { throw PartnerError.otherFingerprint }
        // What was seen is remembered even when the partner's folder is gone or damaged.
        let organisation = try history.verify(
            fingerprint: fingerprint, mode: history.mode,
            remembering: RecordsSeen.load(home)[fingerprint]?.record
                ?? PartnerBook(home).partner(fingerprint, at: clock.now)?.organisation.remembered)
        let own = try OwnOrganisation(home)
        guard organisation.fingerprint != own.organisation.fingerprint else {
            throw PartnerError.isOwn
        }
        guard organisation.mode == own.organisation.mode else {
            throw PartnerError.otherMode
        }
        guard !organisation.isExpired(at: clock.now) else {
            throw PartnerError.expired(organisation.name)
        }
        return try PartnerBook(home).add(
            organisation, file: bytes, as: .confirmed(clock.now), at: clock.now)
    }

    package func partners() throws -> [Partner] {
        try PartnerBook(home).all(at: clock.now)
    }
}
