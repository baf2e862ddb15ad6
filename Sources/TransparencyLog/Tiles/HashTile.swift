package import Primitives

/// The content of a tile of hashes: 32 bytes each, nothing between them.
package enum HashTile {
    package static func encode(_ hashes: [SHA256Digest]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * SHA256Digest.size)
        for hash in hashes { bytes += hash.bytes }
        return bytes
    }

    /// - Throws: `wrongSize` unless there are exactly `width` hashes.
    package static func decode(
        _ bytes: [UInt8], width: Int
    ) throws(TileError) -> [SHA256Digest] {
        guard bytes.count == width * SHA256Digest.size else { throw .wrongSize }
        var hashes: [SHA256Digest] = []
        hashes.reserveCapacity(width)
        for start in stride(from: 0, to: bytes.count, by: SHA256Digest.size) {
            guard let hash = SHA256Digest(bytes: Array(bytes[start..<start + SHA256Digest.size]))
            else { throw .wrongSize }
            hashes.append(hash)
        }
        return hashes
    }
}
