package import Custody
import Primitives

/// What stands beside payload.age: read as a whole before a byte of it is touched.
///
/// The parts come out of a FILE.plomba or from a broker; either way nothing about them is verified.
package struct BundleParts: Sendable {
    package let statement: SignedStatement
    /// The exact bytes of preview.age.
    package let preview: [UInt8]
    /// How many bytes of payload.age there are.
    package let payloadSize: UInt64
    /// Receipts and later statements, with their names below evidence/.
    package var evidence: [EvidenceFile]

    /// - Throws: `BundleError.partTooLarge`.
    package init(
        statement: SignedStatement, preview: [UInt8], payloadSize: UInt64,
        evidence: [EvidenceFile]
    ) throws(BundleError) {
        guard preview.count <= BundleLimits.sealedPreviewSize else {
            throw .partTooLarge(BundlePaths.preview)
        }
        guard evidence.count <= BundleLimits.evidenceFiles,
            evidence.allSatisfy({ $0.content.count <= BundleLimits.statementSize }),
            evidence.reduce(0, { $0 + $1.content.count }) <= BundleLimits.evidenceSize
        else { throw .partTooLarge(BundlePaths.evidence) }
        self.statement = statement
        self.preview = preview
        self.payloadSize = payloadSize
        self.evidence = evidence
    }

    /// What follows payload.age in the outer tar of a file that was just sealed, in order.
    static func files(statement: SignedStatement, preview: [UInt8]) -> [BagFile] {
        [
            BagFile(BundlePaths.preview, preview),
            BagFile(BundlePaths.statement, statement.json),
            BagFile(BundlePaths.signature, statement.signature),
            BagFile(BundlePaths.entry, statement.entry ?? []),
        ]
    }
}
