package import Primitives

/// The strong entity tag of content that is named by its digest: `"sha256-<64 hex>"`.
package struct EntityTag: Hashable, Sendable {
    package let digest: SHA256Digest

    private static let prefix = "\"sha256-"

    package init(_ digest: SHA256Digest) {
        self.digest = digest
    }

    /// Nil for a weak tag and for every other form.
    package init?(_ fieldValue: String) {
        let text = Array(fieldValue.utf8)
        let prefix = Array(Self.prefix.utf8)
        guard text.starts(with: prefix), text.last == UInt8(ascii: "\""), text.count > prefix.count,
            let digest = SHA256Digest(
                hex: String(decoding: text[prefix.count..<(text.count - 1)], as: UTF8.self))
        else { return nil }
        self.digest = digest
    }

    package var fieldValue: String { Self.prefix + digest.hex + "\"" }

    /// Whether a range request with this `If-Range` value may be answered with a part.
    ///
    /// A date never matches: the content has no modification time. An absent field matches.
    package func allowsRange(ifRange: String?) -> Bool {
        guard let ifRange else { return true }
        return EntityTag(ifRange) == self
    }
}
