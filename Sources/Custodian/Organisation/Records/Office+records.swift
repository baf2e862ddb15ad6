import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

extension Office {
    private static let secondsPerDay: Int64 = 86_400

    /// Makes the next record of the own organisation and signs it with the root on this computer.
    ///
    /// With enough signatures it counts at once. Otherwise its draft waits for the other roots.
    ///
    /// - Parameter validDays: for how many days it is to be valid; nil for as long as the present one.
    package func change(_ change: RecordChange, validDays: Int?) async throws -> RecordOutcome {
        try await prepareRecord(today: nil)
        return try make(change, validDays)
    }

    /// The same keys, for longer.
    ///
    /// - Parameter today: the day that a calendar shows, for a computer that nobody tells the time.
    package func renew(validDays: Int, today: Timestamp?) async throws -> RecordOutcome {
        try await prepareRecord(today: today)
        return try make(.renewal, validDays)
    }

    private func make(_ change: RecordChange, _ validDays: Int?) throws -> RecordOutcome {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation()
        if !change.supersedesDraft { try requireNoDraft() }
        let draft = try self.draft(change, after: own.organisation, validDays)
        try own.organisation.requireFollowing(draft.record)
        let signature = try signature(over: draft, after: own.organisation) { try askPassphrase() }
        try dropSuperseded()
        return try finish(draft, after: own.organisation, signature: signature)
    }

    /// What is urgent does not wait for a draft that waits: that one would follow a record which is no
    /// longer the newest.
    private func dropSuperseded() throws {
        guard let waiting = try RecordDraft.loadIfThere(home) else { return }
        try RecordDraft.remove(home)
        _ = try settledOrganisation()
        notices.warn(
            "the draft of record \(waiting.record.version) is dropped: this change comes first; make it again afterwards"
        )
    }

    /// Adds signatures that roots made elsewhere over the draft, as `ssh-keygen -Y sign` writes them.
    package func adopt(signatures files: [String]) async throws -> RecordOutcome {
        try await prepareRecord(today: nil)
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        var draft = try RecordDraft.load(home)
        for file in files {
            let bytes = try OutsideFile.read(file, limit: OwnOrganisation.signatureLimit)
            let alone = try SignedRecord(bytes: draft.signed.bytes, signatures: [bytes])
            let signers = own.signers(of: draft.record, alone)
            guard !(signers.predecessors + signers.own).isEmpty else {
                throw RecordChangeError.foreignSignature(file)
            }
            draft = try draft.adding(bytes, in: home)
        }
        return try finishStored(draft, after: own)
    }

    /// What waits for signatures; nil when nothing does.
    package func recordDraft() throws -> DraftSummary? {
        let own = try OwnOrganisation(home).organisation
        return try RecordDraft.loadIfThere(home).map { DraftSummary($0, after: own, home) }
    }

    /// Drops the draft and the new keys that wait with it; the present record goes on.
    package func discardDraft() throws {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        _ = try settledOrganisation()
        guard try RecordDraft.loadIfThere(home) != nil else { throw RecordChangeError.noDraft }
        try RecordDraft.remove(home)
        _ = try settledOrganisation()
    }

    /// The organisation after whatever an interrupted command left was completed or removed; the
    /// caller has the lock.
    func settledOrganisation() throws -> OwnOrganisation {
        let own = try OwnOrganisation(home)
        let current = own.organisation.current.version
        var draft = try RecordDraft.loadIfThere(home)
        if let known = draft, known.record.version <= current { draft = nil }
        // What has taken its place, or was half removed when the power failed.
        if draft == nil { try RecordDraft.remove(home) }
        try KeyRing(home).replacement.settle(
            records: own.organisation.records.map(\.digest), draft: draft?.signed.digest,
            told: ToldRecord.load(home)?.record)
        return own
    }

    func requireNoDraft() throws {
        if let waiting = try RecordDraft.loadIfThere(home) {
            throw RecordChangeError.draftWaiting(version: waiting.record.version)
        }
    }

    /// The next record, not signed by anybody.
    func draft(
        _ change: RecordChange, after own: VerifiedOrganisation, _ validDays: Int?
    ) throws -> RecordDraft {
        let issued = clock.now
        let expiry: Timestamp
        if let validDays {
            guard let end = issued.adding(seconds: Int64(validDays) * Self.secondsPerDay) else {
                throw FoundingError.expiry
            }
            expiry = end
        } else {
            guard !own.isExpired(at: issued) else { throw RecordChangeError.expired }
            expiry = own.current.expiryTime
        }
        if case .revocation(let key, let since) = change {
            let (draft, isComplete) = try own.draft(
                revoking: [key], since: since, issued: issued, expiry: expiry)
            if !isComplete { notices.warn(RecordChangeError.noRoomForFormer) }
            return draft
        }
        return try own.draft(issued: issued, expiry: expiry) { present in
            try change.content(
                after: present, history: own.history, issued: issued, expiry: expiry)
        }
    }

    /// Signs with the root on this computer, if it is one of those who may, and stores the outcome.
    func finish(
        _ draft: RecordDraft, after own: VerifiedOrganisation,
        passphrase: () throws -> SecretBytes
    ) throws -> RecordOutcome {
        try finish(draft, after: own, signature: signature(over: draft, after: own, passphrase))
    }

    /// The same with the signature that there is, if any.
    func finish(
        _ draft: RecordDraft, after own: VerifiedOrganisation, signature: [UInt8]?
    ) throws -> RecordOutcome {
        let signed = try signature.map { signature in
            try RecordDraft(SignedRecord(bytes: draft.signed.bytes, signatures: [signature]))
        }
        let draft = signed ?? draft
        // What could never count must not keep other changes waiting.
        try own.requireFollowing(draft.record)
        // A draft that can never count, whoever signs it, would block every later change.
        _ = try own.counting(draft)
        try draft.store(home)
        return try finishStored(draft, after: own)
    }

    func signature(
        over draft: RecordDraft, after own: VerifiedOrganisation,
        _ passphrase: () throws -> SecretBytes
    ) throws -> [UInt8]? {
        let ring = KeyRing(home)
        guard ring.isThere(.root) else { return nil }
        let root = try ring.signingKey(.root, locker: locker, passphrase: passphrase())
        let points = Set((own.current.roots + draft.record.roots).map(\.point))
        guard points.contains(root.publicKey) else { return nil }
        return SignedRecord.signature(over: draft.signed.bytes, mode: own.mode, by: root)
    }

    /// Adopts the draft on the disk when its signatures suffice.
    ///
    /// The record is stored before the keys change places: whoever finds it half done moves on.
    private func finishStored(
        _ draft: RecordDraft, after own: VerifiedOrganisation
    ) throws -> RecordOutcome {
        guard let next = try own.counting(draft) else {
            return .waiting(DraftSummary(draft, after: own, home))
        }
        try OwnOrganisation.store(
            draft.signed, version: draft.record.version, in: home.organisation)
        _ = try settledOrganisation()
        return .adopted(OrganisationSummary(next, at: clock.now))
    }
}
