import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// Pairs of checkpoints about which the log was asked whether one continues the other, and has not
/// answered yet.
///
/// ```
/// logs/ORIGIN/unanswered/PAIR     a file of two histories, unexplained
/// ```
/// A pair is written before the log is asked, and removed when it has shown that it only grew: a log
/// that answers with an error, or not at all, leaves it here.
struct UnansweredPairs {
    /// With more nothing is asked any more: the log counts as one that does not answer.
    static let maximumFiles = 64

    struct Pair {
        let file: FilePath
        let found: TwoHistories
        /// When it was first asked about, by the clock of the disk.
        let since: Timestamp
    }

    private let path: FilePath

    init(in folder: FilePath) {
        path = folder.appending("unanswered")
    }

    /// Keeps a pair before the log is asked about it; one that is here stays as it is.
    ///
    /// - Returns: false when there is no room.
    func keep(_ found: TwoHistories) throws -> Bool {
        let file = file(of: found)
        if PrivateFolder.isThere(file) { return true }
        try PrivateFolder.makeAll(path)
        guard try PrivateFolder.names(in: path).count < Self.maximumFiles else { return false }
        try PrivateFile.write(found.bytes, to: file)
        return true
    }

    /// Forgets a pair about which the log has answered; another command may have done so before.
    func remove(_ found: TwoHistories) throws(FileError) {
        do {
            try SystemCall.removeFile(file(of: found))
        } catch .notFound {
            return
        }
        try PrivateFolder.sync(path)
    }

    /// Those that are here; a file that is damaged is passed over, see ``damaged()``.
    func all() throws -> [Pair] {
        try files().compactMap { try? read($0) }
    }

    /// The files that hold no pair.
    func damaged() throws -> [HomeError] { HistoriesFile.damaged(among: try files()) }

    private func read(_ file: FilePath) throws -> Pair {
        Pair(
            file: file, found: try HistoriesFile.read(file),
            since: try PrivateFile.changedTime(file))
    }

    private func files() throws -> [FilePath] {
        guard PrivateFolder.isFolder(path) else { return [] }
        // What a power cut left of a write begins no pair.
        return try PrivateFolder.names(in: path).filter { !$0.contains(".new-") }
            .map(path.appending)
    }

    private func file(of found: TwoHistories) -> FilePath {
        path.appending(ConflictFolder.name(of: found))
    }
}
