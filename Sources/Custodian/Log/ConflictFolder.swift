import Primitives
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

    /// Those that are proven first.
    func all() throws -> [Conflict] {
        guard PrivateFolder.isFolder(path) else { return [] }
        // As homes of before have it, and as it is kept now.
        let places = try [path] + PrivateFolder.names(in: path).map(path.appending)
        let conflicts = try places.compactMap { place -> Conflict? in
            let file = place.appending(Self.fileName)
            guard PrivateFolder.isThere(file) else { return nil }
            let bytes = try PrivateFile.read(file, limit: LogLimits.historiesSizeInBytes)
            return Conflict(file: file, found: try TwoHistories(verifying: bytes))
        }
        return conflicts.filter(\.isProven) + conflicts.filter { !$0.isProven }
    }

    /// Keeps a pair, unless it is there with its proof, or there is no room for what proves nothing more.
    ///
    /// - Returns: the file that convicts, or accuses, the log of this pair; of another one if there is no room.
    func keep(_ found: TwoHistories) throws -> Conflict {
        let file = path.appending(name(of: found)).appending(Self.fileName)
        let kept = try all()
        if let same = kept.first(where: { $0.file == file }), same.isProven { return same }
        if kept.count >= Self.maximumFiles, let first = kept.first,
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
        try SystemCall.removeFile(conflict.file)
        if place != path { try PrivateFolder.remove(place) }
        try PrivateFolder.sync(path)
    }

    private func name(of found: TwoHistories) -> String {
        let said = found.first.checkpoint.text + found.second.checkpoint.text
        return String(SHA256Digest.of(Array(said)).hex.prefix(Self.digitsOfPair))
    }
}
