package import Primitives

/// A mailbox as a record lists it: a role address, who opens it, and where it is served.
package struct MailboxEntry: Hashable, Sendable {
    package let name: RecordLabel
    /// Labels of its members, one to 31.
    package let members: [RecordLabel]
    package let recovery: HybridRecipientText
    /// Nil for a mailbox that only carriers reach.
    package let homeBroker: HomeBroker?

    package init(
        name: RecordLabel, members: [RecordLabel], recovery: HybridRecipientText,
        homeBroker: HomeBroker?
    ) {
        self.name = name
        self.members = members
        self.recovery = recovery
        self.homeBroker = homeBroker
    }
}

/// The one broker that serves a mailbox.
///
/// ```
/// {"url": "https://broker.example.org:8443", "pin": "SHA256:...", "serviceKey": "ssh-ed25519 ..."}
/// ```
package struct HomeBroker: Hashable, Sendable {
    /// `https://host` or `https://host:port`, nothing after it.
    package let url: String
    /// SHA-256 of the server's SubjectPublicKeyInfo (DER), written like a key identifier.
    package let pin: KeyID
    /// What signs its acceptances.
    package let serviceKey: PublicKey

    /// Nil unless `url` has the form above.
    package init?(url: String, pin: KeyID, serviceKey: PublicKey) {
        guard Self.isOrigin(url) else { return nil }
        self.url = url
        self.pin = pin
        self.serviceKey = serviceKey
    }

    static func isOrigin(_ url: String) -> Bool {
        let bytes = Array(url.utf8)
        let scheme = Array("https://".utf8)
        guard bytes.count <= RecordLimits.urlSizeInBytes, bytes.starts(with: scheme) else {
            return false
        }
        let parts = bytes.dropFirst(scheme.count).split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2, isHost(host) else { return false }
        return parts.count == 1 || isPort(parts[1])
    }

    /// Lower-case letters, digits, dots and dashes: a name or an IPv4 address.
    private static func isHost(_ host: ArraySlice<UInt8>) -> Bool {
        guard let first = host.first, let last = host.last else { return false }
        let edges = [first, last].allSatisfy { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
        return edges
            && host.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
    }

    private static func isPort(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let port = UInt16(String(decoding: digits, as: UTF8.self)) else { return false }
        return port > 0 && String(port).utf8.elementsEqual(digits)
    }
}
