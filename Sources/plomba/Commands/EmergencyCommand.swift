import ArgumentParser
import Custodian
import Primitives

struct EmergencyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emergency",
        abstract: "Revoke a stolen key from any machine, with the roots and no keys of your own.",
        discussion: """
            When the only computer of an office is the stolen one. Needs the organisation's file, which \
            is public, and as many roots as the record demands. Print the card today:

              plomba emergency card > card.txt
            """,
        subcommands: [Card.self, Revoke.self, Publish.self])
}

extension EmergencyCommand {
    struct Card: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "card",
            abstract: "Print the page that lies beside the roots.",
            discussion: "  plomba emergency card > card.txt")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let card = try EmergencyCard(Home.open(global.homePath()), at: Clock.system.now)
            switch global.format {
            case .text: Stream.output.write(card.text)
            case .json:
                Stream.output.write(
                    JSONValue.object([JSONMember("card", .string(card.text))])
                        .serializedForScreen())
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Write the record that revokes a key, for the roots to sign.",
            discussion: """
                Give --device for the computer, and --member too if it was unlocked or its passphrase \
                may be known: everything that the person's keys signed from that time on is then refused.

                  plomba emergency revoke group484.plomba-org --fingerprint '00123 45678 ...' \\
                      --device device-1 --member intake-officer --since 2026-11-20T16:00:00Z \\
                      -o record.json
                """)

        @Argument(help: "The organisation's newest file.")
        var file: String

        @Option(help: "The 60 digits of your organisation, from the card.")
        var fingerprint: String

        @Option(help: ArgumentHelp("A computer's label. Repeatable.", valueName: "label"))
        var device: [String] = []

        @Option(help: ArgumentHelp("A person's label. Repeatable.", valueName: "label"))
        var member: [String] = []

        @Option(help: ArgumentHelp("Since when it is not trusted.", valueName: "time"))
        var since: String

        @Option(name: [.customShort("o"), .long], help: "The record to write.")
        var output: String

        @Option(help: "How to answer: text for people, json for programs.")
        var format: OutputFormat = .text

        func validate() throws {
            guard !(device + member).isEmpty else {
                throw ValidationError("Give --device, --member or both.")
            }
        }

        func run() throws {
            let emergency = try Emergency(
                file: file, digits: ArgumentValue.digits(fingerprint))
            let unread = try emergency.revoke(
                member.map { .member($0) } + device.map { .device($0) },
                since: ArgumentValue.time(since), at: Clock.system.now, into: output)
            var sheet = Sheet()
            sheet.add("Organisation", emergency.name.text, name: "name")
            sheet.say("Record", "version \(emergency.version + 1), to be signed by the roots")
            sheet.set("version", .integer(Int64(emergency.version + 1)))
            sheet.add("File to sign", output, name: "file")
            sheet.set("namespace", .string(emergency.namespace))
            for mailbox in unread {
                sheet.say("Nobody opens any more", mailbox)
            }
            sheet.set("unread", .array(unread.map { .string($0) }))
            sheet.say("Each root signs that file with its own key:")
            sheet.say("  ssh-keygen -Y sign -n \(emergency.namespace) -f ROOT \(output)")
            sheet.say("Then: plomba emergency publish")
            sheet.write(format)
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish",
            abstract: "Put the signed record together and bring it to the broker.",
            discussion: """
                The broker refuses the revoked computer from that moment; partners learn it at their \
                next contact. Give the new file to those who cannot reach the broker.

                  plomba emergency publish group484.plomba-org --fingerprint '00123 45678 ...' \\
                      --record record.json --signature record.json.sig \\
                      --broker https://broker.example:8443 --pin sha256/... -o new.plomba-org
                """)

        @Argument(help: "The organisation's file that the record continues.")
        var file: String

        @Option(help: "The 60 digits of your organisation, from the card.")
        var fingerprint: String

        @Option(help: "The record that the roots signed.")
        var record: String

        @Option(help: ArgumentHelp("A root's signature. Repeatable.", valueName: "file"))
        var signature: [String]

        @Option(help: "The broker's address; left out, the file alone is made.")
        var broker: String?

        @Option(help: "The broker's pin, from the card.")
        var pin: String?

        @Option(name: [.customShort("o"), .long], help: "The organisation's new file to write.")
        var output: String

        @Option(help: "How to answer: text for people, json for programs.")
        var format: OutputFormat = .text

        func validate() throws {
            guard (broker == nil) == (pin == nil) else {
                throw ValidationError("Give --broker and --pin, or neither.")
            }
        }

        func run() async throws {
            let digits = try ArgumentValue.digits(fingerprint)
            let version = try Emergency(file: file, digits: digits)
                .finish(record: record, signatures: signature, into: output)
            var sheet = Sheet()
            sheet.say("Record", "version \(version) counts now")
            sheet.set("version", .integer(Int64(version)))
            sheet.add("New file", output, name: "file")
            if let broker, let pin {
                let introduction = try BrokerIntroduction(
                    url: broker, pin: pin, serviceKey: nil)
                _ = try await Emergency(file: output, digits: digits)
                    .publish(at: introduction, clock: Clock.system)
                sheet.add("Known to the broker", "yes", name: "broker")
            }
            sheet.write(format)
            Notices.say("Call your partners, and give the new file to those who were not reached.")
        }
    }
}
