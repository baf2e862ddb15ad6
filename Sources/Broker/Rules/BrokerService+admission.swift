package import BrokerAPI
package import KeyDirectory
package import Primitives

extension BrokerService {
    /// Admits an organisation, or takes a newer record of one that is admitted.
    ///
    /// - Parameters:
    ///   - file: the organisation file, as its owner exported it.
    ///   - digits: the fingerprint as the owner reads it out: 60 digits.
    /// - Returns: the organisation's name.
    @discardableResult
    package func admit(
        _ file: [UInt8], digits: String
    ) async throws(AdmissionError) -> OrganisationName {
        let organisation = try verify(file) { $0.matches(digits: digits) }
        try await take(organisation)
        return organisation.name
    }

    /// The records of an organisation that is served here, and the proof that the newest is in the log.
    package func organisation(
        _ fingerprint: Fingerprint
    ) async throws(BrokerError) -> OrganisationAnswer {
        guard let known = organisations.organisation(fingerprint) else {
            throw .unknownOrganisation
        }
        let position = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try LogRows.position(of: known.current.version, of: fingerprint, database)
            }
        }
        guard let position else { throw .store(.unpublished) }
        return OrganisationAnswer(
            file: known.file.serialized(), proof: try await proofs(of: [position])[0])
    }

    /// Takes newer records of an organisation that is served here, whoever brings them: they are
    /// signed by its roots, and whoever has those need not have a device.
    ///
    /// - Returns: whether anything was new.
    package func take(
        _ file: [UInt8], of fingerprint: Fingerprint
    ) async throws(BrokerError) -> Bool {
        guard let known = organisations.organisation(fingerprint) else {
            throw .unknownOrganisation
        }
        do throws(AdmissionError) {
            let organisation = try verify(file) { $0 == fingerprint }
            guard organisation.remembered != known.remembered else { return false }
            try await take(organisation)
            return true
        } catch {
            throw .record(error)
        }
    }

    /// - Postcondition: committed, also if it is signed only once the witnesses were heard.
    private func take(
        _ organisation: VerifiedOrganisation
    ) async throws(AdmissionError) {
        // With the signatures that were verified, and not those that came with the known records.
        let file = organisation.file.serialized()
        guard file.count <= RecordLimits.fileSizeInBytes else {
            throw .record(.tooLarge(part: "file of records", limit: RecordLimits.fileSizeInBytes))
        }
        let known = organisations.organisation(organisation.fingerprint)?.current.version ?? 0
        let now = now
        do {
            let isFirst = try await store.committer.submit { database in
                // Two records of one number, brought at the same time: only one of them follows.
                guard try OrganisationRows.version(database, organisation.fingerprint) == known
                else { return .undo(false) }
                try OrganisationRows.store(
                    database, fingerprint: organisation.fingerprint, name: organisation.name,
                    version: Int64(organisation.current.version), file: file,
                    mailboxes: organisation.current.mailboxes.map(\.name.text), now: now)
                try LogRows.append(database, recordsOf: organisation)
                return .keep(true)
            }
            guard isFirst else { throw AdmissionError.meanwhile }
        } catch StoreError.awaitingWitnesses {
            // It is committed.
        } catch let error as AdmissionError {
            throw error
        } catch {
            throw .store(StoreError(error))
        }
        do {
            try organisations.reload(from: store, verified: (organisation, .of(file)))
        } catch {
            throw .store(StoreError(error))
        }
    }

    private func verify(
        _ file: [UInt8], is expected: (Fingerprint) -> Bool
    ) throws(AdmissionError) -> VerifiedOrganisation {
        let organisation: VerifiedOrganisation
        do throws(RecordError) {
            let file = try OrganisationFile(parsing: file)
            guard let first = file.records.first else { throw .noRecords }
            let fingerprint = Fingerprint(first.digest)
            guard expected(fingerprint) else { throw .fingerprintMismatch }
            if let known = organisations.organisation(fingerprint) {
                organisation = try known.continued(by: file)
            } else {
                organisation = try UnverifiedOrganisation(file).verify(
                    fingerprint: fingerprint, mode: configuration.mode)
            }
            try organisation.requireCurrent(at: now)
            try organisation.requireIssued(by: now)
        } catch {
            throw .record(error)
        }
        guard !organisations.conflicts(with: organisation) else { throw .taken }
        return organisation
    }
}

/// Why an organisation is not admitted.
package enum AdmissionError: PlainFailure, Equatable {
    case record(RecordError)
    /// The name, or the key of a device, belongs to another organisation that is admitted.
    case taken
    /// Another record of the same organisation was taken at the same time.
    case meanwhile
    case store(StoreError)

    package var code: String {
        switch self {
        case .record(let error): error.code
        case .taken: "admission.taken"
        case .meanwhile: "admission.meanwhile"
        case .store(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .record(let error): error.message
        case .taken: "the name or a device key belongs to another organisation here"
        case .meanwhile: "another record of this organisation was taken at the same moment"
        case .store(let error): error.message
        }
    }

    package var hint: String? {
        switch self {
        case .record(let error): error.hint
        case .taken: nil
        case .meanwhile: "try again"
        case .store(let error): error.hint
        }
    }
}
