import Custody
import KeyDirectory
import Primitives
import Verification

/// README-VERIFY of an evidence folder: how to check it with other people's tools.
///
/// Every command is written out for the files that are there, so that it can be typed, or pasted, as
/// it stands. The tools are those of any POSIX system, `xxd`, `openssl` and `ssh-keygen`.
struct ReceiptReadme {
    let folder: EvidenceFolder
    let mode: Mode
    let organisations: [VerifiedOrganisation]

    /// - Throws: `StatementError`, `RecordError` for what does not hold by itself.
    init(_ folder: EvidenceFolder) throws {
        self.folder = folder
        mode = try Statement(parsing: folder.deposit.signed.json).mode
        let mode = mode
        organisations = try folder.organisations.map { file in
            let history = try UnverifiedOrganisation(file)
            return try history.verify(fingerprint: history.fingerprint, mode: mode)
        }
    }

    func text() throws -> [UInt8] {
        var steps = [fingerprints, records, signers, try signatures(), entries, story]
        if proofs.isEmpty {
            steps.append(Self.noProofs)
        } else {
            steps += [checkpoints, inclusion] + [witnesses, expiries, tokens].compactMap { $0 }
        }
        if let failures { steps.append(failures) }
        let numbered = steps.enumerated().map { "\($0 + 1). \($1)" }
        return Array(([Self.opening] + numbered + [ending]).joined(separator: "\n").utf8)
    }

    private static let opening = """
        HOW TO CHECK THIS EVIDENCE WITHOUT THE PROGRAM THAT MADE IT

        You need: a POSIX shell, sha256sum, base64, xxd, openssl (3.0 or newer) and ssh-keygen
        (OpenSSH 9.1 or newer). Nothing here needs the internet or changes this folder. Run the
        commands in one shell, in this folder, in their order.

        NAME.json is what somebody signed, NAME.json.sig the signature, NAME.entry ties both to the
        log of the broker, NAME.tlog-proof proves that they are in it. NAME.SIZE.tlog-proof proves it
        once more, under the log's state of that size, which others have signed: one of the proofs of
        a statement is enough where it is asked who has witnessed or stamped it.

            t=$(mktemp -d)

        """

    /// Each as of the time when it counts: the broker's for a deposit, its own for every other.
    private func signatures() throws -> String {
        var commands = ""
        for statement in folder.statements { commands += try command(for: statement) }
        return """
            Each statement is signed by the one it names, with a key that counted at the time that
               it states; that of statement.json, at the time when the broker had it.

            \(homes)\(commands)
               Expected: each line begins with Good "\(mode == .live ? "plomba" : "plomba-training")/v1/
            \(unnamedHomes)

            """
    }

    private func command(for statement: LoggedStatement) throws -> String {
        guard let claim = statement.signed.anySignerClaim(mode: mode) else {
            throw EvidenceFolderError.unreadable(statement.path)
        }
        if home(claim)?.isNamed == false { return "" }
        let (list, principal) = try signer(of: statement, claim)
        let time = claim.claimedTime ?? receivedTime
        let option = time.map { " -Overify-time=\(SignerList.compact($0))" } ?? ""
        return """
                ssh-keygen -Y verify -f \(list) -I \(principal)\(option) \\
                    -n \(mode.namespace(claim.event.rawValue)) \\
                    -s \(statement.path).json.sig < \(statement.path).json

            """
    }

    private var receivedTime: Timestamp? {
        folder.answer?.signed.anySignerClaim(mode: mode)?.claimedTime
    }

    private var files: String {
        folder.lanes.isEmpty ? "*.json" : "*.json lanes/*/*.json"
    }

    private var entries: String {
        """
        Each opening file is that of its statement and signature.

            for f in \(files); do n=${f%.json}
                [ "$(sha256sum "$f" "$f.sig" | cut -c1-64)" = "$(sed -n '3,4p' "$n.entry")" ] \\
                    && [ "$(head -n 1 "$n.entry")" = plomba/entry/v1 ] || echo "$f"; done

           Expected: nothing is printed.

        """
    }

    private var story: String {
        """
        Each statement but statement.json follows one of the others: "previous" is its digest.
           The broker's answer follows statement.json.

            sha256sum \(files) | cut -c1-64 > "$t/known"
            grep -h '"previous"' \(files) | cut -d'"' -f4 | grep -v -x -F -f "$t/known"

           Expected: nothing is printed.

            sha256sum statement.json | cut -c1-64
            grep '"previous"' \(folder.answer?.path ?? "SubmissionAcceptance").json | cut -d'"' -f4

           Expected: two equal lines.

        """
    }

