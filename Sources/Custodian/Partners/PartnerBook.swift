import EvidenceBundle
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

/// The partners of a home: `partners/FINGERPRINT/`.
///
/// ```
/// history.json    the partner's organisation file, byte for byte
/// partner.json    {"type": ..., "version": 1, "confirmedTime": ..., "name": ..., "record": {"version": 3, "digest": ...}}
/// ```
/// "class" is there once somebody has said what kind of organisation it is (`partner class`).
/// "answeredTime" is there once it has read out that it confirmed this organisation.
/// "introducedTime" stands in the place of "confirmedTime" for one that only the charter lists.
/// The folder is named for the fingerprint that a person confirmed, or that the confirmed charter
/// lists; whatever the history says must verify against that name at every reading. One partner whose
/// files are damaged, or older than what was seen, does not keep the others from being known.
struct PartnerBook {
    static let historyName = "history.json"
    private static let type = "urn:plomba:v1:Partner"
    static let maximumPartners = 1024
    private let home: Home

    init(_ home: Home) {
        self.home = home
    }

    /// All partners whose files hold, in the order of their names.
    func all(at now: Timestamp) throws -> [Partner] { try read(at: now).partners }

    /// The same, and those whose files do not.
    func read(
        at now: Timestamp
    ) throws -> (partners: [Partner], damaged: [DamagedPartner]) {
        let seen = try RecordsSeen.load(home)
        var partners: [Partner] = []
        var damaged: [DamagedPartner] = []
        for fingerprint in try fingerprints() {
            do {
                if let partner = try partner(fingerprint, seen, at: now) {
                    partners.append(partner)
                }
            } catch let failure as any PlainFailure {
                let name = (try? PartnerState.load(folder(of: fingerprint)))?.name
                damaged.append(
                    DamagedPartner(fingerprint: fingerprint, name: name, failure: failure))
            }
        }
        return (partners.sorted { $0.summary.name < $1.summary.name }, damaged)
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
        let state = try PartnerState.load(folder)
        let path = folder.appending(Self.historyName)
        let bytes = try PrivateFile.read(path, limit: RecordLimits.fileSizeInBytes)
        do throws(RecordError) {
            let file = try OrganisationFile(parsing: bytes)
            let organisation = try UnverifiedOrganisation(file).verify(
                fingerprint: fingerprint, mode: file.mode,
                remembering: Self.newer(seen[fingerprint]?.record, state.record))
            return Partner(
                organisation, state, waiting: seen[fingerprint]?.waiting, at: now)
        } catch {
            throw HomeError.damaged(file: path, reason: error.message)
        }
    }

    /// What was seen last of a partner, whatever became of the files: in the folder and apart from it.
    func remembered(_ fingerprint: Fingerprint, at now: Timestamp) throws -> RememberedRecord? {
        // Files that are damaged or missing remember nothing.
        let state = try? PartnerState.load(folder(of: fingerprint))
        let seen = try RecordsSeen.load(home)[fingerprint]?.record
        return Self.newer(seen, state?.record)
            ?? (try? partner(fingerprint, at: now))?.organisation.remembered
    }

    private static func newer(
        _ one: RememberedRecord?, _ other: RememberedRecord?
    ) -> RememberedRecord? {
        guard let one, let other else { return one ?? other }
        return one.version < other.version ? other : one
    }

    /// - Throws: ``PartnerError/unknown(_:)``
    func partner(named name: OrganisationName, at now: Timestamp) throws -> Partner {
        let found = try all(at: now).first { $0.summary.name == name }
        guard let found else { throw PartnerError.unknown(name) }
        return found
    }

