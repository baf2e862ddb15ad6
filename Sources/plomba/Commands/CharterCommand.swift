import ArgumentParser
import Custodian
import Primitives
import Screen

struct CharterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: "The network's own list: organisations, brokers, witnesses, time.",
        discussion: """
            Whoever confirms one fingerprint, that of the charter, need not choose brokers, witnesses \
            and time-stamping authorities by hand, and knows the network's organisations.

              plomba charter import network.plomba-charter
              plomba charter confirm '00123 45678 ...'
              plomba broker use
            """,
        subcommands: [
            Import.self, Fetch.self, Confirm.self, Show.self, Export.self, Content.self,
            Propose.self, Renew.self, Draft.self, Root.self, Sign.self, Adopt.self, Discard.self,
            Leave.self,
        ])
}

extension CharterCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take over a charter file that somebody of the network gave you.",
            discussion: """
                A first charter counts when you have compared its 60 digits with somebody of the \
                network, over the phone or in person. Later versions are taken over because their \
                roots signed them; an older one, or one of another network, is refused.

                  plomba charter import network.plomba-charter
                  plomba charter import network.plomba-charter --fingerprint '00123 45678 ...'
                """)

        @Argument(help: "The charter file.")
        var file: String

        @Option(help: "The 60 digits that somebody of the network read to you.")
        var fingerprint: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let outcome = try global.office().importCharter(
                file: file, digits: fingerprint.map { try ArgumentValue.digits($0) })
            CharterSheet.make(outcome).write(global.format)
        }
    }

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fetch",
            abstract: "Fetch the charter that the broker in use hands out.",
            discussion: """
                The next version of the one that you confirmed is taken over when its roots signed it; \
                'sync' does that by itself. A first one waits until you have compared its digits with \
                somebody of the network: that the broker gave it says nothing.

                  plomba charter fetch
                """)

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let outcome = try await global.office().fetchCharter()
            CharterSheet.make(outcome).write(global.format)
        }
    }

    struct Leave: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave",
            abstract: "Follow this network no more.",
            discussion: """
                Its brokers, witnesses and authorities are then yours to choose by hand again; partners \
                whom only the charter introduced are not sealed to until you compare their digits. What \
                was sent and received stays as it is.

                  plomba charter leave --yes
                """)

        @Flag(help: "Yes, leave it.")
        var yes = false

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard yes else { throw ValidationError("Say --yes to leave the network.") }
        }

        func run() throws {
            let name = try global.office().leaveCharter()
            var sheet = Sheet()
            sheet.add("Left", name.text, name: "network")
            sheet.write(global.format)
            Notices.say("Choose witnesses and authorities by hand: plomba broker witnesses POLICY")
        }
    }

    struct Confirm: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Confirm the charter that waits, by its 60 digits.",
            discussion: """
                Call somebody of the network whom you know, and let them read the digits to you. \
                Spaces and dashes do not matter. If one digit differs, nothing counts.

                  plomba charter confirm '00123 45678 ...'
                """)

        @Argument(help: "The 60 digits that somebody of the network read to you.")
        var digits: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let charter = try global.office().confirmCharter(
                digits: ArgumentValue.digits(digits))
            CharterSheet.make(.confirmed(charter)).write(global.format)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show the charter, and its fingerprint to read to others.",
            discussion: "  plomba charter show")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            guard let outcome = try global.office().charter() else { throw CharterError.none }
            CharterSheet.make(outcome).write(global.format)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the charter file for others.",
            discussion: "  plomba charter export -o network.plomba-charter")

        @Option(name: .shortAndLong, help: "The file to write.")
        var output: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let charter = try global.office().exportCharter(to: output)
            var sheet = Sheet()
            sheet.add("Charter", output, name: "file")
            sheet.add("Network", charter.name.text, name: "network")
            sheet.set("version", .integer(charter.version))
            sheet.say("Fingerprint, to read to those who get it:")
            sheet.say("  " + charter.fingerprint.digitGroups)
            sheet.set("digits", .string(charter.fingerprint.digitGroups))
            sheet.write(global.format)
        }
    }

    struct Content: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "content",
            abstract: "Print what the charter says, or could say, to be edited for the next one.",
            discussion: """
                Before there is a charter: your organisation, your partners, and the broker in use.

                  plomba charter content > network.json
                """)

        @OptionGroup var global: GlobalOptions

        func run() throws {
            Stream.output.write(try global.office().charterContent())
        }
    }
}
