internal import Primitives

/// The published limits of organisation records and files.
///
/// - SeeAlso: Protocol/organisation-record.md, "Limits".
package enum RecordLimits {
    package static let recordSizeInBytes = 64 * 1024
    package static let roots = 16
    package static let members = 256
    package static let devices = 256
    package static let mailboxes = 64
    /// One age file has at most 32 stanzas, and one of them is the mailbox's recovery recipient.
    package static let membersOfOneMailbox = 31
    package static let roles = 4
    package static let labelSizeInBytes = 64
    package static let urlSizeInBytes = 512
    /// The roots of a record and of its predecessor.
    package static let signaturesOfOneRecord = 2 * roots
    package static let fileSizeInBytes = 8 * 1024 * 1024
    package static let records = 512
    package static let versions = 1_000_000
    /// How far the newest record may be dated ahead of a reader's clock.
    package static let secondsAhead: Int64 = 86_400
    static let fileJSON = JSONLimits(
        maximumSize: fileSizeInBytes, maximumDepth: 8, maximumMembers: 10_000)
}
