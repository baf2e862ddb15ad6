import KeyDirectory
package import Primitives
import SystemPackage

/// The confirmed partners of a home: `partners/FINGERPRINT/`.
///
/// ```
/// history.json    the partner's organisation file, byte for byte
/// partner.json    {"type": ..., "version": 1, "confirmedTime": ..., "recordVersion": n}
/// ```
/// The folder is named for the fingerprint that a person confirmed; whatever the history says must
/// verify against that name at every reading.
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
        return try PrivateFolder.names(in: home.partners)
            .compactMap { Fingerprint($0) }
            .prefix(Self.maximumPartners)
            .compactMap { try partner($0, at: now) }
            .sorted { $0.summary.name < $1.summary.name }
    }

    /// Nil when nobody here has confirmed this fingerprint.
    func partner(_ fingerprint: Fingerprint, at now: Timestamp) throws -> Partner? {
        let folder = folder(of: fingerprint)
        guard PrivateFolder.isFolder(folder) else { return nil }
        let path = folder.appending(Self.historyName)
        let bytes = try PrivateFile.read(path, limit: RecordLimits.fileSizeInBytes)
        do {
            let file = try OrganisationFile(parsing: bytes)
            let organisation = try UnverifiedOrganisation(file).verify(
                fingerprint: fingerprint, mode: file.mode)
            return Partner(organisation, confirmedTime: try confirmedTime(folder), at: now)
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
    func add(
        _ organisation: VerifiedOrganisation, file: [UInt8], at now: Timestamp
    ) throws -> Partner {
        let known = try all(at: now)
        let namesake = known.first { $0.summary.name == organisation.name }
        if let namesake, namesake.summary.fingerprint != organisation.fingerprint {
            throw PartnerError.nameTaken(organisation.name)
        }
        let before = known.first { $0.summary.fingerprint == organisation.fingerprint }
        let folder = folder(of: organisation.fingerprint)
        if let before {
            try PrivateFile.write(file, to: folder.appending(Self.historyName))
            return Partner(organisation, confirmedTime: before.confirmedTime, at: now)
        }
        try PrivateFolder.makeAll(home.partners)
        try PrivateFolder.stage(folder) { staged in
            try PrivateFile.write(file, to: staged.appending(Self.historyName))
            try StateFile(staged.appending(Self.stateName)).write([
                JSONMember("type", .string(Self.type)),
                JSONMember("version", .integer(1)),
                JSONMember("confirmedTime", .string(now.text)),
            ])
        }
        return Partner(organisation, confirmedTime: now, at: now)
    }

    private func folder(of fingerprint: Fingerprint) -> FilePath {
        home.partners.appending(fingerprint.text)
    }

    private func confirmedTime(_ folder: FilePath) throws -> Timestamp {
        var state = try StateFile(folder.appending(Self.stateName)).read()
        return try state.wrapping { reader in
            try reader.constant("type", Self.type)
            return try reader.timestamp("confirmedTime")
        }
    }
}

extension UnverifiedOrganisation {
    /// Verifies against what is known, when anything is.
    fileprivate func verify(
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
        let known = try PartnerBook(home).partner(fingerprint, at: clock.now)
        let organisation = try history.verify(
            fingerprint: fingerprint, mode: history.mode,
            remembering: known?.organisation.remembered)
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
        return try PartnerBook(home).add(organisation, file: bytes, at: clock.now)
    }

    package func partners() throws -> [Partner] {
        try PartnerBook(home).all(at: clock.now)
    }
}
