import BrokerAPI
import BrokerClient
import KeyDirectory
package import Primitives
import PrivateFiles

/// A revocation without a home: from any machine, with the organisation's file and its roots.
///
/// The only computer of an office may be the one that was stolen. What is public suffices to write the record
/// that takes a key out; k roots sign it with `ssh-keygen`, and anybody brings it to the broker.
package struct Emergency: Sendable {
    private static let spareDays: Int64 = 30
    private static let oldSeconds: Int64 = 90 * 86_400
    private let organisation: VerifiedOrganisation
    package var name: OrganisationName { organisation.name }
    package var version: Int { organisation.current.version }
    /// When the newest record that is known was issued.
    package var issuedTime: Timestamp { organisation.current.issuedTime }
    /// How many roots must sign.
    package var threshold: Int { organisation.current.threshold }
    /// What roots sign under.
    package var namespace: String {
        organisation.mode.namespace(OrganisationRecord.statementName)
    }

    /// What a revocation would say.
    package struct Revocation: Sendable {
        /// When the record says that it was issued.
        package let issuedTime: Timestamp
        /// Mailboxes that nobody can open from then on.
        package let unread: [String]
        /// What a person must know before the roots sign.
        package let warnings: [String]
    }

    private init(_ organisation: VerifiedOrganisation) { self.organisation = organisation }

    /// - Parameter file: the organisation's file, as `organisation export` wrote it; the newest there is.
    /// - Throws: ``PartnerError/otherFingerprint`` when it is not the one whose digits were typed.
    package init(file: String, digits: FingerprintDigits) throws {
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let history = try UnverifiedOrganisation(OrganisationFile(parsing: bytes))
        guard history.fingerprint.matches(digits) else { throw PartnerError.otherFingerprint }
        organisation = try history.verify(fingerprint: history.fingerprint, mode: history.mode)
    }

    /// What a broker says before anything is written.
    package struct Asked: Sendable {
        /// By how much the clock here is ahead of the broker's.
        package let secondsAhead: Int64
        /// Whether it has no other record than these.
        package let isNewest: Bool
    }

    /// Asks a broker for the time, and whether these records are the newest. It shows newer ones to nobody without a
    /// device; those that it did not have are brought there.
    package func asked(of broker: BrokerIntroduction, clock: Clock) async throws -> Asked {
        try await connected(to: broker, clock) { connection in
            let info = try await connection.info()
            let ahead = clock.now.secondsSinceEpoch - info.time.secondsSinceEpoch
            do {
                let shown = try await connection.publish(
                    organisation.file.serialized(), of: organisation.fingerprint)
                guard let shown else { throw PartnerError.notServed(name) }
                let isNewest = try verified(shown.file).remembered == organisation.remembered
                return Asked(secondsAhead: ahead, isNewest: isNewest)
            } catch let error as BrokerClientError where error.problem != nil {
                // What has expired is refused too, and may be the newest.
                let isExpired = organisation.isExpired(at: info.time)
                return Asked(secondsAhead: ahead, isNewest: isExpired)
            }
        }
    }

    /// Writes the next record, for the roots to sign: all the keys are revoked that are named.
    ///
    /// Whether it can follow is judged here, and not when they have signed.
    package func revoke(
        _ keys: [RevokedKey], since: Timestamp, at now: Timestamp, into output: String
    ) throws -> Revocation {
        var expiry = organisation.current.expiryTime
        if expiry <= now {
            guard let later = now.adding(seconds: Self.spareDays * 86_400) else {
                throw FoundingError.expiry
            }
            expiry = later
        }
        let (draft, isComplete) = try organisation.draft(
            revoking: keys, since: since, issued: now, expiry: expiry)
        try OutsideFile.create(draft.signed.bytes, at: output)
        var warnings: [String] = []
        if !isComplete { warnings.append(RecordChangeError.noRoomForFormer) }
        if now.secondsSinceEpoch - issuedTime.secondsSinceEpoch > Self.oldSeconds {
            warnings.append(
                "the newest record in this file is of \(issuedTime.text): if there is a newer one, this "
                    + "revocation will not count; ask the broker (--broker, --pin), or a partner")
        }
        return Revocation(
            issuedTime: now,
            unread: RecordContent(draft.record).unreadMailboxes.map { $0.text + "@" + name.text },
            warnings: warnings)
    }

    /// Puts record and signatures together, verifies all of it, and writes the new file.
    ///
    /// A file that holds just this already stays: the command may be run again when the broker was away.
    ///
    /// - Returns: the version that counts now.
    package func finish(
        record: String, signatures: [String], into output: String
    ) throws -> Int {
        let bytes = try OutsideFile.read(record, limit: RecordLimits.recordSizeInBytes)
        let signed = try SignedRecord(
            bytes: bytes,
            signatures: signatures.map { file in
                try OutsideFile.read(file, limit: OwnOrganisation.signatureLimit)
            })
        let next =
            organisation.remembered.digest == signed.digest
            ? organisation : try organisation.appending(signed)
        let file = next.file.serialized()
        do {
            try OutsideFile.create(file, at: output)
        } catch FileError.alreadyThere(let path) {
            let there = try OutsideFile.read(output, limit: RecordLimits.fileSizeInBytes)
            guard there == file else { throw FileError.alreadyThere(path) }
        }
        return next.current.version
    }

    /// Brings the newest record to a broker. No key is needed for that: records prove themselves.
    ///
    /// - Returns: the version that the broker has now, which may be a newer one that follows this one.
    package func publish(at broker: BrokerIntroduction, clock: Clock) async throws -> Int {
        try await connected(to: broker, clock) { connection in
            let shown = try await connection.publish(
                organisation.file.serialized(), of: organisation.fingerprint)
            guard let shown else { throw PartnerError.notServed(name) }
            let kept = try verified(shown.file)
            guard kept.continues(organisation) else {
                throw RecordError.fork(version: version)
            }
            return kept.current.version
        }
    }

    private func verified(_ file: [UInt8]) throws -> VerifiedOrganisation {
        try UnverifiedOrganisation(OrganisationFile(parsing: file)).verify(
            fingerprint: organisation.fingerprint, mode: organisation.mode)
    }

    private func connected<Answer>(
        to broker: BrokerIntroduction, _ clock: Clock,
        _ body: (BrokerConnection) async throws -> Answer
    ) async throws -> Answer {
        let connection = try BrokerConnection(
            origin: broker.origin, pin: broker.pin, deviceKey: SigningKey(),
            clock: { clock.now })
        let answer: Result<Answer, any Error>
        do {
            answer = .success(try await body(connection))
        } catch {
            answer = .failure(error)
        }
        await connection.shutdown()
        return try answer.get()
    }
}

extension VerifiedOrganisation {
    fileprivate func continues(_ earlier: VerifiedOrganisation) -> Bool {
        records.map(\.digest).starts(with: earlier.records.map(\.digest))
    }
}

extension RecordContent {
    /// Mailboxes without an active member.
    var unreadMailboxes: [RecordLabel] {
        let active = Set(members.filter { $0.validity.status == .active }.map(\.label))
        return mailboxes.filter { active.isDisjoint(with: $0.members) }.map(\.name)
    }
}
