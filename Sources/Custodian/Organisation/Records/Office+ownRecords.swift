import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives
import PrivateFiles

/// Records of the own organisation that were made on another computer.
extension Office {
    /// Takes over the organisation's file as a colleague exported it: it must continue what is known.
    package func adopt(history file: String) throws -> RecordOutcome {
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        let newer = try newer(bytes, after: own)
        try take(newer, after: own)
        return .adopted(OrganisationSummary(newer, at: clock.now))
    }

    /// Whether a file that was handed over is an organisation's file rather than a signature.
    package func isHistory(_ file: String) throws -> Bool {
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        // Whatever is no signature is read as records, which say what is wrong with them.
        return (try? SSHSignature(armored: bytes)) == nil && bytes.first == UInt8(ascii: "{")
    }

    /// Takes over what the broker has of the own records, when a person knows who made it: proven to be
    /// in the log, where partners see it too.
    ///
    /// Without being asked nothing is taken: see ``OwnRecordError/madeElsewhere(version:)``.
    package func adoptFromBroker() async throws -> RecordOutcome {
        try await withBrokerOfAnyRecord(telling: false, until: nil) { session in
            let own = try OwnOrganisation(home).organisation
            let answer = try await session.connection.organisation(own.fingerprint)
            guard let answer else { throw PartnerError.notServed(own.name) }
            let newer = try newer(answer.file, after: own)
            try await requireWitnessed(answer.proof, of: newer, by: session)
            let lock = try home.lock(.settings)
            defer { lock.release() }
            // Another command may have taken it over in the meantime.
            let present = try settledOrganisation().organisation
            if present.current.version < newer.current.version {
                try take(newer, after: present)
                try ToldRecord(newer, session.trust).store(home)
            }
            return .adopted(
                OrganisationSummary(try OwnOrganisation(home).organisation, at: clock.now))
        }
    }

    private func newer(
        _ file: [UInt8], after own: VerifiedOrganisation
    ) throws -> VerifiedOrganisation {
        do {
            let newer = try UnverifiedOrganisation(OrganisationFile(parsing: file)).verify(
                fingerprint: own.fingerprint, mode: own.mode, remembering: own.remembered)
            try newer.requireIssued(by: clock.now)
            return newer
        } catch RecordError.fork(let version) {
            throw OwnRecordError.madeTwice(version: version)
        }
    }

    /// Stores the records that are new, oldest first; the caller has the lock.
    func take(
        _ newer: VerifiedOrganisation, after own: VerifiedOrganisation
    ) throws {
        for version in own.history.count..<newer.history.count {
            try OwnOrganisation.store(
                newer.records[version], version: version + 1, in: home.organisation)
        }
        let draft = try RecordDraft.loadIfThere(home)
        _ = try settledOrganisation()
        if let draft, draft.record.version <= newer.current.version,
            !newer.records.contains(where: { $0.digest == draft.signed.digest })
        {
            notices.warn("the draft of record \(draft.record.version) is void: another one counts")
        }
        for sentence in RecordDifference(own.current, newer.current).sentences {
            notices.warn("your organisation's record: " + sentence)
        }
    }
}
