/// The published limits of time-stamp tokens and of the lists of those who issue them.
///
/// - SeeAlso: Protocol/trusted-time.md, "Limits".
package enum TimestampLimits {
    /// Largest token, and largest response around one, in bytes. Honest ones have 1 to 8 KiB.
    package static let tokenSizeInBytes = 64 * 1024
    /// Most DER elements in one token.
    static let elements = 8192
    /// Most DER elements inside one another.
    static let depth = 32
    /// Most certificates in one token.
    static let certificates = 10
    /// Most intermediate certificates between signer and root.
    static let chainDepth = 8
    /// Most digest algorithms in one token.
    static let digestAlgorithms = 8
    /// Most attributes that one signer signs.
    static let attributes = 32
    /// Most extensions of one token, and most certificates that it names as its signer's.
    static let extensions = 16
    /// Largest accuracy of a token that is of use, in seconds.
    static let accuracyInSeconds = 86_400
    /// RSA keys of a signer, in bits.
    static let rsaBits = 2048...8192

    /// Most authorities in one list.
    package static let authorities = 16
    /// Most root certificates of one authority.
    package static let roots = 8
    /// Largest list, and largest file of roots, in bytes.
    package static let listSizeInBytes = 64 * 1024
}
