import ArgumentParser
import BrokerServer
import Primitives

/// `plombad log`: the audit log of this broker.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Check the audit log, or sign it on after a loss.",
        subcommands: [Fsck.self, Resume.self, Succeed.self, TrustWitness.self])

    /// `plombad log resume`
    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume",
            abstract: "Sign the log on after the folder 'log' was lost, or a backup was put back.",
            discussion: """
                Only where 'data' is the newest that there is: to sign an older log on is to show two
                histories, and partners' computers will say so. A broker with witnesses hears them
                before it signs anything. One without has only your word: --unwitnessed.
                The broker must not run.

                Example: plombad log resume --home /var/lib/plombad
                """)

        @OptionGroup var common: CommonOptions

        @Flag(help: "Nobody witnesses the log, and nothing was accepted after these entries.")
        var unwitnessed = false

        mutating func run() throws {
            let resumption = try LogResume(
                home: BrokerHome(common.home), acceptsUnwitnessed: unwitnessed,
                now: SystemClock.now())
            switch common.format {
            case .text:
                Output.line("The log is signed on after \(resumption.size) entries:")
                Output.line(
                    resumption.waitsForWitnesses
                        ? "  as soon as enough witnesses have told that they have seen no more"
                        : "  with the next start; nobody has confirmed that there are no more")
            case .json:
                Output.json([
                    JSONMember("size", .integer(Int64(clamping: resumption.size))),
                    JSONMember("waitsForWitnesses", .bool(resumption.waitsForWitnesses)),
                ])
            }
        }
    }

    /// `plombad log trust-witness`
    struct TrustWitness: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trust-witness",
            abstract: "Take a witness at its word again that has forgotten what it had seen.",
            discussion: """
                A broker that starts hears its witnesses, and one that says less than it had cosigned is
                none of them: what else it had seen may be lost on both sides. Only where this broker was
                not put back - no backup, no snapshot of its machine - is that no danger, and only you
                know it. The broker must not run.

                Example: plombad log trust-witness partner.example/witness --home /var/lib/plombad
                """)

        @Argument(help: "The witness, as 'plombad check' names it.")
        var witness: String

        @OptionGroup var common: CommonOptions

        mutating func run() throws {
            try WitnessTrust.restore(witness, home: BrokerHome(common.home))
            switch common.format {
            case .text:
                Output.line("\(SafeText.shown(witness)) is taken at its word at the next start.")
            case .json: Output.json([JSONMember("witness", .string(witness))])
            }
        }
    }

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
