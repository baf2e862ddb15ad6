import BagIt
import Custody
import Primitives

/// What closes a bag: Sealed.json, its signature and sealed.opening.
struct BagSeal {
    let statement: SignedStatement
    let opening: SealedOpening
    let name: String
    let commitmentsDigest: SHA256Digest

    /// Signs the commitments with the member's key.
    ///
    /// - Throws: `StatementError`.
    init(
        _ request: SealRequest, commitments: SHA256Digest,
        with key: borrowing some SSHSigner & ~Copyable
    ) throws(StatementError) {
        statement = try SignedStatement.sign(
            SealedStatement(
                commitmentsDigest: commitments, consignment: request.consignment,
                sender: request.sender, keyID: key.publicKey.id,
                claimedTime: request.claimedTime),
            mode: request.mode, with: key)
        opening = SealedOpening(
            salt: .random(), sealed: statement.json, signature: statement.signature)
        name = BundlePaths.sealedName(after: request.earlierCount)
        commitmentsDigest = commitments
    }

    /// A seal of the same size by a key that is dropped at once: the member's key never signs
    /// anything but the real commitments.
    static func forSizing(_ request: SealRequest) throws -> BagSeal {
        try BagSeal(request, commitments: .of([]), with: try SigningKey())
    }

    /// As they follow commitments.txt.
    var files: [BagFile] {
        [
            BagFile("\(BundlePaths.custody)/\(name)", statement.json),
            BagFile("\(BundlePaths.custody)/\(name).sig", statement.signature),
            BagFile(BundlePaths.sealedOpening, opening.bytes),
        ]
    }

    /// The lines of openings.txt that follow the items.
    static func fixedLines(
        tagManifest: SHA256Digest, request: SealRequest, stanzas: StanzaList
    ) -> [OpeningLine] {
        [
            .tagManifest(tagManifest),
            .caseID(request.caseDocument.caseID),
            .recipients(stanzas.sealed),
        ]
    }
}
