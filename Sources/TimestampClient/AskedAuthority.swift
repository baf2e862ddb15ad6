package import Timestamping

/// An authority as who asks it knows it: by what its tokens are verified, and where it is asked.
package struct AskedAuthority: Hashable, Sendable {
    package let authority: TimestampAuthority
    package let url: AuthorityURL

    package init(authority: TimestampAuthority, url: AuthorityURL) {
        self.authority = authority
        self.url = url
    }

    package var name: AuthorityName { authority.name }

    /// Named in a request, so that an authority of several policies takes the right one.
    var policy: ASN1ObjectIdentifier? {
        switch authority.policy {
        case .only(let policy): policy
        case .any: nil
        }
    }
}
