package import Custody
package import Primitives

/// What one party hands to another about one consignment, without the pieces of its content.
///
/// ```
/// statement.json  statement.json.sig  statement.entry
/// preview.age     pieces.txt          pieces.txt.sig        with content only
/// SubmissionAcceptance.json  .json.sig  .entry              where the broker has given one
/// lanes/MAILBOX/EVENT.json   .json.sig  .entry
/// ```
/// The form is checked, nothing else: who takes it verifies every part.
/// - SeeAlso: `Protocol/carrier.md`, section 4
package struct Parcel: Sendable {
    /// What opens and checks the content.
    package struct Content: Sendable, Equatable {
        package let preview: [UInt8]
        package let pieces: [UInt8]
        package let piecesSignature: [UInt8]

        package init(preview: [UInt8], pieces: [UInt8], piecesSignature: [UInt8]) {
            (self.preview, self.pieces) = (preview, pieces)
            self.piecesSignature = piecesSignature
        }
    }

    /// One statement about one mailbox's delivery.
    package struct Word: Sendable, Equatable {
        package let mailbox: MailboxAddress
        package let event: Event
        package let statement: SignedStatement

        package init(mailbox: MailboxAddress, event: Event, statement: SignedStatement) {
            (self.mailbox, self.event, self.statement) = (mailbox, event, statement)
        }
    }

    package let deposit: SignedStatement
    package let content: Content?
    package let receipt: SignedStatement?
    package let words: [Word]

    package init(
        deposit: SignedStatement, content: Content?, receipt: SignedStatement?, words: [Word]
    ) {
        (self.deposit, self.content) = (deposit, content)
        (self.receipt, self.words) = (receipt, words)
    }

    /// The folder of a parcel: it tells nobody whose it is, and whoever made it finds it again.
    ///
    /// - Parameters:
    ///   - device: the key of the computer that makes the parcel.
    ///   - deposit: with its opening file, whose salt only the parties know.
    package static func folderName(of deposit: SignedStatement, by device: KeyID) -> String {
        let entry = SHA256Digest.of(deposit.entry ?? []).hex
        let digest = SHA256Digest.of(Array("plomba/carrier/v1\n\(device.text)\n\(entry)\n".utf8))
        return String(digest.hex.prefix(folderNameSize))
    }

    private static let folderNameSize = 32

    /// The form of such a name, in the letters of whatever wrote it down last; nil for other names.
    package static func folderName(_ bytes: [UInt8]) -> String? {
        guard bytes.count == folderNameSize else { return nil }
        let name = String(decoding: bytes, as: UTF8.self).lowercased()
        return Hex.decode(name) == nil ? nil : name
    }

    /// How piece `number` is called: `0001`.
    package static func pieceName(_ number: Int) -> String { BundlePaths.number(number) }

    /// The file that the rest of a parcel is in.
    package static let headName = "head.age"
}
