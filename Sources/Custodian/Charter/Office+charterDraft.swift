import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// A charter that somebody wants: what it says, how long, and whose keys may change it.
package struct CharterProposal: Sendable {
    /// `network.json`; nil to say what the present charter says.
    let contentFile: String?
    /// Only of a first charter.
    let name: OrganisationName?
    let roots: RootsChange
    let validDays: Int

    package init(
        contentFile: String?, name: OrganisationName?, roots: RootsChange, validDays: Int
    ) {
        self.contentFile = contentFile
        self.name = name
        self.roots = roots
        self.validDays = validDays
    }
}

/// What became of a charter that is being made.
package enum CharterDraftOutcome: Sendable {
    case waiting(CharterDraftSummary)
    case adopted(CharterSummary)
}

extension Office {
    private static let secondsPerDay: Int64 = 86_400
    private static let contentLimit = CharterLimits.recordSizeInBytes

    /// Drafts a network's first charter, or the version that follows the confirmed one.
    package func proposeCharter(_ proposal: CharterProposal) throws -> CharterDraftSummary {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let known = try ConfirmedCharter.loadIfThere(home)?.history
        if let waiting = try settledCharterDraft(after: known) {
            throw RecordChangeError.draftWaiting(version: waiting.record.version)
        }
        let record = try charter(proposal, after: known)
        try record.requireUsable()
        let draft = try CharterDraft(
            SignedRecord(
                bytes: record.serialized(), signatures: [], limit: CharterRecord.sizeLimitInBytes))
        try PrivateFolder.makeAll(home.charter)
        try draft.store(home)
        return CharterDraftSummary(draft, after: known, home)
    }

    /// Adds signatures that roots made over the draft, as `ssh-keygen -Y sign` writes them. With enough of
    /// them the charter counts.
    package func adoptCharter(signatures files: [String]) throws -> CharterDraftOutcome {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let known = try ConfirmedCharter.loadIfThere(home)
        guard var draft = try settledCharterDraft(after: known?.history) else {
            throw RecordChangeError.noDraft
        }
        let roots = (known?.current.roots ?? []) + draft.record.roots
        for file in files {
            let bytes = try OutsideFile.read(file, limit: OwnOrganisation.signatureLimit)
            let alone = try SignedRecord(
                bytes: draft.signed.bytes, signatures: [bytes],
                limit: CharterRecord.sizeLimitInBytes)
            guard
                !alone.signers(among: roots, as: CharterRecord.self, draft.record.mode).isEmpty
            else { throw RecordChangeError.foreignSignature(file) }
            draft = try draft.adding(bytes, in: home)
        }
        return try finish(draft, after: known)
    }

    package func charterDraft() throws -> CharterDraftSummary? {
        let known = try ConfirmedCharter.loadIfThere(home)?.history
        return try CharterDraft.loadIfThere(home).map {
            CharterDraftSummary($0, after: known, home)
        }
    }

    package func discardCharterDraft() throws {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        guard try CharterDraft.loadIfThere(home) != nil else { throw RecordChangeError.noDraft }
        try CharterDraft.remove(home)
    }

    /// What `network.json` says at present, or could say to begin with: those whom this home knows.
    package func charterContent() throws -> [UInt8] {
        if let known = try ConfirmedCharter.loadIfThere(home) {
            return known.current.content.serialized()
        }
        let own = try OwnOrganisation(home).organisation
        let partners = try PartnerBook(home).all(at: clock.now).map(\.organisation)
        return CharterContent(
            organisations: ([own] + partners).map {
                CharteredOrganisation(name: $0.name, fingerprint: $0.fingerprint)
            },
            brokers: try knownBroker(), witnesses: [], faultyWitnesses: 0, timeAuthorities: [],
            limits: NetworkLimits(payloadSizeInBytes: 5 << 30, deadlineInDays: 90)
        ).serialized()
    }

    private func knownBroker() throws -> [CharteredBroker] {
        guard let trust = try BrokerTrust.stored(home), let log = trust.logKey,
            let pin = BrokerPin(trust.pinText)
        else { return [] }
        return [
            CharteredBroker(
                name: trust.name, operatorName: nil, url: trust.address, pin: pin,
                serviceKey: trust.serviceKey,
                log: CharteredLog(origin: log.name.text, key: log.publicKey, quorum: 0))
        ]
    }

    private func charter(
        _ proposal: CharterProposal, after known: VerifiedCharter?
    ) throws -> CharterRecord {
        let issued = clock.now
        guard let expiry = issued.adding(seconds: Int64(proposal.validDays) * Self.secondsPerDay)
        else { throw FoundingError.expiry }
        let content = try proposal.contentFile.map {
            try CharterContent(parsing: OutsideFile.read($0, limit: Self.contentLimit))
        }
        let (roots, threshold) = try proposal.roots.applied(
            to: known?.current.roots ?? [], known?.current.threshold ?? 1)
        if let known {
            guard proposal.name == nil || proposal.name == known.name else {
                throw CharterError.otherName(known.name)
            }
            return try known.next(
                issued: issued, expiry: expiry, roots: roots, threshold: threshold,
                saying: content ?? known.current.content)
        }
        guard let name = proposal.name, let content, !roots.isEmpty else {
            throw CharterError.nameMissing
        }
        return try CharterRecord(
            head: RecordHead(
                mode: OwnOrganisation(home).organisation.mode, version: 1, name: name,
                previous: nil, issuedTime: issued, expiryTime: expiry, threshold: threshold,
                roots: roots),
            content: content)
    }

    /// The draft that still follows what is confirmed; one that does not any more is removed.
    private func settledCharterDraft(after known: VerifiedCharter?) throws -> CharterDraft? {
        guard let draft = try CharterDraft.loadIfThere(home) else {
            try CharterDraft.remove(home)
            return nil
        }
        guard draft.record.version == (known?.current.version ?? 0) + 1,
            draft.record.previous == known?.remembered.digest
        else {
            try CharterDraft.remove(home)
            return nil
        }
        return draft
    }

    /// Takes over a draft whose signatures suffice.
    ///
    /// Whoever drafted a first charter here need not compare it with anybody: it is made of these bytes.
    private func finish(
        _ draft: CharterDraft, after known: ConfirmedCharter?
    ) throws -> CharterDraftOutcome {
        let next: VerifiedCharter
        do throws(RecordError) {
            next = try Self.verify(draft, after: known?.history)
        } catch {
            guard case .tooFewSignatures = error else { throw error }
            return .waiting(CharterDraftSummary(draft, after: known?.history, home))
        }
        let state = try ConfirmedCharter.state(home)
        let summary = try state.map { try take(next, after: $0).summary } ?? confirm(next)
        try CharterDraft.remove(home)
        return .adopted(summary)
    }

    private static func verify(
        _ draft: CharterDraft, after known: VerifiedCharter?
    ) throws(RecordError) -> VerifiedCharter {
        if let known { return try known.appending(draft.signed) }
        return try UnverifiedCharter(CharterFile(mode: draft.record.mode, records: [draft.signed]))
            .verify(fingerprint: Fingerprint(draft.signed.digest), mode: draft.record.mode)
    }
}
