import ArgumentParser
import Custodian
import Screen

struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Write down what a case is about: case.json.",
        discussion: """
              plomba case new
              plomba case check case.json
            """,
        subcommands: [New.self, Check.self, Example.self])
}

extension CaseCommand {
    struct Example: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "example",
            abstract: "Print a small case.json to fill in.",
            discussion: """
                The two names are the sending and the receiving organisation.

                  plomba case example --from vasaprava.ba --to group484.rs > case.json
                """)

        @Option(help: "Your organisation.")
        var from: String = "sender.example"

        @Option(help: "The organisation that receives it.")
        var to: String = "receiver.example"

        @OptionGroup var global: GlobalOptions

        func run() throws {
            Stream.output.write(
                try CaseExample.make(
                    from: ArgumentValue.organisationName(from),
                    to: ArgumentValue.organisationName(to), clock: .system))
        }
    }
}
