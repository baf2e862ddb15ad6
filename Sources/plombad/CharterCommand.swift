import ArgumentParser
import BrokerServer
import Primitives

/// `plombad charter`: the network's charter that this broker hands out.
struct CharterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: "Hand out the charter of the network.",
        discussion: """
            The people of the network sign its charter, and their programs believe their signatures, \
            not this broker: it carries the file. What the broker itself does stands in plombad.json.
            """,
        subcommands: [Take.self, Show.self, Remove.self])

    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "take",
            abstract: "Take a charter file, the first one or the next version.",
            discussion: """
                FILE is what 'plomba charter export' wrote. The first one needs its 60 digits, as \
                somebody of the network reads them to you: never copy them from the file. Later \
                versions follow by their roots' signatures; an older one, one that skips a version, \
                one that has ended and that of another network are refused. A running broker hands it \
                out within seconds.

                  plombad charter take network.charter --fingerprint '00123 45678 ...'
                  plombad charter take network-2.charter
                """)

        @OptionGroup var common: CommonOptions

        @Argument(help: "The charter file.")
        var file: String

        @Option(help: "The fingerprint that was compared: 60 digits, in groups or not.")
        var fingerprint: String?

        mutating func run() throws {
            let charter = try BrokerCharter(
                taking: file, digits: fingerprint, into: BrokerHome(common.home),
                now: SystemClock.now())
            CharterSheet.show(charter, common.format)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the charter that is handed out.")

        @OptionGroup var common: CommonOptions

        mutating func run() throws {
            CharterSheet.show(try BrokerCharter(of: BrokerHome(common.home)), common.format)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Hand out no charter any more.",
            discussion: "What clients have fetched stays with them, and goes on counting there.")

        @Flag(help: "Yes, remove it.")
        var yes = false

        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard yes else { throw ValidationError("Say --yes to remove it.") }
        }

        mutating func run() throws {
            try BrokerCharter.remove(from: BrokerHome(common.home))
            switch common.format {
            case .text: Output.line("No charter is handed out any more.")
            case .json: Output.json([JSONMember("outcome", .string("removed"))])
            }
        }
    }
}

/// A charter that is handed out, as it is told.
private enum CharterSheet {
    static func show(_ charter: BrokerCharter, _ format: OutputFormat) {
        switch format {
        case .text:
            Output.line(
                "Version \(charter.version) of the charter of \(charter.name.text) is handed out.")
            Output.line("It ends on \(charter.expiryTime.text).")
            Output.line("Fingerprint: \(charter.fingerprint.digitGroups)")
            for difference in charter.differences { Output.error(difference) }
        case .json:
            Output.json([
                JSONMember("network", .string(charter.name.text)),
                JSONMember("version", .integer(Int64(charter.version))),
                JSONMember("expiryTime", .string(charter.expiryTime.text)),
                JSONMember("fingerprint", .string(charter.fingerprint.text)),
                JSONMember("digits", .string(charter.fingerprint.digitGroups)),
                JSONMember(
                    "differences", .array(charter.differences.map { .string($0) })),
            ])
        }
    }
}
