import BagIt
import BrokerClient
import EvidenceBundle
import Primitives

/// The bytes of payload.age in a FILE.plomba, at any offset: what an upload reads from.
struct SealedPayload: Sendable {
    private let input: InputFile
    private let offset: UInt64
    private let size: UInt64

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
            let rest = size - min(UInt64(clamping: position), size)
            let wanted = Int(min(UInt64(clamping: count), rest))
            return try input.read(at: offset + UInt64(clamping: position), count: wanted)
        }
    }
}
