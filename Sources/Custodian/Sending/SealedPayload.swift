import BagIt
import BrokerClient
import EvidenceBundle
import Primitives

/// The bytes of payload.age in a FILE.plomba, at any offset: what an upload reads from.
struct SealedPayload: Sendable {
    private let input: InputFile
    private let offset: UInt64
    private let size: UInt64

    private static let blockSize = 1 << 20

    init(file path: String) throws {
        let input = try InputFile(path: path)
        let index = try TarIndex(
            size: input.size, padding: .none, maximumEntries: BundleLimits.evidenceFiles + 5
        ) { offset, count in try input.read(at: offset, count: count) }
        // BundleFile has read this file before and found payload.age in the first place.
        guard let payload = index.entries.first else { throw BundleError.outerLayout }
        self.input = input
        offset = payload.offset
        size = payload.entry.size
    }

    var source: UploadSource {
        UploadSource(size: Int64(clamping: size)) { position, count in
            try read(at: position, count: Int64(count))
        }
    }

    /// `count` bytes from `position`, or fewer at the end.
    func read(at position: Int64, count: Int64) throws -> [UInt8] {
        let rest = size - min(UInt64(clamping: position), size)
        let wanted = Int(min(UInt64(clamping: count), rest))
        return try input.read(at: offset + UInt64(clamping: position), count: wanted)
    }

    /// The digests of its pieces, taken in one pass with that of the whole.
    ///
    /// - Throws: `BundleError.payloadDigestDiffers`, `.payloadSizeDiffers` when it is not what was sealed.
    func pieces(
        of pieceSize: UInt64, digest: SHA256Digest, progress: (UInt64) -> Void
    ) throws -> PieceList {
        var whole = SHA256Hasher()
        var piece = SHA256Hasher()
        var digests: [SHA256Digest] = []
        var position: UInt64 = 0
        while position < size {
            let end = min((position / pieceSize + 1) * pieceSize, size)
            let count = min(end - position, UInt64(Self.blockSize))
            let bytes = try read(at: Int64(clamping: position), count: Int64(clamping: count))
            guard !bytes.isEmpty else { throw BundleError.payloadSizeDiffers }
            whole.update(bytes)
            piece.update(bytes)
            position += UInt64(bytes.count)
            if position == end { digests.append(piece.finishAndRestart()) }
            progress(position)
        }
        guard whole.finalize() == digest else { throw BundleError.payloadDigestDiffers }
        return try PieceList(payloadDigest: digest, payloadSize: size, digests: digests)
    }
}
