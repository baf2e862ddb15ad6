import PrivateFiles
import SystemPackage
import TransparencyLog

/// What a broker has signed that leads to a log which was not followed, since something that was seen of the old log
/// would be missing, or other.
///
/// ```
/// logs/ORIGIN/refused-successor    the first such list, as `GET /v1/broker` had it
/// ```
/// ORIGIN is that of the old log. Beside the checkpoint there it shows that the broker has signed both.
struct RefusedSuccession {
    private static let name = "refused-successor"

    private let folder: FilePath

    init(in folder: FilePath) {
        self.folder = folder
    }

    private var file: FilePath { folder.appending(Self.name) }

    /// The file, if there is one.
    var kept: FilePath? { PrivateFolder.isThere(file) ? file : nil }

    /// Keeps the first one: a broker that says another thing later takes back nothing.
    func keep(_ history: LogSuccessionHistory) throws -> FilePath {
        if let kept { return kept }
        try PrivateFolder.makeAll(folder)
        try PrivateFile.write(history.serialized(), to: file)
        return file
    }
}
