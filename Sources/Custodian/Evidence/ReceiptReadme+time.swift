import Primitives
import Timestamping
import TransparencyLog
import Verification

/// The step that verifies time-stamp tokens.
extension ReceiptReadme {
    /// Nil where there are none.
    var tokens: String? {
        guard !folder.time.isEmpty else { return nil }
        var commands = ""
        for token in folder.time.tokens {
            guard let found = try? UnverifiedTimestampToken(der: token.der) else { continue }
            let text = TokenName.text(of: token.name.size)
            commands += """
                    openssl ts -verify -token_in -in time/\(token.name.file) \\
                        -data time/\(text) \\
                        -CAfile time/\(token.name.authority.text).pem \\
                        -attime \(found.claimedTime.secondsSinceEpoch) 2>> "$t/errors"

                """
        }
        let without = proofs.filter { proof in !isStamped(proof.path) }
            .map { "       \($0.path).tlog-proof" }
        let expected =
            without.isEmpty
            ? "nothing is printed." : "these lines:\n" + without.joined(separator: "\n")
        return """
            Time-stamping authorities have signed the text of checkpoints, each with the time. Their
               roots are in time/: compare them with what the authorities publish.

            \(commands)
               Expected: each line says Verification: OK, \(folder.time.tokens.count) times.

               Which proofs are under a checkpoint that none has stamped?

                for p in \(list); do sed '1,/^$/d' "$p" | sed '/^$/,$d' > "$t/text"
                    s=time/checkpoint-$(sed -n 2p "$t/text").txt
                    [ "$(sha256sum < "$t/text")" = "$(sha256sum < "$s" 2>> "$t/errors")" ] \\
                        || echo "$p"; done 2>> "$t/errors"

               Expected: \(expected)

               At what times? Each line but the last of an authority's accuracy is in UTC.

                for f in time/*.tst; do openssl ts -reply -token_in -in "$f" -token_out -text \\
                    2>> "$t/errors" | grep '^Time stamp: '; done

               Expected: at least one line.

            """
    }

    private func isStamped(_ path: String) -> Bool {
        guard let bytes = bytes(of: path), let proof = try? UnverifiedLogProof(parsing: bytes)
        else {
            return false
        }
        return folder.time.texts[proof.checkpoint.claimed.size] == proof.checkpoint.claimed.text
    }
}
