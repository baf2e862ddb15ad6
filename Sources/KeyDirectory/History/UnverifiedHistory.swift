package import Primitives

/// What somebody says an organisation or a network is: parsed records, no signature checked.
package struct UnverifiedHistory<Record: RootedRecord>: Sendable {
    package let mode: Mode
    /// Oldest first.
    let records: [(signed: SignedRecord, record: Record)]

    /// - Throws: `noRecords`, `tooLarge` and what the record's `init(parsing:)` throws.
    package init(_ file: HistoryFile<Record>) throws(RecordError) {
        guard file.records.count <= RecordLimits.records else {
            throw .tooLarge(part: "list of records", limit: RecordLimits.records)
        }
        var records: [(SignedRecord, Record)] = []
        for signed in file.records {
            records.append((signed, try Record(parsing: signed.bytes)))
        }
        guard !records.isEmpty else { throw .noRecords }
        self.mode = file.mode
        self.records = records
    }

    /// The identity it would have: to be compared with what people say by telephone.
    package var fingerprint: Fingerprint { Fingerprint(records[0].signed.digest) }

    /// The name it claims.
    package var name: OrganisationName { records[0].record.name }

    /// Verifies the whole history from the first record, which must have this fingerprint.
    ///
    /// Each record is signed by its own threshold of its own roots, and each later one also by its
    /// predecessor's threshold of its predecessor's roots; versions follow without a gap; each
    /// names its predecessor's digest; name and mode stay; no key changes its purpose. Expiry is
    /// not judged here: see `VerifiedHistory.requireCurrent`.
    package func verify(
        fingerprint: Fingerprint, mode: Mode
    ) throws(RecordError) -> VerifiedHistory<Record> {
        guard self.fingerprint == fingerprint else { throw .fingerprintMismatch }
        var verifier = HistoryVerifier<Record>(mode: mode)
        for (signed, record) in records { try verifier.accept(signed, record) }
        return VerifiedHistory(fingerprint: fingerprint, mode: mode, records: records)
    }

    /// The same, and nothing older or other than what was seen before.
    package func verify(
        fingerprint: Fingerprint, mode: Mode, remembering known: RememberedRecord
    ) throws(RecordError) -> VerifiedHistory<Record> {
        let history = try verify(fingerprint: fingerprint, mode: mode)
        guard known.version <= records.count else {
            throw .rollback(known: known.version, found: records.count)
        }
        guard known.version >= 1, records[known.version - 1].signed.digest == known.digest else {
            throw .fork(version: known.version)
        }
        return history
    }
}

/// The newest record of a history that a client has seen.
package struct RememberedRecord: Hashable, Sendable {
    package let version: Int
    package let digest: SHA256Digest

    package init(version: Int, digest: SHA256Digest) {
        self.version = version
        self.digest = digest
    }
}

package typealias UnverifiedOrganisation = UnverifiedHistory<OrganisationRecord>
package typealias UnverifiedCharter = UnverifiedHistory<CharterRecord>
