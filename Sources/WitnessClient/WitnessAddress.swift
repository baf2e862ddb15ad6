package import TransparencyLog

/// Where a witness is asked, and the key by which its answers count.
package struct WitnessAddress: Hashable, Sendable {
    private static let sizeInBytes = 512

    package let key: VerifierKey
    /// Ends with a slash.
    package let url: String

    /// - Returns: nil for an address that is not `http://` or `https://` with a host, or that has a
    ///   query, a fragment or anything but printable ASCII.
    package init?(_ key: VerifierKey, url: String) {
        let bytes = Array(url.utf8)
        let schemes = ["http://", "https://"]
        guard key.type == .cosignature, bytes.count <= Self.sizeInBytes,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x23 && $0 != 0x3F }),
            let scheme = schemes.first(where: { bytes.starts(with: $0.utf8) }),
            bytes.count > scheme.utf8.count, bytes[scheme.utf8.count] != UInt8(ascii: "/")
        else { return nil }
        self.key = key
        self.url = bytes.last == UInt8(ascii: "/") ? url : url + "/"
    }

    /// The witnesses of a policy that have an address.
    package static func all(of policy: TrustPolicy) -> [WitnessAddress] {
        policy.witnesses.compactMap { party in
            party.url.flatMap { WitnessAddress(party.key, url: $0) }
        }
    }
}
