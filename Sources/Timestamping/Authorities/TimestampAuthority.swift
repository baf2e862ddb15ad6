/// A time-stamping authority as a verifier knows it: what it is called, the one policy that it
/// issues our tokens under, and its roots.
package struct TimestampAuthority: Hashable, Sendable {
    package let name: AuthorityName
    package let policy: ASN1ObjectIdentifier
    package let roots: PinnedRoots

    package init(name: AuthorityName, policy: ASN1ObjectIdentifier, roots: PinnedRoots) {
        self.name = name
        self.policy = policy
        self.roots = roots
    }
}
