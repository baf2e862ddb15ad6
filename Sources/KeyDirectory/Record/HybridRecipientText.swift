package import Primitives

/// A hybrid age recipient as a record writes it: `age1pq1` and 1952 lower-case Bech32 characters.
///
/// Only its form is checked here. Whether it is a usable X-Wing key is for those to prove who
/// encrypt to it.
package struct HybridRecipientText: Hashable, Sendable {
    /// Characters of the Bech32 text of a 1216-byte key.
    package static let size = 1959
    private static let prefix = Array("age1pq1".utf8)
    private static let alphabet = Set("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    package let text: String

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.size, bytes.starts(with: Self.prefix),
            bytes.dropFirst(Self.prefix.count).allSatisfy(Self.alphabet.contains)
        else { return nil }
        self.text = text
    }

    /// The recipient's name: SHA-256 of its ASCII.
    package var id: KeyID { KeyID(hashing: Array(text.utf8)) }
}
