import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import Custodian
@testable import Verification

@Suite struct `Vectors of revoked keys` {
    /// Adds those of a revoked key to `Protocol/vectors/evidence-folders`, after the others were made
    /// anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `vectors of a key that was revoked are made anew`() async throws {
        let it = try await DatedCase.made()
        let policy = try CarriedPolicy(parsing: Array(it.policy().utf8))
        let end = try DatedCase.time("15:00")
        let (early, later) = (try DatedCase.time("11:05"), try DatedCase.time("11:06"))
        let late = try DatedCase.time("15:00")
        let revoked = try it.records(revokedAsOf: end)
        func holding(_ file: OrganisationFile, _ times: [Timestamp?]) throws -> EvidenceFolder {
            try it.folder(file, times, policy: policy)
        }
        let whole = try holding(revoked, [early, later, nil])
        var stale = whole
        stale.signers = try it.signers([
            it.here.own.organisation.file, it.records(revokedAsOf: nil),
        ])
        let unsigned = OrganisationFile(
            mode: .live,
            records: [
                revoked.records[0],
                try SignedRecord(
                    bytes: revoked.records[1].bytes, signatures: revoked.records[0].signatures),
            ])
        var forged = whole
        forged.organisations[1] = unsigned
        try EvidenceFolderVectorWriter(
            policy: String(decoding: policy.bytes, as: UTF8.self), trust: it.trust,
            organisations: [it.here.own.organisation.file, it.there.own.organisation.file],
            time: DatedCase.time("21:00")
        ).add(
            valid: [
                "revoked-and-shown-by-the-quorum": whole,
                "revoked-and-dated-too-late": holding(revoked, [early, late, nil]),
                "revoked-and-one-witness-dates-back": holding(revoked, [early, late, late]),
            ],
            invalid: [
                "signed-after-the-revocation": holding(
                    it.records(revokedAsOf: DatedCase.time("10:59")), [early, later, nil]),
                "revocation-not-in-allowed-signers": stale,
                "revocation-not-signed-by-the-roots": forged,
            ])
    }
}
