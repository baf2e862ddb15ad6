import Primitives
import PrivateFiles
import SystemPackage
import Timestamping
import TransparencyLog
import Verification

/// The tokens over checkpoints of one log that were verified here.
///
/// ```
/// logs/ORIGIN/time/checkpoint-300.txt                   what was stamped
/// logs/ORIGIN/time/checkpoint-300.tsa.example.org.tst   the token of one authority
/// ```
/// - SeeAlso: `Protocol/trusted-time.md`, "Files"
struct TokenBook {
    private let folder: FilePath
    /// Those of the logs that this one continues: what is there is read, and nothing is added.
    private let former: [FilePath]

    init(_ home: Home, _ keys: LogKeys) {
        func place(_ log: VerifierKey) -> FilePath {
            home.logs.appending(SHA256Digest.of(Array(log.text.utf8)).hex).appending("time")
        }
        folder = place(keys.current)
        former = keys.former.map { place($0.key) }
    }

    /// Keeps what was verified.
    func add(_ checkpoint: Checkpoint, _ tokens: [VerifiedTimestampToken]) throws {
        try PrivateFolder.makeAll(folder)
        for token in tokens {
            let name = TokenName(size: checkpoint.size, authority: token.authority)
            try PrivateFile.write(token.der, to: folder.appending(name.file))
        }
        let text = TokenName.text(of: checkpoint.size)
        try PrivateFile.write(checkpoint.text, to: folder.appending(text))
    }

    /// Whether a token over a checkpoint was kept, of whomever.
    func hasStamped(_ checkpoint: Checkpoint) throws -> Bool {
        try place(of: checkpoint) != nil
    }

    /// The folder with tokens over a checkpoint.
    private func place(of checkpoint: Checkpoint) throws -> FilePath? {
        try ([folder] + former).first { folder in
            let text = folder.appending(TokenName.text(of: checkpoint.size))
            return try PrivateFolder.isThere(text)
                && PrivateFile.read(text, limit: LogLimits.noteSizeInBytes) == checkpoint.text
        }
    }

    /// The tokens that are here over a checkpoint and hold by what was chosen. One of an authority that
    /// was dropped since, or that has other roots now, is as good as none.
    func tokens(
        over checkpoint: Checkpoint, by authorities: PinnedAuthorities
    ) throws -> [CarriedToken] {
        guard let folder = try place(of: checkpoint) else { return [] }
        return try authorities.entries.compactMap { entry in
            let name = TokenName(size: checkpoint.size, authority: entry.authority.name)
            let file = folder.appending(name.file)
            guard PrivateFolder.isThere(file) else { return nil }
            let der = try PrivateFile.read(file, limit: TimestampLimits.tokenSizeInBytes)
            do throws(TimestampError) {
                _ = try UnverifiedTimestampToken(der: der).verify(
                    covering: .of(checkpoint.text), by: entry.authority)
            } catch {
                return nil
            }
            return CarriedToken(name: name, der: der)
        }
    }
}