    /// Adds a partner or takes over a newer history of one, also where the one that is kept is damaged.
    ///
    /// - Parameter standing: nil leaves that of a partner who is known as it is. Confirmed never becomes
    ///   introduced.
    func add(
        _ organisation: VerifiedOrganisation, file: [UInt8], as standing: PartnerStanding?,
        at now: Timestamp
    ) throws -> Partner {
        try organisation.requireIssued(by: now)
        try requireFree(organisation.name, for: organisation.fingerprint, at: now)
        let folder = folder(of: organisation.fingerprint)
        // Where it is damaged, the caller says how the partner is known.
        let known = try? PartnerState.load(folder)
        let before = known?.standing
        let after = before.map { $0.isConfirmed ? $0 : standing ?? $0 } ?? standing
        guard let after else { throw PartnerError.unknown(organisation.name) }
        let state = PartnerState(
            standing: after, name: organisation.name, record: organisation.remembered,
            kind: known?.kind, answeredTime: known?.answeredTime)
        if PrivateFolder.isFolder(folder) {
            // The history first: what is remembered is never ahead of it.
            try PrivateFile.write(file, to: folder.appending(Self.historyName))
            try state.store(folder)
        } else {
            try PrivateFolder.makeAll(home.partners)
            try PrivateFolder.stage(folder) { staged in
                try PrivateFile.write(file, to: staged.appending(Self.historyName))
                try state.store(staged)
            }
        }
        let waiting = try remember(organisation)
        return Partner(organisation, state, waiting: waiting, at: now)
    }

    /// Keeps what kind of organisation a partner is.
    ///
    /// - Throws: ``PartnerError/unknown(_:)``, and what keeps its files from being read.
    func set(_ kind: RecipientClass, of name: OrganisationName, at now: Timestamp) throws {
        let folder = folder(of: try partner(named: name, at: now).summary.fingerprint)
        var state = try PartnerState.load(folder)
        state.kind = kind
        try state.store(folder)
    }

    /// Keeps when a partner read out that it has confirmed this organisation; the first time stays.
    ///
    /// - Throws: as the one before.
    func setAnswered(_ time: Timestamp, by name: OrganisationName, at now: Timestamp) throws {
        let folder = folder(of: try partner(named: name, at: now).summary.fingerprint)
        var state = try PartnerState.load(folder)
        guard state.answeredTime == nil else { return }
        state.answeredTime = time
        try state.store(folder)
    }

    /// By the names alone; only a home of an earlier version has to read the records of others for them.
    private func requireFree(
        _ name: OrganisationName, for fingerprint: Fingerprint, at now: Timestamp
    ) throws {
        for other in try fingerprints() where other != fingerprint {
            // Whose files are damaged and say no name is told elsewhere.
            let known =
                (try? PartnerState.load(folder(of: other)))?.name
                ?? (try? partner(other, at: now))?.summary.name
            guard known != name else { throw PartnerError.nameTaken(name) }
        }
    }

    /// - Returns: a newer record that still waits.
    private func remember(_ organisation: VerifiedOrganisation) throws -> RecordsSeen.Waiting? {
        var seen = try RecordsSeen.load(home)
        seen.take(organisation)
        try seen.store(home)
        return seen[organisation.fingerprint]?.waiting
    }

    private func fingerprints() throws -> [Fingerprint] {
        guard PrivateFolder.isFolder(home.partners) else { return [] }
        return try PrivateFolder.names(in: home.partners)
            .compactMap { Fingerprint($0) }
            .prefix(Self.maximumPartners).map { $0 }
    }

    private func folder(of fingerprint: Fingerprint) -> FilePath {
        home.partners.appending(fingerprint.text)
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
            remembering: PartnerBook(home).remembered(fingerprint, at: clock.now))
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
        let known = try PartnerBook(home).all(at: clock.now).map(\.summary.name)
        let partner = try PartnerBook(home).add(
            organisation, file: bytes, as: .confirmed(clock.now), at: clock.now)
        let likeness = NameLikeness(known: known + [own.organisation.name])
        if let sentence = likeness.sentence(about: organisation.name) { notices.warn(sentence) }
        return partner
    }

    /// Says what kind of organisation a partner is, as consent names it.
    package func setClass(of name: OrganisationName, to kind: PartnerClass) throws {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        try PartnerBook(home).set(kind.reason, of: name, at: clock.now)
    }

    package func partners() throws -> [Partner] {
        try PartnerBook(home).all(at: clock.now)
    }

    /// Those whose files here cannot be used.
    package func damagedPartners() throws -> [DamagedPartner] {
        try PartnerBook(home).read(at: clock.now).damaged
    }

    /// All whose files hold; of the others it is said that they are missing.
    func partnersTold() throws -> [Partner] {
        let (partners, damaged) = try PartnerBook(home).read(at: clock.now)
        for one in damaged { notices.warn("a partner is missing: \(one.failure.message)") }
        return partners
    }
}
