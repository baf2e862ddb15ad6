import ArgumentParser
import Custodian
import Primitives
import Screen

extension PartnerCommand {
    struct Block: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "block",
            abstract: "Have the broker take nothing new from an organisation.",
            discussion: """
                For who floods a mailbox, or whose computer was stolen. Their next case is refused, and they \
                are told that it is. What lies in the mailbox stays, and you answer it as ever. Anybody of \
                yours who opens the mailbox can take it back.

                  plomba partner block vasaprava.ba
                  plomba partner block vasaprava.ba --mailbox legal@group484.rs
                  plomba partner blocked
                  plomba partner unblock vasaprava.ba
                """)

        @OptionGroup var choice: BlockChoice
        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let mailboxes = try await global.office().block(
                choice.chosen(), in: choice.chosenMailbox())
            BlockSheet.write("Takes nothing new from", choice, mailboxes, global.format)
        }
    }

    struct Unblock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unblock",
            abstract: "Take from an organisation again what it sends.",
            discussion: """
                What was refused meanwhile is not there: they send it again.

                  plomba partner unblock vasaprava.ba
                """)

        @OptionGroup var choice: BlockChoice
        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let mailboxes = try await global.office().unblock(
                choice.chosen(), in: choice.chosenMailbox())
            BlockSheet.write("Takes again from", choice, mailboxes, global.format)
        }
    }

    struct Blocked: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "blocked",
            abstract: "List the organisations from which nothing new is taken.",
            discussion: "  plomba partner blocked")

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let blocked = try await global.office().blockedPartners()
            var sheet = Sheet()
            if blocked.isEmpty { sheet.say("Nobody is blocked.") }
            for block in blocked {
                sheet.say(
                    block.mailbox.text,
                    "\(block.name?.text ?? block.fingerprint.text) since \(block.since.text)")
            }
            sheet.set(
                "blocked",
                .array(
                    blocked.map { block in
                        .object([
                            JSONMember("mailbox", .string(block.mailbox.text)),
                            JSONMember("name", block.name.map { .string($0.text) } ?? .null),
                            JSONMember("fingerprint", .string(block.fingerprint.text)),
                            JSONMember("since", .string(block.since.text)),
                        ])
                    }))
            sheet.write(global.format)
        }
    }
}

/// Whom, and for which mailbox.
struct BlockChoice: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The partner's name, or the 64 hexadecimal digits of a fingerprint.",
            valueName: "organisation"))
    var organisation: String

    @Option(help: "One of your mailboxes; else all that are opened at this computer.")
    var mailbox: String?

    func chosen() throws -> SenderChoice {
        if let fingerprint = Fingerprint(organisation) { return .fingerprint(fingerprint) }
        return .partner(try ArgumentValue.organisationName(organisation))
    }

    func chosenMailbox() throws -> MailboxAddress? {
        try mailbox.map(ArgumentValue.mailbox)
    }
}

enum BlockSheet {
    static func write(
        _ label: String, _ choice: BlockChoice, _ mailboxes: [MailboxAddress],
        _ format: OutputFormat
    ) {
        var sheet = Sheet()
        for mailbox in mailboxes {
            sheet.say(mailbox.text, label.lowercased() + " " + SafeText.shown(choice.organisation))
        }
        sheet.set("organisation", .string(choice.organisation))
        sheet.set("mailboxes", .array(mailboxes.map { .string($0.text) }))
        sheet.write(format)
    }
}
