import Primitives
import SystemPackage
package import Timestamping
import TransparencyLog

/// `time/` of an evidence folder: tokens, what they are over, and the roots of who issued them.
package struct CarriedTime: Sendable {
    package static let folderName = "time"
    static let maximumTokens = 4096
    package static let rootsEnding = ".pem"

    /// By the size of the checkpoint.
    package var texts: [UInt64: [UInt8]] = [:]
    package var tokens: [CarriedToken] = []
    /// The file of roots of each authority.
    package var roots: [AuthorityName: [UInt8]] = [:]

    package init() {}

    package var isEmpty: Bool { tokens.isEmpty }
}
