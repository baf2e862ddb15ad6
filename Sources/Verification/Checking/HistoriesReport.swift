import PrivateFiles
package import TransparencyLog

/// What a file of two histories shows: for `plomba verify FILE`.
package struct HistoriesReport: Sendable {
    package let found: TwoHistories

    /// - Returns: nil for a file of another kind.
    /// - Throws: `TwoHistoriesError` for one that does not hold.
    package static func readIfSuch(_ path: String) throws -> HistoriesReport? {
        // Folders and large files are of another kind; whoever reads them tells what is wrong.
        guard
            let bytes = try? OutsideFile.read(path, limit: LogLimits.historiesSizeInBytes),
            TwoHistories.begins(bytes)
        else { return nil }
        return HistoriesReport(found: try TwoHistories(verifying: bytes))
    }
}
