/// A time-stamping authority as a verifier knows it: what it is called, the policy that it issues
/// our tokens under, and its roots.
package struct TimestampAuthority: Hashable, Sendable {
    package let name: AuthorityName
    package let policy: Policy
    package let roots: PinnedRoots

    /// Under which policies its tokens count.
    package enum Policy: Hashable, Sendable {
        case only(ASN1ObjectIdentifier)
        /// A charter may leave it open; a broker's own list does not.
        case any

        func allows(_ policy: ASN1ObjectIdentifier) -> Bool {
            switch self {
            case .only(let expected): policy == expected
            case .any: true
            }
        }
    }

    package init(name: AuthorityName, policy: Policy, roots: PinnedRoots) {
        self.name = name
        self.policy = policy
        self.roots = roots
    }
}
