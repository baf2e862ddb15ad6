import Custody
import Primitives
import TransparencyLog
import Verification

/// The step that verifies by whose clocks a deadline had passed.
extension ReceiptReadme {
    /// An expiry, and the policy by whose quorum its time counts.
    private struct Expiry {
        let path: String
        let deadline: Timestamp
        let policyName: String
        let until: Timestamp?
        let quorum: (members: Int, threshold: Int)
        /// Signatures at or after the deadline that count, that of the log among them.
        let signatures: Int
    }

    /// Nil where no expiry holds a state of the log that a quorum of the folder's policies has signed.
    var expiries: String? {
        let found = folder.lanes.flatMap(\.statements).compactMap(expiry)
        guard !found.isEmpty else { return nil }
        return """
            An expiry holds a state of the log that witnesses signed at or after the deadline: then
               nobody had decided. The first signature is the log's, the others are theirs.

            """ + found.map(Self.step).joined(separator: "\n")
    }

    private func expiry(_ statement: LoggedStatement) -> Expiry? {
        guard let carried = folder.broker?.policy,
            let content = try? statement.signed.unverified(
                as: AcceptanceRejectionExpiry.self, mode: mode),
            let note = content.checkpoint.flatMap({ try? UnverifiedCheckpoint(parsing: $0.bytes) }),
            let sight = try? carried.inTime.sight(of: note, now: .latest),
            let quorum = sight.policy.quorum, let flat = Self.flat(quorum),
            let time = sight.policy.latestQuorum(sight.cosignatures)?.time,
            time >= content.deadline
        else { return nil }
        let former = carried.former.first { $0.until == sight.until }
        return Expiry(
            path: statement.path, deadline: content.deadline,
            policyName: former?.fileName ?? EvidenceFolder.policyName, until: sight.until,
            quorum: (flat.members.count, flat.threshold),
            signatures: 1 + sight.cosignatures.count { $0.time >= content.deadline })
    }

    private static func step(_ expiry: Expiry) -> String {
        let last = expiry.until.map { " && [ \"$time\" -le \($0.secondsSinceEpoch) ]" } ?? ""
        let before =
            expiry.until.map {
                ",\n   of what was signed until \($0.text), which is \($0.secondsSinceEpoch)"
            } ?? ""
        return """
               \(expiry.path):
               the deadline was \(expiry.deadline.text), which is \(expiry.deadline.secondsSinceEpoch) seconds after 1970.
               keys/broker/\(expiry.policyName) asks for \(expiry.quorum.threshold) of \(expiry.quorum.members)\(before).

                printf '%b' "$(sed -n 's/^ *"checkpoint": "\\(.*\\)"[^"]*$/\\1/p' \\
                    \(expiry.path).json)" > "$t/note"
                sed '/^$/,$d' "$t/note" > "$t/text"; uselog
                line "$log" "$(cut -d+ -f2 "$t/vkey")"
                tail -c 64 "$t/line" > "$t/signature"
                openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/log.der" -rawin \\
                    -in "$t/text" -sigfile "$t/signature"
                while read -r word label key rest; do [ "$word" = witness ] || continue
                    { printf 302a300506032b6570032100 | xxd -r -p
                      echo "$key" | cut -d+ -f3- | base64 -d | tail -c 32; } > "$t/witness.der"
                    line "${key%%+*}" "$(echo "$key" | cut -d+ -f2)"
                    [ -s "$t/line" ] || continue
                    time=$((0x$(tail -c 72 "$t/line" | head -c 8 | xxd -p)))
                    [ "$time" -ge \(expiry.deadline.secondsSinceEpoch) ]\(last) || continue
                    tail -c 64 "$t/line" > "$t/signature"
                    { printf 'cosignature/v1\\ntime %s\\n' "$time"; cat "$t/text"; } > "$t/said"
                    openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/witness.der" -rawin \\
                        -in "$t/said" -sigfile "$t/signature"
                    done < keys/broker/\(expiry.policyName)

               Expected: each line is Signature Verified Successfully, \(expiry.signatures) times.

            """
    }
}
