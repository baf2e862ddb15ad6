import Age
package import BagIt
package import Custody
package import Primitives

/// Bytes of the originals that are sealed, of how many.
package typealias SealProgress = (_ done: UInt64, _ total: UInt64) -> Void

/// What sealing leaves behind, beside the file itself.
package struct SealedBundle: Sendable {
    package let consignment: ConsignmentID
    package let deposit: DepositStatement
    /// statement.json, its signature and its opening file. No stream numbers yet.
    package let statement: SignedStatement
    /// The exact bytes of preview.age.
    package let preview: [UInt8]
    /// SHA-256 of Sealed.json, by which custody refers to the seal.
    package let sealedDigest: SHA256Digest
    /// SHA-256 of the payload manifest: which files, bit for bit.
    package let manifestDigest: SHA256Digest
}

/// Seals a case and its files into one FILE.plomba, in one pass and with bounded memory.
///
/// Everything is checked first that can be known first: the case, the numbers, the mailboxes, the
/// space on the disk. The file appears under its name only when all of it is on the disk; after any
/// error nothing is there. (`Protocol/sealed-bundle.md`)
package struct Sealer {
    private let request: SealRequest
    private let source: PayloadSource
    private let stanzas: StanzaList
    private let plan: SealPlan

    /// Checks the request and plans the sizes; reads no file.
    ///
    /// - Throws: `SealError`, `CaseError`, `TarError`, `BagPathError`, `AgeError`.
    package init(_ request: SealRequest, source: PayloadSource) throws {
        try request.check()
        self.request = request
        self.source = source
        stanzas = try StanzaList(request.mailboxes)
        // The sizes do not depend on the digests.
        let anyDigest = SHA256Digest.of([])
        let files = source.items.map {
            PackedFile(path: $0.path, size: $0.size, digest: anyDigest)
        }
        plan = try SealPlan(request, files: files, stanzas: stanzas)
    }

    /// The exact size of payload.age, to hold against a broker's limits before sealing.
    package var payloadSize: UInt64 { plan.payloadSize }

    /// Everybody who will be able to read the bundle, in stanza order.
    package var readers: [SealedRecipient] { stanzas.sealed }

    /// Writes FILE.plomba, and what the sender keeps into a second file.
    ///
    /// - Parameters:
    ///   - memberKey: signs the seal; named by the sender's record as an active member.
    ///   - deviceKey: signs the outer statement.
    ///   - senderCopy: where the sender's own proof goes, encrypted to its own mailbox; nil when
    ///     none is kept.
    /// - Throws: what reading, encrypting, signing and writing throw; nothing is left then.
    package func seal(
        to path: String, memberKey: borrowing some SSHSigner & ~Copyable,
        deviceKey: borrowing SigningKey, senderCopy: SenderCopy?, progress: SealProgress
    ) throws -> SealedBundle {
        let output = try SealedOutput(path: path, expectedSize: plan.fileSize)
        let copy = try senderCopy.map { try SenderCopyOutput($0) }
        try output.begin(payloadSize: plan.payloadSize)
        let tar = try EncryptedTar(recipients: stanzas.recipients) { count, fill in
            try output.writePayload(count, fill)
        }
        let writing = BagWriting(
            request: request, stanzas: stanzas, plan: plan, tar: tar, copy: copy?.tar)
        let (seal, preview, manifest) = try writing.write(
            source, memberKey: memberKey, progress: progress)
        try tar.finish()
        let payloadDigest = try output.endPayload()
        let sealedPreview = try encrypt(preview)
        let deposit = DepositStatement(
            mode: request.mode, consignment: request.consignment, sender: request.sender,
            destinations: request.mailboxes.map { .init(mailbox: $0.address, stream: nil) },
            payloadDigest: payloadDigest, previewDigest: .of(sealedPreview),
            payloadSize: plan.payloadSize, headerDigest: tar.headerDigest,
            sealedCommitment: seal.opening.commitment, deadline: request.deadline)
        let statement = try SignedStatement.sign(deposit, mode: request.mode, with: deviceKey)
        try output.write(BundleParts.files(statement: statement, preview: sealedPreview))
        try copy?.commit()
        try output.commit()
        return SealedBundle(
            consignment: request.consignment, deposit: deposit, statement: statement,
            preview: sealedPreview, sealedDigest: seal.statement.digest, manifestDigest: manifest)
    }

    private func encrypt(_ preview: [UInt8]) throws -> [UInt8] {
        guard let padded = PreviewPadding.pad(preview) else {
            throw CaseError.previewTooLarge(limit: PreviewPadding.size - 1)
        }
        return try EncryptedFileWriter.encrypt(padded, to: stanzas.recipients)
    }
}
