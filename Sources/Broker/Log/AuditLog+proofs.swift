import GRDB
import Primitives
import Synchronization
package import TransparencyLog

extension AuditLog {
    /// The proofs, each a `.tlog-proof`, that entries are in the log, all under its newest
    /// checkpoint.
    package func proofs(of positions: [UInt64]) async throws(StoreError) -> [[UInt8]] {
        guard let published = snapshot, positions.allSatisfy({ $0 < published.head.size }) else {
            // Committed, and not signed: as after a full disk.
            throw awaitsWitnesses.load(ordering: .acquiring) ? .awaitingWitnesses : .unpublished
        }
        do {
            if let proofs = try Self.newest(positions, published) { return proofs }
            return try await pool.read { database in
                let tiles = LogTiles(database: database, edge: published.tiles)
                let tree = tiles.reader(size: published.head.size).tree
                return try positions.map { try Self.proof($0, tree, published) }
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// The bytes of a tile of the newest checkpoint's tree, or of the beginning of one; nil when it
    /// has no such tile.
    package func tile(_ tile: Tile) async throws(StoreError) -> [UInt8]? {
        guard let published = snapshot else { throw .readOnly }
        let there = Tile.hashes(level: tile.level, index: tile.index, size: published.head.size)
        guard let there, there.width >= tile.width else { return nil }
        do {
            return try await pool.read { database in
                guard tile.kind == .entries else {
                    return try LogTiles(database: database, edge: published.tiles).bytes(tile)
                }
                let first = tile.index * UInt64(Tile.fullWidth)
                let range = first..<first + UInt64(tile.width)
                return EntryBundle.encode(try LogRows.entries(database, range))
            }
        } catch {
            throw StoreError(error)
        }
    }

    private struct NotAtTheEdge: Error {}

    /// Proofs from memory; nil when older tiles are needed.
    private static func newest(
        _ positions: [UInt64], _ published: Published
    ) throws -> [[UInt8]]? {
        let tree = NodeTree(size: published.head.size) { node in
            guard let hash = published.tiles.hash(of: node) else { throw NotAtTheEdge() }
            return hash
        }
        do {
            return try positions.map { try proof($0, tree, published) }
        } catch is NotAtTheEdge {
            return nil
        }
    }

    private static func proof(
        _ position: UInt64, _ tree: NodeTree, _ published: Published
    ) throws -> [UInt8] {
        UnverifiedLogProof(
            try tree.inclusionProof(of: position), under: published.checkpoint
        ).bytes
    }
}