    var proofs: [(path: String, entry: String)] {
        folder.logged.flatMap { entry in
            let digest =
                entry.path == "Sealed"
                ? "$(grep '\"sealedCommitment\"' statement.json | cut -d'\"' -f4)"
                : "$(sha256sum \(entry.path).entry | cut -c1-64)"
            return entry.proofs.map { ($0.path, digest) }
        }
    }

    private static let noProofs = """
        The log: there are no proofs here. The statements are not shown to be in any log.

        """

    private var checkpoints: String {
        let lanes = proofs.contains { $0.path.contains("/") } ? " lanes/*/*.tlog-proof" : ""
        return """
            Each proof ends with a checkpoint that the log signed: name, size and root of the log.
               Lines after the log's own, if there are any, are those of witnesses.

            \(logs)    line() { : > "$t/line"
                    for l in $(grep -F "— $1 " "$t/note" | cut -d' ' -f3); do
                        [ "$(echo "$l" | base64 -d | head -c 4 | xxd -p)" != "$2" ] \\
                            || echo "$l" | base64 -d > "$t/line"; done; }
                for p in *.tlog-proof\(lanes); do sed '1,/^$/d' "$p" > "$t/note"
                    sed '/^$/,$d' "$t/note" > "$t/text"; uselog
                    line "$log" "$(cut -d+ -f2 "$t/vkey")"
                    tail -c 64 "$t/line" > "$t/signature"
                    [ "$(head -n 1 "$t/text")" = "$log" ] && openssl pkeyutl -verify -pubin \\
                        -keyform DER -inkey "$t/log.der" -rawin -in "$t/text" \\
                        -sigfile "$t/signature"; done

               Expected: each line is Signature Verified Successfully, \(proofs.count) times.

            """
    }

    private var inclusion: String {
        let commands = proofs.map { path, entry in
            "    included \"\(entry)\" \(path).tlog-proof\n"
        }
        return """
            Each statement is an entry of the tree that the checkpoint names (RFC 9162, section
               2.1.3.2). These lines compute the root from the statement and the hashes of the proof.

                h() { xxd -r -p | sha256sum | cut -c1-64; }
                x() { base64 -d | xxd -p -c 32; }
                included() {
                    i=$(sed -n 's/^index \\([0-9]*\\)$/\\1/p' "$2"); sed '1,/^$/d' "$2" > "$t/note"
                    r=$(printf '0001%s' "$1" | h); f=$i; s=$(($(sed -n '2s/^\\([0-9]*\\)$/\\1/p' "$t/note") - 1))
                    [ "$i" -le "$s" ] || { echo "$2: no"; return; }
                    for p in $(sed -n '3,/^$/p' "$2"); do p=$(echo "$p" | x)
                        [ "$s" -gt 0 ] || { echo "$2: no"; return; }
                        if [ $((f % 2)) -eq 1 ] || [ "$f" -eq "$s" ]; then
                            r=$(printf '01%s%s' "$p" "$r" | h)
                            while [ $((f % 2)) -eq 0 ] && [ "$f" -gt 0 ]; do
                                f=$((f / 2)); s=$((s / 2)); done
                        else r=$(printf '01%s%s' "$r" "$p" | h); fi
                        f=$((f / 2)); s=$((s / 2)); done
                    [ "$s" -eq 0 ] && [ "$r" = "$(sed -n 3p "$t/note" | x)" ] \\
                        && echo "$2: in the log, entry $i" || echo "$2: no"; }
            \(commands.joined())
               Expected: each line says in the log, \(proofs.count) times.

            """
    }

    private var timeNote: String {
        isWitnessed
            ? ";\n    what witnesses signed says only that it was said before"
            : ", and no witness and\n    no time-stamping authority has confirmed them"
    }

    private var sameLogNote: String {
        isWitnessed ? "" : "That everybody is shown the same log.\n    "
    }

    private var ending: String {
        """
            rm -r "$t"

        WHAT THIS SHOWS: who said what about this consignment, in words that nobody can change
        afterwards, and that it is in the log whose key is in keys/broker.

        WHAT THIS DOES NOT SHOW: what was in the consignment. When it was said: the times are
        those of the signers and of the broker\(timeNote).
        \(sameLogNote)That keys belong to whom you
        think: that depends on where you got the fingerprints and the keys of broker and witnesses.

        """
    }
}
