import ArgumentParser
import BrokerServer
import Primitives

/// `plombad usage`: who has how much here.
struct UsageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Show how much each organisation has here, and how much lies in each mailbox.",
        discussion: """
            For the operator alone: the health page and the numbers for monitors name nobody. Works while
            the broker runs. What counts is content that was not erased, and begun uploads.

            Example: plombad usage --home /var/lib/plombad
            """)

    @OptionGroup var common: CommonOptions

    mutating func run() throws {
        let usage = try BrokerUsage(of: BrokerHome(common.home))
        switch common.format {
        case .text:
            for row in usage.organisations {
                Output.line(
                    "\(SafeText.shown(row.name))  \(row.bytes) bytes in \(row.cases) cases, \(row.uploads) uploads begun"
                )
            }
            for row in usage.mailboxes {
                Output.line(
                    "\(SafeText.shown(row.name))  holds \(row.bytes) bytes in \(row.cases) cases")
            }
        case .json:
            Output.json([
                JSONMember("organisations", .array(usage.organisations.map(\.json))),
                JSONMember("mailboxes", .array(usage.mailboxes.map(\.json))),
            ])
        }
    }
}
