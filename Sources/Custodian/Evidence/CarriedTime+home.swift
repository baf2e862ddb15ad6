import Primitives
import PrivateFiles
import SystemPackage
import Timestamping
import TransparencyLog
import Verification

extension CarriedTime {
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
