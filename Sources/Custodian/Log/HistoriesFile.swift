import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// A file of two histories as it lies in a home.
enum HistoriesFile {
    static func read(_ file: FilePath) throws -> TwoHistories {
        try TwoHistories(
            verifying: PrivateFile.read(file, limit: LogLimits.historiesSizeInBytes))
    }

    /// Those that hold no pair: one of them hides no other. One that has gone meanwhile is none.
    static func damaged(among files: [FilePath]) -> [HomeError] {
        files.compactMap { file in
            do {
                _ = try read(file)
                return nil
            } catch FileError.notFound {
                return nil
            } catch let failure as any PlainFailure {
                return .damaged(file: file, reason: failure.message)
            } catch {
                return .damaged(file: file, reason: "it cannot be read")
            }
        }
    }
}
