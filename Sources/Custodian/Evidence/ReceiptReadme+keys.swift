import Custody
import KeyDirectory
import Primitives
import Verification

/// The steps about keys: whose they are, and when they count.
extension ReceiptReadme {
    var fingerprints: String {
        let lines = organisations.map { organisation in
            "       \(organisation.fingerprint.text)  \(organisation.name.text)\n"
        }
        return """
            Who the organisations are. The digest of its first record is an organisation's
               fingerprint. Compare it with what the organisation itself tells you, by another way
               than this folder: keys/ proves nothing before that.

                sha256sum keys/*/0001.json

               Expected: these digests:
            \(lines.joined())
            """
    }

    var records: String {
        var commands = ""
        for organisation in organisations {
            for (index, record) in organisation.records.enumerated() {
                commands += commandsFor(record, index, in: "keys/\(organisation.name.text)")
            }
        }
        return """
            The roots of each organisation signed its records, those of the record before too.
               A record says under "threshold" how many must have signed it.

            \(commands)
               Expected: each line begins with Good "\(mode.namespace("OrganisationRecord"))"

            """
    }

    private func commandsFor(_ record: SignedRecord, _ index: Int, in place: String) -> String {
        func path(_ index: Int) -> String { "\(place)/\(RecordFolder.fileName(index + 1))" }
        let sources = (index == 0 ? [] : [path(index - 1)]) + [path(index)]
        var text = """
                sed -n '/"roots": \\[/,/\\]/s/^ *"key": "\\([^"]*\\)".*/root \\1/p' \\
                    \(sources.joined(separator: " ")) > "$t/roots"

            """
        for number in 1...max(1, record.signatures.count) {
            text += """
                    ssh-keygen -Y verify -f "$t/roots" -I root \\
                        -n \(mode.namespace("OrganisationRecord")) \\
                        -s \(path(index)).sig.\(number) < \(path(index))

                """
        }
        return text
    }

    /// A line that lost a time, or got that of another key, would let a key count that had ended.
    var signers: String {
        """
        keys/allowed_signers names only keys of these records, each under its organisation, and
           only times that stand there. The role before the @ is a "label" of the record: devices
           sign Deposit, Skipped and ContentHandover and nothing else, members all the others.

            while read -r who options key; do r=keys/${who#*@}
                grep -q -F "\\"$key\\"" "$r"/[0-9]*.json || echo "$who"
                for time in $(echo "$options" | grep -o '"[0-9]*Z"'); do
                    time=$(echo "$time" | sed -E 's/"(....)(..)(..)(..)(..)/\\1-\\2-\\3T\\4:\\5:/')
                    grep -q -F "\\"$time" "$r"/[0-9]*.json || echo "$who"; done
                done < keys/allowed_signers

           Expected: nothing is printed.

           A line has both times, and says no more than the newest record that has its key: not
           from before "validFrom", not beyond "validUntil", nor the record's "expiryTime", nor
           the "issuedTime" of the next record, which has it no more. A device counts only while
           a key of the "member" beside it does.

            grep -v -E '^[a-z0-9._-]+@[a-z0-9.-]+ namespaces="(,?\(mode.namespace("[A-Za-z]+")))+",valid-after="[0-9]{14}Z",valid-before="[0-9]{14}Z" ssh-ed25519 [^ ]+$' \\
                keys/allowed_signers
            when() { sed -n "s/.*\\"$1\\": \\"\\([0-9T:-]*\\)Z\\".*/\\1/p" | sed 's/[-:T]//g'; }
            end() { f=$(grep -l -F "\\"$2\\"" "$1"/[0-9]*.json | tail -n 1)
                seen= next=
                for each in "$1"/[0-9]*.json; do
                    [ -z "$seen" ] || { next=$each; break; }
                    [ "$each" != "$f" ] || seen=1; done
                { grep -F -A 3 "\\"$2\\"" "$f" | when validUntil; when expiryTime < "$f"
                  [ -z "$next" ] || when issuedTime < "$next"; } | sort | head -n 1; }
            owners() { m=$(grep -h -F -B 1 "\\"key\\": \\"$2\\"" "$1"/[0-9]*.json \\
                    | sed -n 's/.*"member": "\\([a-z0-9._-]*\\)".*/\\1/p' | tail -n 1)
                [ -z "$m" ] || cat "$1"/[0-9]*.json \\
                    | sed -n '/"members": \\[/,/"devices": \\[/p' \\
                    | sed -n "/\\"label\\": \\"$m\\"/,/\\"signingKey\\"/s/.*\\"signingKey\\": \\"\\(.*\\)\\".*/\\1/p" \\
                    | sort -u; }
            while read -r who options key; do r=keys/${who#*@}
                f=$(grep -l -F "\\"$key\\"" "$r"/[0-9]*.json | tail -n 1)
                after=$(echo "$options" | sed 's/.*valid-after="\\([0-9]*\\)Z".*/\\1/')
                before=$(echo "$options" | sed 's/.*valid-before="\\([0-9]*\\)Z".*/\\1/')
                [ "$after" -ge "$(grep -F -A 3 "\\"$key\\"" "$f" | when validFrom)" ] || echo "$who"
                last=$(owners "$r" "$key" | while read -r each; do end "$r" "$each"; done \\
                    | sort | tail -n 1)
                for time in "$(end "$r" "$key")" $last; do
                    [ "$before" -le "$time" ] || echo "$who"; done
                done < keys/allowed_signers

           Expected: nothing is printed.

           keys/broker has the keys of the broker: compare them with what the broker tells
           everybody.

        """
    }
}
