package import BagIt
package import Custody
package import Primitives

/// One line of bag/openings.txt: a fact about the bag that can be disclosed alone.
///
/// ```
/// item <salt> <sha256> <size> data/snimak 1.mov
/// tagmanifest <salt> <sha256>
/// case <salt> VP-2026-014
/// recipients <salt> <fingerprint>:SHA256:<key>,<fingerprint>:SHA256:<key>
/// ```
/// The salt is 32 random bytes in hex, new for each line. The commitment to a line is SHA-256 over
/// its bytes with the line feed. (`Protocol/sealed-bundle.md`, section 5)
package enum OpeningLine: Sendable, Equatable {
    case item(path: BagPath, size: UInt64, digest: SHA256Digest)
    case tagManifest(SHA256Digest)
    case caseID(String)
    case recipients([SealedRecipient])

    /// The exact bytes with the line feed.
    package func encoded(salt: Salt) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256)
        line += word.utf8
        line.append(UInt8(ascii: " "))
        Hex.append(salt.bytes, to: &line)
        line.append(UInt8(ascii: " "))
        switch self {
        case .item(let path, let size, let digest):
            Hex.append(digest.bytes, to: &line)
            line.append(UInt8(ascii: " "))
            line += String(size).utf8
            line.append(UInt8(ascii: " "))
            line += path.encoded
        case .tagManifest(let digest): Hex.append(digest.bytes, to: &line)
        case .caseID(let caseID): line += PercentEncoding.encode(Array(caseID.utf8))
        case .recipients(let recipients):
            line += recipients.map(\.text).joined(separator: ",").utf8
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// Nil unless `line` (with its line feed) is exactly what `encoded` writes.
    package init?(line: [UInt8]) {
        let fields = line.dropLast().split(
            separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let salt = Salt(hex: String(decoding: fields[1], as: UTF8.self)),
            let fact = Self.parse(word: Array(fields[0]), fact: fields[2])
        else { return nil }
        // One meaning, one spelling: numbers, escapes and lists have only one form.
        guard fact.encoded(salt: salt) == line else { return nil }
        self = fact
    }

    /// Whether `line` opens exactly this file, with any salt: what `encoded` writes then.
    static func opens(_ line: [UInt8], _ file: PackedFile) -> Bool {
        let salt = 5..<5 + 2 * Salt.sizeInBytes
        guard line.count > salt.upperBound,
            let salt = Salt(hex: String(decoding: line[salt], as: UTF8.self))
        else { return false }
        let opening = OpeningLine.item(path: file.path, size: file.size, digest: file.digest)
        return opening.encoded(salt: salt) == line
    }

    private var word: String {
        switch self {
        case .item: "item"
        case .tagManifest: "tagmanifest"
        case .caseID: "case"
        case .recipients: "recipients"
        }
    }

    private static func parse(word: [UInt8], fact: ArraySlice<UInt8>) -> OpeningLine? {
        let text = String(decoding: fact, as: UTF8.self)
        switch String(decoding: word, as: UTF8.self) {
        case "item": return parseItem(fact)
        case "tagmanifest": return SHA256Digest(hex: text).map { .tagManifest($0) }
        case "case":
            guard let bytes = PercentEncoding.decode(Array(fact)), CaseText.isReference(bytes)
            else { return nil }
            return .caseID(String(decoding: bytes, as: UTF8.self))
        case "recipients":
            let texts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard texts.count <= BundleLimits.recipients else { return nil }
            let recipients = texts.compactMap { SealedRecipient(String($0)) }
            return recipients.count == texts.count ? .recipients(recipients) : nil
        default: return nil
        }
    }

    private static func parseItem(_ fact: ArraySlice<UInt8>) -> OpeningLine? {
        let fields = fact.split(
            separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3,
            let digest = SHA256Digest(hex: String(decoding: fields[0], as: UTF8.self)),
            let size = UInt64(String(decoding: fields[1], as: UTF8.self)),
            let path = try? BagPath(encoded: Array(fields[2]))
        else { return nil }
        return .item(path: path, size: size, digest: digest)
    }
}

/// One reader whom the seal names: an organisation and the encryption key of one of its people.
package struct SealedRecipient: Sendable, Hashable {
    package let organisation: Fingerprint
    package let key: KeyID

    package init(organisation: Fingerprint, key: KeyID) {
        (self.organisation, self.key) = (organisation, key)
    }

    /// `<64 hex>:SHA256:<base64>`
    package init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            let organisation = Fingerprint(String(text[..<colon])),
            let key = KeyID(String(text[text.index(after: colon)...]))
        else { return nil }
        self.init(organisation: organisation, key: key)
    }

    package var text: String { "\(organisation.text):\(key.text)" }
}
