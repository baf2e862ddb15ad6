import BagIt
import Custody
import KeyDirectory
import Primitives
import Report
import Timestamping
import TransparencyLog
import Verification

/// README-VERIFY of a dossier: how to check all of it with other people's tools.
///
/// Every command is written out for what is there, so that it can be typed, or pasted, as it stands.
struct DossierReadme {
    private let findings: CaseFindings
    private let keys: DossierKeys
    private let hasEvidence: Bool

    /// The authorities whose roots are in the evidence.
    private let authorities: [PinnedAuthorities.Entry]

    /// - Parameter evidence: the paths of its files in the dossier; nil without any.
    init(_ findings: CaseFindings, _ keys: DossierKeys, evidence: Set<BagPath>?) {
        (self.findings, self.keys, hasEvidence) = (findings, keys, evidence != nil)
        authorities = keys.known.authorities.entries.filter { entry in
            (try? BagPath(Self.roots(entry))).map { evidence?.contains($0) ?? false } ?? false
        }
    }

    private static func roots(_ entry: PinnedAuthorities.Entry) -> String {
        "\(DossierLayout.evidence)/\(CarriedTime.folderName)/\(entry.name)\(CarriedTime.rootsEnding)"
    }

    var text: [UInt8] {
        var steps = [files, organisations] + [signatures].compactMap { $0 } + [content]
        if findings.statements.contains(where: \.isAct) { steps.append(acts) }
        if hasEvidence { steps.append(evidence) }
        let numbered = steps.enumerated().map { "\($0 + 1). \($1)" }
        return Array(([opening] + numbered + [ending]).joined(separator: "\n").utf8)
    }

    private var opening: String {
        """
        HOW TO CHECK THIS DOSSIER WITHOUT THE PROGRAM THAT MADE IT
        \(findings.mode == .training ? "\nTRAINING MATERIAL: nothing of this is real.\n" : "")
        You need: a POSIX shell, sha256sum, find, ssh-keygen (OpenSSH 9.1 or newer), python3 (3.9 or
        newer) and openssl (3.0 or newer), nothing else. Nothing here needs the internet or changes this
        folder. Run the commands in one shell, in the folder into which you have unpacked the dossier
        (mkdir dossier && tar -xf FILE.tar -C dossier && cd dossier), in their order.

        case/ is the case as it was opened, evidence/ what was said about it, if it is there. Each
        has a README-VERIFY of its own, which goes further by hand than the steps here. keys/ has
        the public keys of those who signed, verifier/ a program of a few pages that anybody can read,
        report/ what the maker of this dossier found; a report is checked by making the checks.

        Nobody has signed the dossier itself: this text and verifier/ could have been exchanged. Who
        has reason to doubt takes both from where they are published, and compares.

            t=$(mktemp -d)

        """
    }

    private var files: String {
        """
        Every file is the one that was packed, and none is missing or added.

            sha256sum --quiet -c SHA256SUMS

           Expected: nothing is printed.

            find . -type f ! -path ./SHA256SUMS | wc -l
            wc -l < SHA256SUMS

           Expected: two equal lines.

        """
    }

    /// The moment as of which keys must count: when somebody else had it, else when it was sealed.
    private var time: Timestamp? { findings.receipt?.receivedTime ?? findings.sealer?.sealedTime }

    private func told(_ organisation: VerifiedOrganisation) -> String {
        "\"$t/\(organisation.name.text).keys\""
    }

    private var organisations: String {
        let lines = keys.organisations.map { organisation in
            "   \(organisation.name.text)\n   \(organisation.fingerprint.digitGroups)\n"
        }
        let commands = keys.organisations.map { organisation in
            """
                python3 -B verifier/records.py \(DossierKeys.fileName(organisation)) \\
                    \(organisation.fingerprint.text) \\
                    --mode \(keys.mode.rawValue)\(time.map { " --time \($0.text)" } ?? "") \\
                    > \(told(organisation))

            """
        }
        return """
            Who the organisations are. keys/ proves nothing before you have compared these digits
               with those that each organisation itself tells you, by another way than this dossier:

            \(lines.joined())
               The same numbers stand in these lines in another form; each record follows from them.

            \(commands.joined())
               Expected: nothing is printed.

            """
    }

