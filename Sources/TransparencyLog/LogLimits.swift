/// The limits on what is read from outside. (`Protocol/audit-log.md`, section "Limits")
package enum LogLimits {
    /// A signed note, and so a checkpoint with its cosignatures. (signed-note: a limit SHOULD be)
    package static let noteSizeInBytes = 64 << 10
    /// Signature lines in one note. (signed-note: at least 16 MUST be accepted)
    package static let signaturesPerNote = 64
    /// A key name. (tlog-cosignature: cosigner names are of 1 to 255 bytes)
    package static let keyNameSizeInBytes = 255
    /// Hashes in one proof: a tree of 2^63 entries is that high.
    package static let hashesPerProof = 63
    /// The largest tree: sizes and indexes are added without overflow.
    package static let treeSize: UInt64 = 1 << 62
    /// One entry. (tlog-tiles: its size is written in 16 bits)
    package static let entrySizeInBytes = 65_535
    /// A `.tlog-proof`: the note, the path, and the unauthenticated extra line.
    package static let proofSizeInBytes = 128 << 10
    /// A trust policy.
    package static let policySizeInBytes = 64 << 10
    /// Logs, witnesses and groups in one policy, each. (tlog-policy: at least 32)
    package static let namesPerPolicy = 256
    /// Tiles that one reader keeps in memory.
    static let cachedTiles = 256
    /// What a witness is sent: the old size, a proof, and a note.
    package static let witnessRequestSizeInBytes = noteSizeInBytes + (4 << 10)
    /// What a witness answers: signature lines of a note.
    package static let witnessAnswerSizeInBytes = 16 << 10
    /// Two signed notes and the path between them.
    package static let historiesSizeInBytes = 2 * noteSizeInBytes + (8 << 10)
    /// How far ahead of our clock a witness's may be, in seconds; later cosignatures do not count.
    package static let cosignatureAheadInSeconds: Int64 = 300
    /// Logs that one broker may have had, the one in use included.
    package static let logsPerBroker = 9
    /// What names a log that another one continues; it holds a checkpoint with a quorum's lines.
    package static let successionSizeInBytes = 24 << 10
    /// The list of them, with signatures.
    package static let successionsSizeInBytes = 320 << 10
}
