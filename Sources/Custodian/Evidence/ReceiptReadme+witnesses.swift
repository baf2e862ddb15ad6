import Primitives
import TransparencyLog

/// The steps that verify what witnesses have signed.
extension ReceiptReadme {
    /// Nil where no witness of the policy has signed anything here.
    var witnesses: String? {
        guard let policy = folder.broker?.policy?.policy, let quorum = policy.quorum,
            case .some(let (members, threshold)) = Self.flat(quorum)
        else { return nil }
        let notes = proofs.compactMap { proof in
            bytes(of: proof.path).flatMap { try? UnverifiedLogProof(parsing: $0) }
                .map { (path: proof.path, note: $0.checkpoint.note) }
        }
        let lines = notes.map { item in
            policy.witnesses.count { witness in item.note.hasLine(of: witness.key) }
        }.reduce(0, +)
        guard lines > 0 else { return nil }
        let short = notes.filter { item in
            members.count { item.note.hasLine(of: $0) } < threshold
        }
        return verification(lines) + count(members, threshold, short.map(\.path))
    }

    func bytes(of path: String) -> [UInt8]? {
        folder.logged.lazy.flatMap(\.proofs).first { $0.path == path }?.bytes
    }

    var list: String {
        "*.tlog-proof" + (proofs.contains { $0.path.contains("/") } ? " lanes/*/*.tlog-proof" : "")
    }

    private func verification(_ lines: Int) -> String {
        """
        Witnesses have signed the same checkpoints, each with the time at which it did. Their keys
           are in keys/broker/policy: compare them with what the witnesses' organisations tell you.

            while read -r word label key rest; do [ "$word" = witness ] || continue
                { printf 302a300506032b6570032100 | xxd -r -p
                  echo "$key" | cut -d+ -f3- | base64 -d | tail -c 32; } > "$t/witness.der"
                for p in \(list); do sed '1,/^$/d' "$p" > "$t/note"
                    grep -F "— ${key%%+*} " "$t/note" | cut -d' ' -f3 | base64 -d > "$t/line"
                    [ -s "$t/line" ] || continue
                    time=$((0x$(tail -c 72 "$t/line" | head -c 8 | xxd -p)))
                    tail -c 64 "$t/line" > "$t/signature"
                    { printf 'cosignature/v1\\ntime %s\\n' "$time"; sed '/^$/,$d' "$t/note"
                    } > "$t/text"
                    openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/witness.der" -rawin \\
                        -in "$t/text" -sigfile "$t/signature" \\
                        && echo "$time ${key%%+*} $p" >> "$t/seen"; done
                done < keys/broker/policy

           Expected: each line is Signature Verified Successfully, \(lines) times.


        """
    }

    /// Which proofs have the quorum, by the names in the policy.
    private func count(
        _ members: [VerifierKey], _ threshold: Int, _ short: [String]
    ) -> String {
        let names = members.map { "-e ' \($0.name.text) '" }.joined(separator: " ")
        let expected =
            short.isEmpty
            ? "nothing is printed."
            : "these lines:\n" + short.map { "       \($0).tlog-proof" }.joined(separator: "\n")
        return """
               The policy asks for \(threshold) of \(members.count). Which proofs have fewer?

                for p in \(list); do
                    n=$(grep -F \(names) "$t/seen" | grep -c -F " $p")
                    [ "$n" -ge \(threshold) ] || echo "$p"; done

               Expected: \(expected)

               When each has signed, in seconds since 1970:

                sort -u "$t/seen" | cut -d' ' -f1,2 | sort -u | head -n 20

               Expected: at least one line.

            """
    }

    var isWitnessed: Bool { witnesses != nil }

    /// One witness, or one group of witnesses; of others no step is written.
    private static func flat(
        _ quorum: TrustPolicy.Quorum
    ) -> (members: [VerifierKey], threshold: Int)? {
        switch quorum {
        case .witness(let key): return ([key], 1)
        case .group(let threshold, let members):
            var keys: [VerifierKey] = []
            for case .witness(let key) in members { keys.append(key) }
            return keys.count == members.count ? (keys, threshold) : nil
        }
    }
}
