package import Primitives
package import Timestamping

/// The time-stamping authorities whose tokens count here, as a person has chosen them.
package struct PinnedAuthorities: Sendable {
    package struct Entry: Sendable {
        package let policy: ASN1ObjectIdentifier
        /// The file of its roots, as it goes into evidence.
        package let pem: [UInt8]
        package let authority: TimestampAuthority

        package var name: String { authority.name.text }
        /// What people compare.
        package var rootDigests: [SHA256Digest] { authority.roots.digests }

        /// - Throws: `AuthorityListError`.
        package init(
            name: AuthorityName, policy: ASN1ObjectIdentifier, pem: [UInt8]
        ) throws(AuthorityListError) {
            self.policy = policy
            self.pem = pem
            authority = TimestampAuthority(
                name: name, policy: .only(policy), roots: try PinnedRoots(pem: pem))
        }
    }

    package let entries: [Entry]

    package init(entries: [Entry]) { self.entries = entries }

    package subscript(name: AuthorityName) -> Entry? { entries.first { $0.authority.name == name } }
}
