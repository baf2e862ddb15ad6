import Primitives
import SystemPackage
import Timestamping
import TransparencyLog

/// `time/` of an evidence folder: tokens, what they are over, and the roots of who issued them.
struct CarriedTime: Sendable {
    static let folderName = "time"
    static let maximumTokens = 4096
    static let rootsEnding = ".pem"

    /// By the size of the checkpoint.
    var texts: [UInt64: [UInt8]] = [:]
    var tokens: [CarriedToken] = []
    /// The file of roots of each authority.
    var roots: [AuthorityName: [UInt8]] = [:]

    var isEmpty: Bool { tokens.isEmpty }

    /// What a home keeps over the checkpoints of these proofs.
    static func gather(
        _ proofs: [[UInt8]], _ book: TokenBook, _ authorities: PinnedAuthorities
    ) throws -> CarriedTime {
        var time = CarriedTime()
        for proof in proofs {
            let checkpoint = try UnverifiedLogProof(parsing: proof).checkpoint.claimed
            guard time.texts[checkpoint.size] == nil else { continue }
            let tokens = try book.tokens(over: checkpoint, by: authorities)
            guard !tokens.isEmpty else { continue }
            time.texts[checkpoint.size] = checkpoint.text
            time.tokens += tokens
            for token in tokens {
                time.roots[token.name.authority] = authorities[token.name.authority]?.pem
            }
        }
        return time
    }

    func write(to folder: FilePath) throws {
        guard !isEmpty else { return }
        try PrivateFolder.make(folder)
        for (size, text) in texts {
            try PrivateFile.write(text, to: folder.appending(TokenName.text(of: size)))
        }
        for token in tokens {
            try PrivateFile.write(token.der, to: folder.appending(token.name.file))
        }
        for (name, pem) in roots {
            try PrivateFile.write(pem, to: folder.appending(name.text + Self.rootsEnding))
        }
    }
}
