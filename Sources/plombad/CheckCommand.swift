import ArgumentParser
import BrokerServer
import Primitives

/// `plombad check`: tells whether the broker is fit to run.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check configuration, permissions, keys, certificate, database and disk.",
        discussion: "One line for each finding; exit code 1 when one of them is a fault.")

    @OptionGroup var common: CommonOptions

    mutating func run() throws {
        var check = BrokerCheck(home: BrokerHome(common.home), now: SystemClock.now())
        let findings = check.run()
        switch common.format {
        case .text:
            for finding in findings {
                Output.line("\(finding.level.rawValue)  \(finding.code)  \(finding.message)")
                if let hint = finding.hint { Output.line("    " + hint) }
            }
        case .json:
            Output.json([JSONMember("findings", .array(findings.map(\.json)))])
        }
        if findings.contains(where: { $0.level == .fault }) { throw ExitCode(1) }
    }
}
