package import Primitives

/// `NAME.entry`: opens the log's commitment to one signed statement.
///
/// ```
/// plomba/entry/v1
/// <salt, 64 hex>
/// <SHA-256 of NAME.json, 64 hex>
/// <SHA-256 of NAME.json.sig, 64 hex>
/// ```
///
/// The log holds `0x01 || SHA-256(NAME.entry)`: it covers the signature and reveals nothing of
/// either. The signer draws the salt.
///
/// - SeeAlso: Protocol/entry.md
package struct OpeningFile: Hashable, Sendable {
    static let firstLine = "plomba/entry/v1"
    /// Every opening file has exactly this size.
    package static let sizeInBytes = 16 + 3 * 65

    private let text: OpeningText

    /// Opens the commitment to a statement and its armoured signature.
    package init(salt: Salt, statement: [UInt8], signature: [UInt8]) {
        text = OpeningText(
            salt: salt, statementDigest: .of(statement), signatureDigest: .of(signature))
    }

    /// Reads the one canonical form.
    package init(parsing bytes: [UInt8]) throws(StatementError) {
        guard let text = OpeningText(parsing: bytes, firstLine: Self.firstLine) else {
            throw .entryMalformed
        }
        self.text = text
    }

    package var salt: Salt { text.salt }
    package var statementDigest: SHA256Digest { text.statementDigest }
    package var signatureDigest: SHA256Digest { text.signatureDigest }
    package var bytes: [UInt8] { text.bytes(firstLine: Self.firstLine) }

    /// Whether this opens the commitment to exactly these bytes.
    package func matches(statement: [UInt8], signature: [UInt8]) -> Bool {
        statementDigest == .of(statement) && signatureDigest == .of(signature)
    }
}
