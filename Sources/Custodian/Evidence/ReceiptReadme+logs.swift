import Primitives
import TransparencyLog
import Verification

/// By which key a checkpoint must be signed: the broker's log may have had others before.
extension ReceiptReadme {
    /// `uselog`: the key of the log that the checkpoint in `$t/text` names.
    var logs: String {
        let before = folder.broker?.logSuccessions.map { said($0) + cases($0) } ?? ""
        let choice = before.isEmpty ? "" : "    formerlog\n"
        return before + """
                uselog() { cat keys/broker/log.vkey > "$t/vkey"
            \(choice)        log=$(cut -d+ -f1 "$t/vkey")
                    { printf 302a300506032b6570032100 | xxd -r -p
                      cut -d+ -f3- "$t/vkey" | base64 -d | tail -c 32; } > "$t/log.der"; }

            """
    }

    /// A former log counts up to the size at which it was closed; beyond that its checkpoint is one of the log in use,
    /// whose name it does not bear.
    private func cases(_ history: LogSuccessionHistory) -> String {
        let cases = history.successions.map { step in
            """
                        \(step.oldLog.name.text)) f=\(file(step)) ;;

            """
        }.joined()
        return """
                formerlog() { case "$(head -n 1 "$t/text")" in
            \(cases)            *) return ;; esac
                    [ "$(sed -n 2p "$t/text")" -le "$(sed -n 's/^ *"size": \\([0-9]*\\).*$/\\1/p' "$f")" ] \\
                        && sed -n 's/^ *"oldLog": "\\([^"]*\\)".*$/\\1/p' "$f" > "$t/vkey"; }

            """
    }

    /// What names a former log, and who has signed that.
    private func said(_ history: LogSuccessionHistory) -> String {
        let commands = history.successions.map { step in
            """
                    ssh-keygen -Y verify -f keys/broker/allowed_signers -I \(history.broker.text) \\
                        -Overify-time=\(SignerList.compact(step.fromTime)) \\
                        -n \(step.mode.namespace(LogSuccession.statementName)) \\
                        -s \(file(step)).sig < \(file(step))

            """
        }
        return """
               The broker has lost a key of its log, and goes on under another one: it names the former
               log, and how many of its entries count.

            \(commands.joined())
               Expected: each line begins with Good "\(mode == .live ? "plomba" : "plomba-training")/v1/


            """
    }

    private func file(_ step: LogSuccession) -> String {
        "keys/broker/\(LogSuccession.statementName)-\(step.number).json"
    }
}