    /// By a second tool: the two signatures that everything hangs on.
    private var signatures: String? {
        let deposit = findings.statements.first {
            $0.event == .deposit && $0.path.hasSuffix("statement")
        }
        let seal = findings.statements.last {
            $0.event == .sealed && $0.path.hasPrefix("bag/custody/")
                && $0.time == findings.sealer?.sealedTime
        }
        let commands = [
            deposit.flatMap { command($0, "case/statement.json", at: time) },
            seal.flatMap { command($0, "case/\($0.path).json", at: $0.time) },
        ].compactMap { $0 }
        guard !commands.isEmpty else { return nil }
        return """
            A computer of the sender handed the case over, and a person there sealed it.

            \(commands.joined())
               Expected: each line begins with Good "\(keys.mode == .live ? "plomba" : "plomba-training")/v1/

            """
    }

    private func command(
        _ found: FoundStatement, _ path: String, at time: Timestamp?
    ) -> String? {
        guard let role = found.role, let party = found.party, let event = found.event else {
            return nil
        }
        let option = time.map { " -Overify-time=\(SignerList.compact($0))" } ?? ""
        return """
                ssh-keygen -Y verify -f \(DossierKeys.signersName) -I \(role)@\(party)\(option) \\
                    -n \(keys.mode.namespace(event.rawValue)) \\
                    -s \(path).sig < \(path)

            """
    }

    private var content: String {
        let files = keys.organisations.map { " --keys \(told($0))" }.joined(
            separator: " \\\n       ")
        let command =
            findings.original == nil
            ? "folders.py case --mode \(keys.mode.rawValue) \\\n       \(files)"
            : "originals.py case --mode \(keys.mode.rawValue)\(time.map { " --time \($0.text)" } ?? "") \\\n"
                + "       \(known)\(broker(withLog: false))"
        return """
            The case is what was sealed: every signature, digest and list of it, each held against
               the others. (The program keeps the whole case in memory.)

                python3 -B verifier/\(command)

               Expected: the last line is verified

            """
    }

    private var acts: String {
        """
        What was done with the case after it was received, act by act.

            python3 -B verifier/acts.py case --mode \(keys.mode.rawValue) \\
               \(known)

           Expected: the last line is verified

        """
    }

    private var evidence: String {
        """
        What was said about it on its way. The keys of the broker are those that the maker of
           this dossier knows: compare them with what the broker tells everybody.

            python3 -B verifier/evidence.py evidence --mode \(keys.mode.rawValue) \\
               \(known)\(broker(withLog: true))\(chosen)

           Expected: the last line is verified

        """
    }

    private var known: String {
        keys.organisations.map { organisation in
            " --organisation \(DossierKeys.fileName(organisation))=\(organisation.fingerprint.text)"
        }.joined(separator: " \\\n       ")
    }

    /// Nothing where no broker is known. What was sealed before is judged without its log.
    private func broker(withLog: Bool) -> String {
        guard let broker = keys.known.broker?.keys, let current = broker.serviceKeys.last,
            let log = broker.logKey
        else { return "" }
        let words =
            ["--broker \(broker.name.text) '\(current.key.openSSHLine)'"]
            + (withLog ? ["    '\(log.text)'"] : [])
            + (withLog ? broker.serviceKeys.dropLast() : [])
            .map { "--earlier-key '\($0.key.openSSHLine)'" }
        return words.map { " \\\n        " + $0 }.joined()
    }

    private var chosen: String {
        authorities.map { entry in
            " \\\n        --authority \(entry.name) \(Self.roots(entry)) \(entry.policy.text)"
        }.joined()
    }

    private var ending: String {
        """
            rm -r "$t"

        WHAT THIS SHOWS: the files are identical to those that were sealed with these keys, and who
        said what about them.

        WHAT THIS DOES NOT SHOW: that a file is genuine or true, when a recording was made, who is
        in it, or that the keys belong to whom you think: that depends on where you got the digits.

        """
    }
}
