import ArgumentParser
import Custodian
import Primitives
import Screen

struct OrganisationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "Make your organisation, hand out its file, look at it, renew it.",
        subcommands: [
            Create.self, Export.self, Show.self, Renew.self, Roots.self, Draft.self, Adopt.self,
            Discard.self,
        ])
}

extension OrganisationCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make your organisation's keys and its first signed record.",
            discussion: """
                Makes all keys on this computer, locks them with a passphrase that you choose, \
                and prints the fingerprint: twelve groups of five digits. Partners compare it \
                with you over the phone or in person before they trust your file.

                  plomba organisation create group484.rs --member intake-officer --mailbox intake
                """)

        @Argument(help: "The organisation's name, like group484.rs.")
        var name: String

        @Option(help: "The role of the person at this computer, never a personal name.")
        var member: String

        @Option(help: "The mailbox that others send to: 'intake' makes intake@NAME.")
        var mailbox: String

        @Option(help: "For how many days the record is valid.")
        var validDays: Int = 365

        @Option(help: "The address of the broker where the mailbox will be.")
        var broker: String?

        @Option(help: "That broker's key, as its operator gave it to you.")
        var pin: String?

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard (broker == nil) == (pin == nil) else {
                throw ValidationError("Give --broker and --pin together or not at all.")
            }
            guard (1...3650).contains(validDays) else {
                throw ValidationError("--valid-days takes 1 to 3650.")
            }
        }

        func run() async throws {
            let request = try FoundingRequest(
                name: ArgumentValue.organisationName(name), member: member, mailbox: mailbox,
                validDays: validDays, mode: .live)
            let path = try global.homePath()
            let founder = OrganisationFounder(
                path: path, clock: Clock.system,
                locker: .child(logN: KeyLocker.usualLogN), passphrases: global.passphrases)
            let founded = try await founder.found(
                request, broker: ArgumentValue.broker(broker, pin: pin))
            OrganisationSheet.make(founded.summary(at: Clock.system.now)).write(global.format)
            Notices.say(
                """
                Keep safe:
                  - the folder \(SafeText.shown(path)): make a backup of it now
                  - the passphrase: without it nobody can open what is sent to you
                  - the key 'recovery' in that folder opens everything too: split it into shares \
                with 'plomba recovery split'
                Next: plomba organisation export -o FILE, and read the fingerprint to your partner
                """)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the file that partners and the broker need to know you.",
            discussion: """
                The file holds your signed records and public keys, nothing secret.

                  plomba organisation export -o group484.plomba-org
                """)

        @Option(name: [.customShort("o"), .long], help: "The file to write.")
        var output: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let own = try OwnOrganisation(office.home)
            try own.export(to: output)
            var sheet = OrganisationSheet.make(own.summary(at: office.clock.now))
            sheet.add("File", output, name: "file")
            sheet.write(global.format)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show your organisation, its fingerprint and how long its record is valid.",
            discussion: "  plomba organisation show")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let own = try OwnOrganisation(office.home)
            OrganisationSheet.make(own.summary(at: office.clock.now)).write(global.format)
            if own.summary(at: office.clock.now).isExpired {
                Notices.warn("the record has expired: partners can no longer send to you")
            }
        }
    }
}
