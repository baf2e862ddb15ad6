import ArgumentParser
import BrokerServer
import Primitives

/// `plombad log`: the audit log of this broker.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Check the audit log.", subcommands: [Fsck.self])

    /// `plombad log fsck`
    struct Fsck: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fsck",
            abstract: "Derive the whole log anew from its entries and compare.",
            discussion: """
                Compares every tile, the right edge, what was signed, and the statements whose
                entries they are. The broker must not run. One line for each finding; exit code 2
                when something does not fit.

                Example: plombad log fsck --home /var/lib/plombad
                """)

        @OptionGroup var common: CommonOptions

        mutating func run() throws {
            let check = try LogCheck(home: BrokerHome(common.home), now: SystemClock.now())
            switch common.format {
            case .text:
                for finding in check.findings {
                    Output.line("\(finding.level.rawValue)  \(finding.code)  \(finding.message)")
                    if let hint = finding.hint { Output.line("    " + hint) }
                }
                Output.line("size \(check.size), root \(check.root.hex)")
            case .json:
                Output.json([
                    JSONMember("size", .integer(Int64(clamping: check.size))),
                    JSONMember("root", .string(check.root.hex)),
                    JSONMember("findings", .array(check.findings.map(Self.json))),
                ])
            }
            if check.findings.contains(where: { $0.level == .fault }) { throw ExitCode(2) }
        }

        private static func json(_ finding: Finding) -> JSONValue {
            .object([
                JSONMember("level", .string(finding.level.rawValue)),
                JSONMember("code", .string(finding.code)),
                JSONMember("message", .string(finding.message)),
                JSONMember("hint", finding.hint.map { .string($0) } ?? .null),
            ])
        }
    }
}
