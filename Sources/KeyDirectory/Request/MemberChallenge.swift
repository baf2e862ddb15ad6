package import Primitives

/// What an office seals to the recipient of a request, to learn that somebody can open it.
///
/// ```
/// plomba/member-challenge/v1
/// <fingerprint of the organisation: 64 hex>
/// <SHA-256 of the request: 64 hex>
/// <secret: 64 hex>
/// ```
/// Four lines, each with its line feed. The answer is the digits of SHA-256 of exactly this text: only
/// whoever opened it knows them, and they are those of one request only. Whoever exchanged the request
/// on its way gets other digits.
package struct MemberChallenge: Hashable, Sendable {
    private static let firstLine = "plomba/member-challenge/v1"
    private static let secretSize = 32
    /// Its exact size.
    package static let sizeInBytes = firstLine.utf8.count + 1 + 3 * 65
    /// Of the age file around it, whatever it holds.
    package static let fileSizeLimitInBytes = 16 * 1024

    package let organisation: Fingerprint
    package let request: SHA256Digest
    private let secret: SHA256Digest

    /// A new one, with a secret of its own.
    package init(organisation: Fingerprint, request: SHA256Digest) {
        self.organisation = organisation
        self.request = request
        secret = .of(Randomness.bytes(Self.secretSize))
    }

    /// Nil unless the text is exactly in the form above.
    package init?(parsing text: [UInt8]) {
        guard text.count == Self.sizeInBytes else { return nil }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count == 5, lines[4].isEmpty, lines[0].elementsEqual(Self.firstLine.utf8),
            let organisation = Fingerprint(String(decoding: lines[1], as: UTF8.self)),
            let request = SHA256Digest(hex: String(decoding: lines[2], as: UTF8.self)),
            let secret = SHA256Digest(hex: String(decoding: lines[3], as: UTF8.self))
        else { return nil }
        self.organisation = organisation
        self.request = request
        self.secret = secret
    }

    package var text: [UInt8] {
        Array(
            "\(Self.firstLine)\n\(organisation.text)\n\(request.hex)\n\(secret.hex)\n".utf8)
    }

    /// What is read out; `Fingerprint` has the digits for people.
    package var answer: Fingerprint { Fingerprint(.of(text)) }
}
