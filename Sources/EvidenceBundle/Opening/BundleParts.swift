package import Custody
package import Primitives

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
            evidence.allSatisfy({ $0.content.count <= BundleLimits.statementSize })
        else { throw .partTooLarge(BundlePaths.evidence) }
        self.statement = statement
        self.preview = preview
        self.payloadSize = payloadSize
        self.evidence = evidence
    }

    /// The same parts under a statement that carries stream numbers, signed anew by the device.
    ///
    /// A file made by `seal` has none: they are assigned when it is sent or exported. The payload
    /// and everything inside stay as they are.
    ///
    /// - Parameter number: the next number of the device's stream to a mailbox.
    /// - Throws: `BundleError.statement`.
    package func numbered(
        mode: Mode, with device: borrowing SigningKey, _ number: (MailboxAddress) -> Int64
    ) throws(BundleError) -> BundleParts {
        let key = device.publicKey.id
        let statement: SignedStatement
        do {
            let deposit = try self.statement.unverified(as: DepositStatement.self, mode: mode)
            statement = try SignedStatement.sign(
                deposit.numbered { .init(device: key, number: number($0)) }, mode: mode,
                with: device)
        } catch {
            throw .statement(error)
        }
        return try BundleParts(
            statement: statement, preview: preview, payloadSize: payloadSize, evidence: evidence)
    }

    /// What follows payload.age in the outer tar, in order.
    func files() throws -> [BagFile] {
        try Self.files(statement: statement, preview: preview)
            + evidence.map { try $0.file() }
    }

    static func files(statement: SignedStatement, preview: [UInt8]) -> [BagFile] {
        [
            BagFile(BundlePaths.preview, preview),
            BagFile(BundlePaths.statement, statement.json),
            BagFile(BundlePaths.signature, statement.signature),
            BagFile(BundlePaths.entry, statement.entry ?? []),
        ]
    }
}
