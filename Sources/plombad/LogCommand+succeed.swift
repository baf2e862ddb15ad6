import ArgumentParser
import BrokerServer
import Primitives

extension LogCommand {
    /// `plombad log succeed`
    struct Succeed: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "succeed",
            abstract: "Go on under a new log key, since the old one was lost or stolen.",
            discussion: """
                The new log begins with all entries of the old one, and names the last state of it that
                witnesses have signed. Nobody follows it by itself: afterwards
                  1. write the line that this prints into the policy of witnesses, beside the old one;
                  2. every witness: plomba witness add FOLDER KEY --succeeds OLD-LOG;
                  3. start the broker;
                  4. the charter of your network, or the policy that your partners have chosen, gets the
                     new key. Before that their computers refuse this broker.
                The broker must not run. A broker without witnesses cannot do this.

                Example: plombad log succeed --lost --home /var/lib/plombad
                """)

        @OptionGroup var common: CommonOptions

        @Flag(help: "The old key is gone.")
        var lost = false

        @Flag(help: "Somebody else may have the old key.")
        var stolen = false

        func validate() throws {
            guard lost != stolen else { throw ValidationError("say one: --lost or --stolen") }
        }

        mutating func run() throws {
            let done = try LogSucceed(
                home: BrokerHome(common.home), isStolen: stolen, now: SystemClock.now())
            switch common.format {
            case .text:
                Output.line("The log goes on under another key, after \(done.size) entries:")
                Output.line("  old  \(done.oldLog)")
                Output.line("  new  \(done.newLog)")
                Output.line("Add this line to \(done.policyPath), and leave the old one there:")
                Output.line("  log \(done.newLog)")
                Output.line(
                    "Then, at every witness: plomba witness add FOLDER KEY --succeeds \(done.oldName)"
                )
            case .json:
                Output.json([
                    JSONMember("oldLog", .string(done.oldLog)),
                    JSONMember("newLog", .string(done.newLog)),
                    JSONMember("size", .integer(Int64(clamping: done.size))),
                ])
            }
        }
    }
}
