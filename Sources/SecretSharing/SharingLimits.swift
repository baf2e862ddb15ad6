/// The bounds of SLIP-39, and those that this software sets.
///
/// - SeeAlso: Protocol/recovery.md, "Limits".
package enum SharingLimits {
    /// Shares of one set.
    package static let shares = 16
    /// Words of a share of 16 bytes, and of one of 32. Other lengths are not read.
    package static let wordCounts = [20, 33]
    /// Bytes of the secrets that these words hold.
    package static let secretSizes = [16, 32]
    /// Bytes of a file with one share, white space included.
    package static let textSize = 1024
    /// The work factor of PBKDF2 is 10,000 times two to this power; a file that demands more is
    /// refused before any work is done.
    package static let iterationExponent = 5
}
