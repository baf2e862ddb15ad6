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
        let organisation = try verify(file, digits)
        let (name, now) = (organisation.name, now)
        let failure = await record(organisation, file, now)
        do {
            if let failure { throw failure }
            try organisations.reload(from: store)
        } catch {
            throw .store(StoreError(error))
        }
        return name
    }

    /// - Returns: nil when it is committed, also if it is signed only once the witnesses were heard.
    private func record(
        _ organisation: VerifiedOrganisation, _ file: [UInt8], _ now: Timestamp
    ) async -> StoreError? {
        do throws(StoreError) {
            _ = try await store.committer.submit { database in
                try OrganisationRows.store(
                    database, fingerprint: organisation.fingerprint, name: organisation.name,
                    version: Int64(organisation.current.version), file: file,
                    mailboxes: organisation.current.mailboxes.map(\.name.text), now: now)
                return .keep(try LogRows.append(database, recordsOf: organisation))
            }
            return nil
        } catch {
            return error == .awaitingWitnesses ? nil : error
        }
    }

    private func verify(
        _ file: [UInt8], _ digits: String
    ) throws(AdmissionError) -> VerifiedOrganisation {
        let organisation: VerifiedOrganisation
        do throws(RecordError) {
            let unverified = try UnverifiedOrganisation(OrganisationFile(parsing: file))
            let fingerprint = unverified.fingerprint
            guard fingerprint.matches(digits: digits) else { throw .fingerprintMismatch }
            if let known = organisations.organisation(fingerprint) {
                organisation = try unverified.verify(
                    fingerprint: fingerprint, mode: configuration.mode,
                    remembering: known.remembered)
            } else {
                organisation = try unverified.verify(
                    fingerprint: fingerprint, mode: configuration.mode)
            }
            try organisation.requireCurrent(at: now)
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
    case store(StoreError)

    package var code: String {
        switch self {
        case .record(let error): error.code
        case .taken: "admission.taken"
        case .store(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .record(let error): error.message
        case .taken: "the name or a device key belongs to another organisation here"
        case .store(let error): error.message
        }
    }

    package var hint: String? {
        switch self {
        case .record(let error): error.hint
        case .taken: nil
        case .store(let error): error.hint
        }
    }
}
