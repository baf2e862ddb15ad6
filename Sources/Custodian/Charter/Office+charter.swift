import KeyDirectory
package import Primitives
import PrivateFiles

/// What became of a charter file that was handed over.
package enum CharterOutcome: Sendable {
    /// Nobody has compared its fingerprint: nothing of it counts.
    case unconfirmed(CharterSummary)
    case confirmed(CharterSummary)
}

extension Office {
    /// Takes over a charter file: the first one after its digits were compared, later versions because their
    /// roots signed them.
    ///
    /// - Parameter digits: as somebody of the network read them out; nil keeps a first charter as
    ///   unconfirmed.
    package func importCharter(
        file: String, digits: FingerprintDigits?
    ) throws -> CharterOutcome {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let shown = try UnverifiedCharter(CharterFile(parsing: bytes))
        if let digits, !shown.fingerprint.matches(digits) { throw CharterError.otherFingerprint }
        if let state = try ConfirmedCharter.state(home) {
            return .confirmed(try follow(shown, after: state))
        }
        let charter = try first(shown)
        guard digits != nil else {
            try keepUnconfirmed(charter, bytes)
            return .unconfirmed(CharterSummary(charter, confirmedTime: nil, at: clock.now))
        }
        return .confirmed(try confirm(charter))
    }

    /// Confirms the charter that waits, by the digits that somebody of the network read out.
    package func confirmCharter(digits: FingerprintDigits) throws -> CharterSummary {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        guard try ConfirmedCharter.state(home) == nil,
            let waiting = try UnconfirmedCharter.loadIfThere(home)
        else { throw CharterError.nothingToConfirm }
        guard waiting.fingerprint.matches(digits) else { throw CharterError.otherFingerprint }
        return try confirm(first(waiting))
    }

    /// The charter that counts, or the one that waits to be confirmed; nil without either.
    package func charter() throws -> CharterOutcome? {
        if let known = try ConfirmedCharter.loadIfThere(home) {
            return .confirmed(CharterSummary(known, at: clock.now))
        }
        return try UnconfirmedCharter.loadIfThere(home).map {
            .unconfirmed(CharterSummary(try first($0), confirmedTime: nil, at: clock.now))
        }
    }

    /// Writes the charter file for others; a file that is there stays as it is.
    package func exportCharter(to path: String) throws -> CharterSummary {
        let known = try ConfirmedCharter.load(home)
        try OutsideFile.create(known.history.file.serialized(), at: path)
        return CharterSummary(known, at: clock.now)
    }

    /// Follows no network any more: what was compared here by hand counts again, and organisations that only
    /// the charter introduced are not sealed to.
    ///
    /// - Returns: the network that was left.
    package func leaveCharter() throws -> OrganisationName {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let name = try ConfirmedCharter.load(home).history.name
        try CharterDraft.remove(home)
        // First what makes it count: from then on the rest is a file that nobody reads.
        try SystemCall.removeFile(home.charterState)
        if PrivateFolder.isThere(home.charter) { try PrivateFolder.remove(home.charter) }
        return name
    }

    /// A charter that is seen for the first time, as its own roots signed it; whose they are is what the
    /// digits tell.
    func first(_ shown: UnverifiedCharter) throws -> VerifiedCharter {
        guard shown.mode == (try OwnOrganisation(home).organisation.mode) else {
            throw CharterError.otherMode
        }
        let charter = try shown.verify(fingerprint: shown.fingerprint, mode: shown.mode)
        guard !charter.isExpired(at: clock.now) else {
            throw CharterError.expired(charter.current.expiryTime)
        }
        try charter.current.requireUsable()
        return charter
    }

    func confirm(_ charter: VerifiedCharter) throws -> CharterSummary {
        let confirmed = ConfirmedCharter(history: charter, confirmedTime: clock.now)
        try confirmed.store(home)
        try UnconfirmedCharter.remove(home)
        try tellContradictions(of: confirmed)
        return CharterSummary(confirmed, at: clock.now)
    }

    private func follow(
        _ shown: UnverifiedCharter, after state: ConfirmedCharter.State
    ) throws -> CharterSummary {
        guard shown.fingerprint == state.fingerprint else {
            throw CharterError.otherNetwork(known: try knownName(shown.name))
        }
        let newest = try shown.verify(
            fingerprint: state.fingerprint, mode: shown.mode, remembering: state.seen)
        try newest.current.requireUsable()
        return try take(newest, after: state).summary
    }

    /// Stores versions that follow, and says what they change.
    ///
    /// It is said first, and from the version that was remembered: a power cut in between leaves it said twice,
    /// never unsaid. A file that is damaged is replaced by one that was held against what was seen.
    func take(
        _ newest: VerifiedCharter, after state: ConfirmedCharter.State
    ) throws -> (summary: CharterSummary, changes: [String]) {
        let confirmed = ConfirmedCharter(history: newest, confirmedTime: state.confirmedTime)
        let before = newest.history.first { $0.version == state.seen.version }
        let changes = before.map { CharterDifference($0, newest.current).sentences } ?? []
        for sentence in changes { notices.warn("the charter of \(newest.name.text): " + sentence) }
        try confirmed.store(home)
        try tellContradictions(of: confirmed)
        return (CharterSummary(confirmed, at: clock.now), changes)
    }

    /// The name of the network that was confirmed; its file may be damaged.
    func knownName(_ fallback: OrganisationName) throws -> OrganisationName {
        (try? ConfirmedCharter.loadIfThere(home))?.history.name ?? fallback
    }

    /// Says aloud where a charter and what people compared here differ, and whom it lists under a name that is
    /// almost a known one.
    private func tellContradictions(of charter: ConfirmedCharter) throws {
        let contradictions = CharterContradictions(home: home, now: clock.now)
        for failure in try contradictions.all(of: charter) { notices.warn(failure.message) }
        let partners = try PartnerBook(home).all(at: clock.now).map(\.summary.name)
        let likeness = NameLikeness(
            known: partners + [try OwnOrganisation(home).organisation.name])
        for organisation in charter.current.organisations {
            if let sentence = likeness.sentence(about: organisation.name) { notices.warn(sentence) }
        }
    }

    /// Keeps a first charter until its digits were compared. An older version does not take the place of a newer
    /// one that waits, and another network's not without a word.
    func keepUnconfirmed(_ charter: VerifiedCharter, _ file: [UInt8]) throws {
        // A file that is damaged is no reason to keep it.
        if let waiting = try? UnconfirmedCharter.loadIfThere(home).map(first) {
            if waiting.fingerprint == charter.fingerprint {
                _ = try waiting.continued(by: charter.file)
            } else {
                notices.warn(
                    "the charter of \(waiting.name.text) that waited here gives way to one of another network"
                )
            }
        }
        try UnconfirmedCharter.store(file, home)
    }
}
