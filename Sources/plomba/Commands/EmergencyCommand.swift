import ArgumentParser
import Custodian
import Primitives
import Screen

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

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Write the record that revokes a key, for the roots to sign.",
            discussion: """
                Give --device for the computer, and --member too if it was unlocked or its passphrase \
                may be known: everything that the person's keys signed from that time on is then refused.

                  plomba emergency revoke group484.plomba-org --fingerprint '00123 45678 ...' \\
                      --device device-1 --member intake-officer --since 2026-11-20T16:00:00Z \\
                      --broker https://broker.example:8443 --pin sha256/... -o record.json

                With --broker the time comes from there, and whether the file is the newest. Without, look \
                at the clock: \
                a record that is dated ahead keeps every later one waiting for that day.
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

        @Option(
            help: "The broker's address, to ask for the time and whether the file is the newest.")
        var broker: String?

        @Option(help: "The broker's pin, from the card.")
        var pin: String?

        @Option(name: [.customShort("o"), .long], help: "The record to write.")
        var output: String

        @Option(help: "How to answer: text for people, json for programs.")
        var format: OutputFormat = .text

        func validate() throws {
            guard !(device + member).isEmpty else {
                throw ValidationError("Give --device, --member or both.")
            }
            try BrokerArguments.check(broker, pin)
        }

        func run() async throws {
            let emergency = try Emergency(
                file: file, digits: ArgumentValue.digits(fingerprint))
            var now = Clock.system.now
            if let introduction = try BrokerArguments.introduction(broker, pin) {
                let asked = try await emergency.asked(of: introduction, clock: Clock.system)
                now = now.adding(seconds: -asked.secondsAhead) ?? now
                if !asked.isNewest {
                    Notices.say(
                        """
                        plomba: THE BROKER HAS OTHER RECORDS THAN THIS FILE, newer ones perhaps: what follows this \
                        one will not count then; ask a colleague or a partner for the newest file first
                        """)
                }
            }
            let revocation = try emergency.revoke(
                member.map { .member($0) } + device.map { .device($0) },
                since: ArgumentValue.time(since), at: now, into: output)
            var sheet = Sheet()
            sheet.add("Organisation", emergency.name.text, name: "name")
            sheet.say("Record", "version \(emergency.version + 1), to be signed by the roots")
            sheet.set("version", .integer(Int64(emergency.version + 1)))
            sheet.add("Follows the one of", emergency.issuedTime.text, name: "followsTime")
            sheet.add("Dated", revocation.issuedTime.text, name: "issuedTime")
            sheet.add("File to sign", output, name: "file")
            sheet.set("namespace", .string(emergency.namespace))
            for mailbox in revocation.unread {
                sheet.say("Nobody opens any more", mailbox)
            }
            sheet.set("unread", .array(revocation.unread.map { .string($0) }))
            sheet.set("warnings", .array(revocation.warnings.map { .string($0) }))
            sheet.say("Is that the time now? If not, set the clock and write it again.")
            sheet.say("\(emergency.threshold) roots sign that file, each with its own key:")
            for name in EmergencyCard.signatures(of: output, threshold: emergency.threshold) {
                sheet.say("  " + EmergencyCard.signing(output, emergency.namespace, into: name))
            }
            sheet.say("Then: plomba emergency publish")
            for warning in revocation.warnings { Notices.say("plomba: " + warning) }
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
            try BrokerArguments.check(broker, pin)
        }

        func run() async throws {
            let digits = try ArgumentValue.digits(fingerprint)
            let introduction = try BrokerArguments.introduction(broker, pin)
            let emergency = try Emergency(file: file, digits: digits)
            let version = try emergency.finish(
                record: record, signatures: signature, into: output)
            var sheet = Sheet()
            sheet.say("Record", "version \(version) counts now")
            sheet.set("version", .integer(Int64(version)))
            sheet.add("New file", output, name: "file")
            if let introduction {
                _ = try await Emergency(file: output, digits: digits)
                    .publish(at: introduction, clock: Clock.system)
                sheet.add("Known to the broker", "yes", name: "broker")
            }
            sheet.write(format)
            Notices.say("Call your partners, and give the new file to those who were not reached.")
        }
    }
}

/// The broker that an emergency may ask, by its address and pin.
private enum BrokerArguments {
    static func check(_ broker: String?, _ pin: String?) throws {
        guard (broker == nil) == (pin == nil) else {
            throw ValidationError("Give --broker and --pin, or neither.")
        }
    }

    static func introduction(_ broker: String?, _ pin: String?) throws -> BrokerIntroduction? {
        guard let broker, let pin else { return nil }
        return try BrokerIntroduction(url: broker, pin: pin, serviceKey: nil)
    }
}
