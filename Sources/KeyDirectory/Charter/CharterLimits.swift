/// The published limits of charters.
///
/// - SeeAlso: Protocol/charter.md, "Limits".
package enum CharterLimits {
    package static let recordSizeInBytes = 256 * 1024
    package static let organisations = 256
    package static let brokers = 16
    package static let witnesses = 64
    package static let timeAuthorities = 8
    package static let rootsOfOneAuthority = 4
    package static let certificateSizeInBytes = 8 * 1024
    package static let originSizeInBytes = 255
    package static let policySizeInBytes = 128
    package static let payloadSizes: ClosedRange<Int> = 1...(1 << 53 - 1)
    package static let deadlineDays = 1...3650
}
