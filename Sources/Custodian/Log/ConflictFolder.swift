import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// What was kept of a log because it speaks against it: each pair of checkpoints in a file of its own,
/// which stays as it is when another pair is found.
///
/// ```
/// logs/ORIGIN/conflict/PAIR/two-histories
/// ```
/// PAIR is the beginning of the SHA-256 of what both checkpoints say. What is proven is never replaced
/// and never removed.
struct ConflictFolder {
    /// A log that lies again and again needs no more files to be convicted.
    static let maximumFiles = 64
    private static let fileName = "two-histories"
    private static let digitsOfPair = 32

    struct Conflict {
        let file: FilePath
        let found: TwoHistories

        var isProven: Bool { found.verdict == .proven }
        var accusation: LogReceiptError {
            .twoHistories(file: file.string, isProven: isProven)
        }
    }

    private let path: FilePath

    init(in folder: FilePath) {
        path = folder.appending("conflict")
    }

    /// Those that are proven first; a file that is damaged is passed over, see ``damaged()``.
    func all() throws -> [Conflict] {
        let conflicts = try files().compactMap { try? read($0) }
        return conflicts.filter(\.isProven) + conflicts.filter { !$0.isProven }
    }

    /// The files that hold no pair.
    func damaged() throws -> [HomeError] { HistoriesFile.damaged(among: try files()) }

    private func read(_ file: FilePath) throws -> Conflict {
        Conflict(file: file, found: try HistoriesFile.read(file))
    }

    private func files() throws -> [FilePath] {
        guard PrivateFolder.isFolder(path) else { return [] }
        // As homes of before have it, and as it is kept now.
        let places = try [path] + PrivateFolder.names(in: path).map(path.appending)
        return places.map { $0.appending(Self.fileName) }.filter(PrivateFolder.isThere)
    }

    /// Whether a pair is here, as proven or as unexplained.
    func has(_ found: TwoHistories) -> Bool { PrivateFolder.isThere(file(of: found)) }

    private func file(of found: TwoHistories) -> FilePath {
        path.appending(Self.name(of: found)).appending(Self.fileName)
    }

    /// Keeps a pair, unless it is there with its proof, or there is no room for what proves nothing more.
    ///
    /// - Returns: the file that convicts, or accuses, the log of this pair; of another one if there is no room.
    func keep(_ found: TwoHistories) throws -> Conflict {
        let file = file(of: found)
        let kept = try all()
        if let same = kept.first(where: { $0.file == file }), same.isProven { return same }
        if try files().count >= Self.maximumFiles, let first = kept.first,
            first.isProven || found.verdict != .proven
        {
            return first
        }
        try PrivateFolder.makeAll(file.removingLastComponent())
        try PrivateFile.write(found.bytes, to: file)
        return Conflict(file: file, found: found)
    }

    /// Forgets a pair that the log has explained.
    func remove(_ conflict: Conflict) throws {
        let place = conflict.file.removingLastComponent()
        do {
            if place == path {
                try SystemCall.removeFile(conflict.file)
            } else {
                try PrivateFolder.remove(place)
            }
        } catch FileError.notFound {
            // Another command has forgotten it at this moment.
        }
        try PrivateFolder.sync(path)
    }

    static func name(of found: TwoHistories) -> String {
        let said = found.first.checkpoint.text + found.second.checkpoint.text
        return String(SHA256Digest.of(Array(said)).hex.prefix(digitsOfPair))
    }
}
