/// How large what is carried by hand may be. (`Protocol/carrier.md`, section 9)
package enum CarrierLimits {
    /// Pieces of one payload.age.
    package static let pieces = 4_096
    /// A piece is a power of two from here ...
    package static let smallestPiece: UInt64 = 4 << 20
    /// ... to here: FAT has no files of 4 GiB.
    package static let largestPiece: UInt64 = 1 << 30
    /// pieces.txt: two lines of at most 256 bytes and a digest for each piece.
    package static let pieceListSize = 512 + pieces * 65
    /// The plaintext of head.age.
    package static let headPlaintextSize = 8 << 20
    /// head.age itself: its header and the overhead of age.
    package static let headSize = headPlaintextSize + (256 << 10)
    /// Files in a head.
    package static let headFiles = 1_024
    /// Folders of one carrier.
    package static let parcels = 4_096
    /// Names in one folder of it, whoever put them there.
    package static let names = 16_384
}
