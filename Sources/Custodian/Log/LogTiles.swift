import BrokerClient
import TransparencyLog

/// The tiles of a broker's log at one size, fetched as they turn out to be needed.
///
/// Nothing is trusted: what is made of wrong tiles does not verify.
struct LogTiles {
    /// Tiles that one proof can need, with room to spare: eight on each level.
    private static let tilesPerProof = 128
    /// Tiles that are kept for the next proof: 32 MiB.
    private static let keptTiles = 4096

    let size: UInt64
    private var tiles: [Tile: [UInt8]] = [:]

    init(size: UInt64) {
        self.size = size
    }

    private struct Missing: Error {
        let tile: Tile
    }

    /// What is made of the tree's nodes.
    ///
    /// - Throws: what fetching throws; `TileError`.
    mutating func make<Value>(
        by session: BrokerSession, _ make: (NodeTree) throws -> Value
    ) async throws -> Value {
        if tiles.count > Self.keptTiles { tiles = [:] }
        for _ in 0...Self.tilesPerProof {
            let known = tiles
            let reader = TileReader(size: size) { tile in
                guard let bytes = known[tile] else { throw Missing(tile: tile) }
                return bytes
            }
            do {
                return try make(reader.tree)
            } catch let missing as Missing {
                tiles[missing.tile] = try await session.connection.logTile(missing.tile)
            }
        }
        throw TileError.notInTree
    }
}
