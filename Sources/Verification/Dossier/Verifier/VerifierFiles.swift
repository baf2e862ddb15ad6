// Made by Tools/make-verifier-source.

package import BagIt
import Primitives

/// The stand-alone verifier in Python, and the schemas that it reads: what `Protocol/verifier` and
/// `Protocol/schemas` hold, byte for byte.
package enum VerifierFiles {
    /// `verifier/NAME.py` and `schemas/NAME.json`, as they stand in a dossier.
    package static let all: [(path: BagPath, content: [UInt8])] = encoded.compactMap { name, text in
        guard let path = try? BagPath(name),
            let content = Base64.decode(String(text.filter { $0 != "\n" }))
        else { return nil }
        return (path, content)
    }

    /// What ``DossierInspection`` holds a dossier against.
    static let digests: [BagPath: SHA256Digest] = Dictionary(
        all.map { ($0.path, .of($0.content)) }, uniquingKeysWith: { first, _ in first })

    private static let encoded: [(name: String, text: String)] = [
        ("verifier/verify.py", programVerify),
        ("verifier/by_openssl.py", programByOpenssl),
        ("verifier/records.py", programRecords),
        ("verifier/folders.py", programFolders),
        ("verifier/originals.py", programOriginals),
        ("verifier/acts.py", programActs),
        ("verifier/evidence.py", programEvidence),
        ("verifier/evidence_folder.py", programEvidenceFolder),
        ("verifier/lanes.py", programLanes),
        ("verifier/notes.py", programNotes),
        ("verifier/tokens.py", programTokens),
        ("verifier/statements.py", programStatements),
        ("schemas/common.json", schemaCommon),
        ("schemas/texts.json", schemaTexts),
        ("schemas/preview.json", schemaPreview),
        ("schemas/OrganisationRecord.json", schemaOrganisationRecord),
        ("schemas/OrganisationHistory.json", schemaOrganisationHistory),
        ("schemas/Deposit.json", schemaDeposit),
        ("schemas/Sealed.json", schemaSealed),
        ("schemas/Transfer.json", schemaTransfer),
        ("schemas/CustodyAct.json", schemaCustodyAct),
        ("schemas/SubmissionAcceptance.json", schemaSubmissionAcceptance),
        ("schemas/SubmissionRejection.json", schemaSubmissionRejection),
        ("schemas/RelayAcceptance.json", schemaRelayAcceptance),
        ("schemas/RelayRejection.json", schemaRelayRejection),
        ("schemas/RelayFailure.json", schemaRelayFailure),
        ("schemas/ContentConsignment.json", schemaContentConsignment),
        ("schemas/ContentHandover.json", schemaContentHandover),
        ("schemas/Acknowledgement.json", schemaAcknowledgement),
        ("schemas/ConsignmentAcceptance.json", schemaConsignmentAcceptance),
        ("schemas/ConsignmentRejection.json", schemaConsignmentRejection),
        ("schemas/Withdrawal.json", schemaWithdrawal),
        ("schemas/AcceptanceRejectionExpiry.json", schemaAcceptanceRejectionExpiry),
        ("schemas/Disposal.json", schemaDisposal),
        ("schemas/Skipped.json", schemaSkipped),
        ("schemas/ConsentWithdrawal.json", schemaConsentWithdrawal),
        ("schemas/ConsentAnswer.json", schemaConsentAnswer),
    ]
}
