import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives
import PrivateFiles

/// The way out when two computers of ours have made records of one number, or one with a wrong date.
extension Office {
    /// Takes the records that the broker shows, or a file, in the place of those that were made here and
    /// that the broker never answered with. Keys that the dropped records replaced are put back.
    ///
    /// - Parameter file: the organisation's file; nil for what the broker has.
    package func adoptInstead(of file: String?) async throws -> RecordOutcome {
        if let file {
            let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
            let other = try history(in: bytes)
            return try takeInstead(other, told: nil)
        }
        return try await withBrokerOfAnyRecord(telling: false, until: nil) { session in
            let own = try OwnOrganisation(home).organisation
            let answer = try await session.connection.organisation(own.fingerprint)
            guard let answer else { throw PartnerError.notServed(own.name) }
            let other = try history(in: answer.file)
            try await requireWitnessed(answer.proof, of: other, by: session)
            return try takeInstead(other, told: ToldRecord(other, session.trust))
        }
    }

    private func history(in bytes: [UInt8]) throws -> VerifiedOrganisation {
        let own = try OwnOrganisation(home).organisation
        let other = try UnverifiedOrganisation(OrganisationFile(parsing: bytes)).verify(
            fingerprint: own.fingerprint, mode: own.mode)
        try other.requireIssued(by: clock.now)
        return other
    }

    private func takeInstead(
        _ other: VerifiedOrganisation, told: ToldRecord?
    ) throws -> RecordOutcome {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        try requireNoDraft()
        let common = own.commonRecords(with: other)
        if common < own.records.count {
            try requireUntold(own.records[common...].map(\.digest))
            try putIdentityFirst(after: common, in: other)
            // The newest first: what is there is a history at every moment.
            for version in (common + 1...own.records.count).reversed() {
                try OwnOrganisation.remove(version: version, in: home.organisation)
            }
            notices.warn("what was made here from record \(common + 1) on is dropped")
        }
        try take(other, after: OwnOrganisation(home).organisation)
        _ = try lockKeys()
        try told?.store(home)
        for sentence in RecordDifference(own.current, other.current).sentences {
            notices.warn("your organisation's record: " + sentence)
        }
        return .adopted(OrganisationSummary(try OwnOrganisation(home).organisation, at: clock.now))
    }

    /// What the broker has answered with, partners have: that is not dropped.
    private func requireUntold(_ dropped: [SHA256Digest]) throws {
        guard let told = try ToldRecord.load(home), dropped.contains(told.record) else { return }
        throw OwnRecordError.knownToOthers
    }

    /// The identity of the key that is put back comes first again; the newer one stays behind it.
    private func putIdentityFirst(
        after common: Int, in other: VerifiedOrganisation
    ) throws {
        let ring = KeyRing(home)
        let replaced = ring.replacement.earlier.all.first { $0.isLocked && $0.version > common }
        guard let replaced, ring.isThere(.memberEncryption) else { return }
        let passphrase = try askPassphrase()
        let signing = try SigningKey(
            openSSHPrivateKey: locker.unlock(replaced.read(), passphrase)
        ).publicKey
        let member = other.current.members.first { $0.signingKey == signing }
        guard let member else { return }
        let file = try ring.unlock(.memberEncryption, locker, passphrase)
        let reordered = try IdentityFile.leading(with: member.recipient.text, in: file)
        guard let reordered else { return }
        try ring.replacement.replace(with: [
            (
                name: KeyRing.LockedKey.memberEncryption.rawValue,
                content: try locker.lock(reordered, passphrase)
            )
        ])
    }
}

extension VerifiedOrganisation {
    /// How many records both begin with.
    func commonRecords(with other: VerifiedOrganisation) -> Int {
        zip(records, other.records).prefix { $0.digest == $1.digest }.count
    }
}
