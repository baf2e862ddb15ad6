import Primitives
import TransparencyLog
import Verification

/// The steps that verify what witnesses have signed.
extension ReceiptReadme {
    /// Nil where no witness of the policies has signed anything here.
    var witnesses: String? {
        guard let carried = folder.broker?.policy, let quorum = carried.policy.quorum,
            case .some(let (members, threshold)) = Self.flat(quorum)
        else { return nil }
        let lines = notes.filter { carried.policy.names($0.checkpoint) }.map { item in
            carried.policy.witnesses.count { item.checkpoint.note.hasLine(of: $0.key) }
        }.reduce(0, +)
        let former = carried.former.filter { formerLines(of: $0) > 0 }
        guard lines > 0 || !former.isEmpty else { return nil }
        let short = notes.filter { item in
            !carried.policy.names(item.checkpoint)
                || members.count { item.checkpoint.note.hasLine(of: $0) } < threshold
        }
        return verification(lines, former) + count(members, threshold, short.map(\.path))
            + former.compactMap(count).joined() + Self.times
    }

    private var notes: [(path: String, checkpoint: UnverifiedCheckpoint)] {
        proofs.compactMap { proof in
            bytes(of: proof.path).flatMap { try? UnverifiedLogProof(parsing: $0) }
                .map { (proof.path, $0.checkpoint) }
        }
    }

    /// How many lines of its witnesses hold. Nobody has watched for those that do not.
    private func formerLines(of former: CarriedPolicy.Former) -> Int {
        notes.map { former.cosignatures(under: $0.checkpoint).count }.reduce(0, +)
    }

    func bytes(of path: String) -> [UInt8]? {
        folder.logged.lazy.flatMap(\.proofs).first { $0.path == path }?.bytes
    }

    var list: String {
        "*.tlog-proof" + (proofs.contains { $0.path.contains("/") } ? " lanes/*/*.tlog-proof" : "")
    }

    private func verification(_ lines: Int, _ former: [CarriedPolicy.Former]) -> String {
        var text = """
            Witnesses have signed the same checkpoints, each with the time at which it did. Their keys
               are in keys/broker/policy: compare them with what the witnesses' organisations tell you.

                : > "$t/seen"

            """
        if lines > 0 {
            text += loop(over: "keys/broker/policy", printing: "", lines)
        }
        if !former.isEmpty {
            let files = former.map { "keys/broker/\($0.fileName)" }.joined(separator: " ")
            text += """
                   Others counted before, up to the time in the name of their file: keys/broker/policy.until-*.

                    cat \(files) > "$t/former"

                """
            text += loop(
                over: "\"$t/former\"", printing: " | grep Verified",
                former.map(formerLines).reduce(0, +))
        }
        return text
    }

    /// - Parameter filter: what becomes of the words of openssl.
    private func loop(over file: String, printing filter: String, _ lines: Int) -> String {
        """
            while read -r word label key rest; do [ "$word" = witness ] || continue
                { printf 302a300506032b6570032100 | xxd -r -p
                  echo "$key" | cut -d+ -f3- | base64 -d | tail -c 32; } > "$t/witness.der"
                for p in \(list); do sed '1,/^$/d' "$p" > "$t/note"
                    grep -q -F "log $(head -n 1 "$t/note")+" \(file) || continue
                    line "${key%%+*}" "$(echo "$key" | cut -d+ -f2)"
                    [ -s "$t/line" ] || continue
                    time=$((0x$(tail -c 72 "$t/line" | head -c 8 | xxd -p)))
                    tail -c 64 "$t/line" > "$t/signature"
                    { printf 'cosignature/v1\\ntime %s\\n' "$time"; sed '/^$/,$d' "$t/note"
                    } > "$t/text"
                    openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/witness.der" -rawin \\
                        -in "$t/text" -sigfile "$t/signature"\(filter) \\
                        && echo "$time ${key%%+*} $p" >> "$t/seen"; done
                done < \(file)

           Expected: each line is Signature Verified Successfully, \(lines) times.


        """
    }

    /// Which proofs have the quorum, by the names in the policy.
    private func count(
        _ members: [VerifierKey], _ threshold: Int, _ short: [String]
    ) -> String {
        """
           The policy asks for \(threshold) of \(members.count). Which proofs have fewer?

            for p in \(list); do
                n=$(grep -F \(Self.names(members)) "$t/seen" | sort -u | grep -c -F " $p")
                [ "$n" -ge \(threshold) ] || echo "$p"; done

           Expected: \(Self.expected(short))


        """
    }

