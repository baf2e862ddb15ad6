/// How large a bundle and its parts may be. (`Protocol/sealed-bundle.md`, section 9)
package enum BundleLimits {
    /// Stanzas of payload.age and preview.age, dummies included.
    package static let recipients = 32
    /// The numbers of stanzas that exist, so that the number of readers shows only roughly.
    package static let stanzaCounts = [4, 8, 16, 32]
    /// Files of `data/`; the rest of the 100,000 entries of a tar is left to the tag files.
    package static let items = 99_000
    /// A path `data/...`: what `bag/` in a tar and a folder around the bag still leave room for.
    package static let originalPathSize = 1_000
    package static let originalPathDepth = 30
    /// statement.json, and every other statement in a bundle.
    package static let statementSize = 65_536
    package static let signatureSize = 8_192
    /// An opening file is 220 bytes.
    package static let entrySize = 1_024
    /// preview.age: a header of 32 stanzas, 16 KiB and the age overhead.
    package static let sealedPreviewSize = 81_920
    /// Originals that are read beyond what the preview states.
    static let unannounced: UInt64 = 1_000
    /// Files of evidence/, and earlier statements of custody/.
    package static let evidenceFiles = 4_096
    /// All files of evidence/ together: they are read before anybody has signed anything.
    package static let evidenceSize = 16 << 20
    /// All earlier files of custody/ together.
    package static let earlierSize = 32 << 20
    /// Seals that a bundle carries the proof of, its own not counted.
    package static let originals = 16
    /// Lines of all their openings together.
    package static let originalLines = 400_000
    package static let manifestSize = 64 << 20
    /// openings.txt: a line is longer than a manifest line by its salt, word and size.
    package static let openingsSize = 96 << 20
    /// README-VERIFY, bagit.txt, bag-info.txt, tagmanifest-sha256.txt.
    package static let tagFileSize = 1 << 20
    /// What is read, hashed and written at a time.
    static let blockSize = 1 << 20
}
