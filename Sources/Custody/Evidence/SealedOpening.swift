package import Primitives

/// `sealed.opening`: ties the outer statement to the inner `Sealed` without revealing it.
///
/// ```
/// plomba/sealed/v1
/// <salt, 64 hex>
/// <SHA-256 of Sealed.json, 64 hex>
/// <SHA-256 of Sealed.json.sig, 64 hex>
/// ```
///
/// The outer statement's `sealedCommitment` is the SHA-256 of this file, which travels inside the
/// encrypted bundle only.
///
/// - SeeAlso: Protocol/entry.md
package struct SealedOpening: Hashable, Sendable {
    static let firstLine = "plomba/sealed/v1"
    /// Every `sealed.opening` has exactly this size.
    package static let sizeInBytes = 17 + 3 * 65

    private let text: OpeningText

    package init(salt: Salt, sealed: [UInt8], signature: [UInt8]) {
        text = OpeningText(
            salt: salt, statementDigest: .of(sealed), signatureDigest: .of(signature))
    }

    /// Reads the one canonical form.
    package init(parsing bytes: [UInt8]) throws(StatementError) {
        guard let text = OpeningText(parsing: bytes, firstLine: Self.firstLine) else {
            throw .sealedOpeningMalformed
        }
        self.text = text
    }

    package var salt: Salt { text.salt }
    package var sealedDigest: SHA256Digest { text.statementDigest }
    package var signatureDigest: SHA256Digest { text.signatureDigest }
    package var bytes: [UInt8] { text.bytes(firstLine: Self.firstLine) }

    /// The outer statement's `sealedCommitment`.
    package var commitment: SHA256Digest { .of(bytes) }

    /// Whether this opens the commitment to exactly these bytes.
    package func matches(sealed: [UInt8], signature: [UInt8]) -> Bool {
        sealedDigest == .of(sealed) && signatureDigest == .of(signature)
    }
}
