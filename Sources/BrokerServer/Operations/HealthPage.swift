import Broker
import Primitives

/// How the broker is, for a person: no script, nothing from elsewhere, looked at again each minute.
struct HealthPage {
    let name: String
    let startTime: Timestamp
    let view: BrokerHealth.View

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="60">
        <title>\(headline) – \(Self.escaped(name))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <p class="name">\(Self.escaped(name))</p>
        <h1 class="\(view.level.rawValue)">\(mark) \(headline)</h1>
        <p>\(advice)</p>
        \(list(.fault, "What is wrong"))
        \(list(.warning, "What to look after"))
        <h2>At a glance</h2>
        <table>
        \(facts.map { "<tr><th>\($0.0)</th><td>\(Self.escaped($0.1))</td></tr>" }.joined(separator: "\n"))
        </table>
        \(list(.fine, "What was looked at and is in order"))
        <p class="foot">As of \(view.time.text). The same by 'plombad check'; numbers for programs at <a href="/metrics">/metrics</a>.</p>
        </body>
        </html>

        """
    }

    private var headline: String {
        switch view.level {
        case .fine: "Everything is in order"
        case .warning: "It works, and needs your attention"
        case .fault: "It does not work as it must"
        }
    }

    /// Told by a sign as well as by colour.
    private var mark: String {
        switch view.level {
        case .fine: "✓"
        case .warning: "!"
        case .fault: "✗"
        }
    }

    private var advice: String {
        switch view.level {
        case .fine: "Nothing has to be done."
        case .warning: "Cases go through. Do what is written below in the next days."
        case .fault:
            "Do what is written below now, and tell the organisations that use this broker."
        }
    }

    private var facts: [(String, String)] {
        var facts = [("Running since", startTime.text)]
        if let figures = view.figures {
            facts += [
                ("Takes new cases", figures.takesCases ? "yes" : "no"),
                ("Cases accepted so far", "\(figures.deposits)"),
                ("On their way, not answered yet", "\(figures.openDeliveries)"),
                ("Waiting for other brokers", "\(figures.relays.reduce(0) { $0 + $1.waiting })"),
                ("Being uploaded", "\(figures.uploads)"),
                ("Organisations", "\(figures.organisations)"),
                (
                    "Content that lies here",
                    "\(figures.heldBytes >> 20) MiB in \(figures.heldObjects) cases"
                ),
                ("Refused for a quota since then", "\(figures.quotaRefusals.values.reduce(0, +))"),
                ("Entries in the signed log", "\(figures.signedEntries)"),
            ]
        }
        if let free = view.freeBytes { facts.append(("Free space", "\(free >> 20) MiB")) }
        for witness in view.witnesses {
            let last = witness.cosignedTime.map { "signed last at \($0.text)" } ?? "never signed"
            facts.append(("Witness \(Self.escaped(witness.witness))", last))
        }
        return facts
    }

    private func list(_ level: Finding.Level, _ title: String) -> String {
        let found = view.findings.filter { $0.level == level }
        guard !found.isEmpty else { return "" }
        let items = found.map { finding in
            let hint = finding.hint.map { "<br><em>\(Self.escaped($0))</em>" } ?? ""
            return "<li>\(Self.escaped(finding.message))\(hint)</li>"
        }
        return "<h2>\(title)</h2>\n<ul class=\"\(level.rawValue)\">\n"
            + items.joined(separator: "\n") + "\n</ul>"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in SafeText.shown(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static let style =
        "body{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111}"
        + "h1{padding:.5rem 1rem;border:2px solid}h1.fine{color:#14532d}h1.warning{color:#7c4a03}"
        + "h1.fault{color:#8b0000}th{text-align:left;font-weight:normal;padding-right:2rem}"
        + ".name,.foot{color:#444}"
}
