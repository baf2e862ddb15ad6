/// The published limits of statements.
///
/// - SeeAlso: Protocol/statements.md, "Limits".
package enum StatementLimits {
    /// Largest statement text, in bytes.
    package static let textSizeInBytes = 64 * 1024
    /// Largest armoured signature, in bytes.
    package static let signatureSizeInBytes = 8 * 1024
    /// Most mailboxes one deposit may name.
    package static let mailboxes = 32
    /// Largest purpose or basis text, in bytes.
    package static let purposeSizeInBytes = 1024
    /// Largest checkpoint text inside a statement, in bytes.
    package static let checkpointSizeInBytes = 32 * 1024
    /// Most statements in one custody chain.
    package static let chainLength = 4096
}
