import Custody
import KeyDirectory
import Primitives
import Verification

/// The step about what a broker could not hand on: an end that it states alone.
extension ReceiptReadme {
    /// Nil where nothing was given up.
    var failures: String? {
        let found = folder.lanes.flatMap { lane in
            lane.statements.filter {
                (try? $0.signed.unverified(as: RelayFailure.self, mode: mode)) != nil
            }.map { step($0.path, of: lane.mailbox) }
        }
        guard !found.isEmpty else { return nil }
        return """
            That a delivery could not be handed on to another broker is the word of the broker that
               took it in. It may say so when the deadline has passed, and of a mailbox that lives at
               another broker.

            """ + found.joined(separator: "\n")
    }

    private func step(_ path: String, of mailbox: MailboxAddress) -> String {
        """
           \(path):
           The first line is when the broker says that it gave up, the second the present. The first
           must not be later, but for five minutes. Where witnesses were chosen they must have seen it:
           the step about them must name \(path).tlog-proof,
           or another proof of it.

               sed -n 's/^ *"claimedTime": "\\([^"]*\\)".*$/\\1/p' \\
                    \(path).json
               date -u +%Y-%m-%dT%H:%M:%SZ

           Expected: two times.

        """ + home(of: mailbox)
    }

    /// The keys of other brokers in the recipient's records.
    private func home(of mailbox: MailboxAddress) -> String {
        guard organisations.contains(where: { $0.name == mailbox.organisation }) else {
            return """

                   No record of \(mailbox.organisation.text) is here: ask it at which broker
                   \(mailbox.text) lived. If it was the one that took this in, that broker lied.

                """
        }
        let place = "\(EvidenceFolder.keysName)/\(mailbox.organisation.text)"
        return """

               The keys of other brokers that the records of \(mailbox.organisation.text) name; look
               in them for \(mailbox.local). Without any the broker that took it in lied.

                   sed -n 's/^ *"serviceKey": "\\([^"]*\\)".*$/\\1/p' \(place)/*.json |
                        sort -u | while read -r key; do
                        grep -qF "$key" keys/broker/allowed_signers || echo "$key"; done

               Expected: at least one line.

            """
    }
}
