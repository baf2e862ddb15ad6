import Primitives
import Testing

@testable import TransparencyLog

/// A log that a test writes, with keys that are thrown away.
struct TestLog: ~Copyable {
    let secret: SigningKey
    let key: VerifierKey
    private(set) var entries: [[UInt8]] = []
    private(set) var edge = RightmostTiles()
    private(set) var tiles: [String: [UInt8]] = [:]

    init(origin: String = "broker.example/log") throws {
        let name = try KeyName(origin)
        secret = try SigningKey()
        key = VerifierKey(name, .ed25519, secret.publicKey)
    }

    var size: UInt64 { edge.size }

    /// Adds entries up to a size, with every tile that a log writes for it.
    mutating func grow(to size: Int, entry: (Int) -> [UInt8] = TestLog.entry) {
        let before = edge.size
        var hasher = TreeHasher()
        for index in entries.count..<size {
            entries.append(entry(index))
            for (tile, hashes) in edge.append(leaf: hasher.leaf(entry(index)), hasher: &hasher) {
                tiles[tile.path] = HashTile.encode(hashes)
            }
        }
        for tile in Tile.growth(from: before, to: edge.size) {
            if tile.kind == .entries {
                let start = Int(tile.index) * Tile.fullWidth
                tiles[tile.path] = EntryBundle.encode(
                    Array(entries[start..<start + tile.width]))
            } else if !tile.isFull {
                tiles[tile.path] = HashTile.encode(edge.hashes(level: tile.level))
            }
        }
    }

    static func entry(_ index: Int) -> [UInt8] {
        AuditLogEntry.commitment(SHA256Digest.of(Array("entry \(index)".utf8))).bytes
    }

    /// Reads what was written; a larger tile serves a smaller one.
    func reader(size: UInt64) -> TileReader {
        let (tiles, now) = (tiles, edge.size)
        return TileReader(size: size) { tile in
            let stored = Tile.hashes(level: tile.level, index: tile.index, size: now)
            let path = try #require(stored?.path)
            let bytes = try #require(tiles[path])
            return Array(bytes.prefix(tile.width * SHA256Digest.size))
        }
    }

    func checkpoint(size: UInt64? = nil) throws -> Checkpoint {
        let size = size ?? edge.size
        return Checkpoint(
            origin: key.name, size: size, root: try reader(size: size).tree.root())
    }

    func signedCheckpoint(size: UInt64? = nil) throws -> [UInt8] {
        try checkpoint(size: size).signed(by: key, with: secret)
    }

    func proof(of index: UInt64, size: UInt64? = nil) throws -> UnverifiedLogProof {
        UnverifiedLogProof(
            try reader(size: size ?? edge.size).tree.inclusionProof(of: index),
            under: try UnverifiedCheckpoint(parsing: try signedCheckpoint(size: size)))
    }
}

/// A witness with a key of its own.
struct TestWitness: ~Copyable {
    let secret: SigningKey
    let key: VerifierKey

    init(_ name: String) throws {
        let name = try KeyName(name)
        secret = try SigningKey()
        key = VerifierKey(name, .cosignature, secret.publicKey)
    }

    func cosign(_ checkpoint: Checkpoint, at seconds: Int64 = 1_784_102_014) throws -> [UInt8] {
        let time = try #require(Timestamp(secondsSinceEpoch: seconds))
        return Cosignature.sign(checkpoint, at: time, as: key, with: secret).line
    }
}
