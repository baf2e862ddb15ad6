import BrokerClient
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// Why the entries that a broker shows are not those of its log.
enum LogEntriesError: PlainFailure, Equatable {
    /// Up to an entry, under a checkpoint of a size.
    case otherEntries(end: UInt64, size: UInt64)

    var code: String { "receipt.other-entries" }

    var message: String {
        switch self {
        case .otherEntries(let end, let size):
            "the broker shows \(end) entries that are not those under its signature of \(size)"
        }
    }

    var hint: String? {
        "who has which keys cannot be seen in this log: send nothing more, and tell your partners"
    }
}

/// The records of organisations in the log.
extension LogMemory {
    /// Entry bundles that are read before it is held against the signature, and kept.
    private static let bundlesPerStep = 64

    /// What was read so far.
    func loggedRecords() throws -> LoggedRecords { try LoggedRecords(recordsFile) }

    private var recordsFile: StateFile { StateFile(folder.appending("records")) }

    /// Reads on from where it was read before, up to a checkpoint, and keeps what it read.
    ///
    /// - Parameters:
    ///   - newest: held against what is known of the log already.
    ///   - time: when the checkpoint was the newest.
    ///   - bundles: of 256 entries, that are fetched at most.
    ///   - isWanted: whose records are kept though others find no room any more.
    /// - Throws: ``LogEntriesError``, and nothing of the step is kept then; `TileError`; what fetching
    ///   throws.
    func readRecords(
        under newest: VerifiedCheckpoint, at time: Timestamp, bundles: Int,
        by session: BrokerSession,
        where isWanted: (Fingerprint) -> Bool
    ) async throws -> LoggedRecords {
        var found = try loggedRecords()
        var left = bundles
        while found.size < newest.size, left > 0 {
            let count = min(left, Self.bundlesPerStep)
            try await read(&found, under: newest, bundles: count, by: session, where: isWanted)
            if found.size == newest.size { found.note(time: time) }
            try await keep(found)
            left -= count
        }
        if found.size == newest.size {
            found.note(time: time)
            try await keep(found)
        }
        return found
    }

    private func read(
        _ found: inout LoggedRecords, under newest: VerifiedCheckpoint, bundles: Int,
        by session: BrokerSession, where isWanted: (Fingerprint) -> Bool
    ) async throws {
        let width = UInt64(Tile.fullWidth)
        var hasher = TreeHasher()
        for _ in 0..<bundles where found.size < newest.size {
            let place = found.size / width
            guard let tile = Tile.hashes(level: 0, index: place, size: newest.size) else { break }
            let bytes = try await session.connection.logTile(tile.entries)
            let entries = try EntryBundle.decode(bytes, width: tile.width)
            for entry in entries.dropFirst(Int(found.size % width)) {
                found.append(entry, hasher: &hasher, where: isWanted)
            }
        }
        let root = found.edge.root(hasher: &hasher)
        do {
            var tiles = LogTiles(size: newest.size)
            let end = found.size
            let growth = try await tiles.make(by: session) { try $0.consistencyProof(from: end) }
            try growth.verify(from: end, root, to: newest.size, newest.root)
        } catch is ProofError {
            throw LogEntriesError.otherEntries(end: found.size, size: newest.size)
        }
    }

    /// Keeps what was read, unless another command has read further.
    private func keep(_ found: LoggedRecords) async throws {
        try PrivateFolder.makeAll(folder)
        let lock = try await lock()
        defer { lock.release() }
        let kept = try loggedRecords()
        guard kept.size < found.size || (kept.size == found.size && kept != found) else { return }
        try found.store(recordsFile)
    }
}