    /// The same by a policy that had been replaced: what was signed later does not count, nor what is
    /// dated before a smaller log was seen.
    private func count(_ former: CarriedPolicy.Former) -> String? {
        guard let quorum = former.carried.policy.quorum,
            case .some(let (members, threshold)) = Self.flat(quorum)
        else { return nil }
        let starts = self.starts(of: former)
        let short = notes.filter { item in
            let counted = former.cosignatures(under: item.checkpoint).filter {
                $0.time <= former.until && members.contains($0.witness)
                    && $0.time >= starts[item.path] ?? $0.time
            }
            return counted.count < threshold
        }
        let start = starts.isEmpty ? "" : " && [ \"$time\" -ge \"$(start \"$p\")\" ]"
        return Self.table(starts) + """
               Until \(former.until.text), which is \(former.until.secondsSinceEpoch) seconds after 1970, \(threshold) of \(members.count) were asked
               for, by the policy of that file. Which proofs have fewer, signed by then?

                for p in \(list); do
                    n=$(grep -F \(Self.names(members)) "$t/seen" | sort -u | grep -F " $p" \\
                        | while read -r time rest; do
                            [ "$time" -le \(former.until.secondsSinceEpoch) ]\(start) && echo "$time"
                            done | grep -c .)
                    [ "$n" -ge \(threshold) ] || echo "$p"; done

               Expected: \(Self.expected(short.map(\.path)))


            """
    }

    /// From when on each proof's lines count, where some are older: by then the quorum of the policy in use had
    /// seen the log with fewer entries.
    private func starts(of former: CarriedPolicy.Former) -> [String: Timestamp] {
        guard let policy = folder.broker?.policy?.policy else { return [:] }
        let moments = notes.compactMap { LogMoment($0.checkpoint, policy, now: .latest) }
        let found = notes.compactMap { item -> (String, Timestamp)? in
            guard
                let start = LogMoment.latest(of: moments, before: item.checkpoint),
                former.cosignatures(under: item.checkpoint).contains(where: { $0.time < start })
            else { return nil }
            return (item.path, start)
        }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    private static func table(_ starts: [String: Timestamp]) -> String {
        guard !starts.isEmpty else { return "" }
        let cases = starts.sorted { $0.key < $1.key }.map { path, time in
            "        \(path).tlog-proof) echo \(time.secondsSinceEpoch) ;;\n"
        }
        return """
               A log that was smaller later was not larger before: where the policy in use has signed
               fewer entries at a later time, five minutes before that is when lines begin to count.

                start() { case "$1" in
            \(cases.joined())        *) echo 0 ;; esac; }


            """
    }

    private static let times = """
           When each has signed, in seconds since 1970:

            sort -u "$t/seen" | cut -d' ' -f1,2 | sort -u | head -n 20

           Expected: at least one line.

        """

    private static func names(_ members: [VerifierKey]) -> String {
        members.map { "-e ' \($0.name.text) '" }.joined(separator: " ")
    }

    private static func expected(_ short: [String]) -> String {
        short.isEmpty
            ? "nothing is printed."
            : "these lines:\n" + short.map { "       \($0).tlog-proof" }.joined(separator: "\n")
    }

    var isWitnessed: Bool { witnesses != nil }

    /// One witness, or one group of witnesses; of others no step is written.
    static func flat(
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

extension TrustPolicy {
    /// Whether the log of a checkpoint is one of its own.
    fileprivate func names(_ checkpoint: UnverifiedCheckpoint) -> Bool {
        logs.contains { $0.key.name == checkpoint.claimed.origin }
    }
}

extension CarriedPolicy.Former {
    /// What its witnesses have signed, and holds; whenever they did.
    fileprivate func cosignatures(under checkpoint: UnverifiedCheckpoint) -> [Cosignature] {
        let named = carried.policy.logs.first { $0.key.name == checkpoint.claimed.origin }
        guard let log = named?.key else { return [] }
        return carried.policy.witnesses.flatMap { witness in
            (try? checkpoint.verify(log: log, witnesses: [witness.key]))?.cosignatures ?? []
        }
    }
}
