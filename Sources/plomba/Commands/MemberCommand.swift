import ArgumentParser
import Custodian
import Primitives
import Screen

struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Colleagues and their computers: who is in, who is asked in, who has left.",
        discussion: """
            A new colleague, on the own computer:
              plomba member request group484.plomba-org --fingerprint '00123 45678 ...' \\
                  --name legal-officer --mailbox intake -o legal.plomba-request
            The office:
              plomba member challenge legal.plomba-request -o challenge.age
            The colleague, who reads the digits to the office by telephone:
              plomba member answer challenge.age
            The office:
              plomba member approve legal.plomba-request --answer '10293 84756 ...'
              plomba organisation export -o group484-2.plomba-org
            The colleague:
              plomba organisation adopt group484-2.plomba-org
            """,
        subcommands: [
            Request.self, Challenge.self, Answer.self, Approve.self, List.self, Roles.self,
            Leave.self,
        ])
}

extension MemberCommand {
    struct Request: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "request",
            abstract: "Make your keys on this computer, and the file that asks for a place.",
            discussion: """
                Let a colleague read the organisation's fingerprint to you. The keys never leave \
                this computer; the file that is written has their public halves, signed by both.

                  plomba member request group484.plomba-org --fingerprint '00123 45678 ...' \\
                      --name legal-officer --mailbox intake -o legal.plomba-request

                For a further computer of the same person, copy the folder 'keys' of the first one \
                to a stick, and remove it there afterwards:

                  plomba member request group484.plomba-org --fingerprint '00123 45678 ...' \\
                      --keys /media/stick/keys --device legal-desktop -o desktop.plomba-request
                """)

        @Argument(help: "The organisation's file, as a colleague exported it.")
        var file: String

        @Option(help: "The 60 digits that a colleague read to you.")
        var fingerprint: String

        @Option(help: "Your role, never a personal name: it stays yours in all records.")
        var name: String?

        @Option(help: "What you do: caseworker, investigator, admin, auditor. Repeatable.")
        var role: [String] = []

        @Option(help: "A mailbox that you are to open, like intake. Repeatable.")
        var mailbox: [String] = []

        @Option(help: "The label of this computer. Default: device- and a number.")
        var device: String?

        @Option(
            help: ArgumentHelp(
                "A folder with your keys from another computer of yours.", valueName: "folder"))
        var keys: String?

        @Option(name: [.customShort("o"), .long], help: "The file to write.")
        var output: String

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard (name == nil) != (keys == nil) else {
                throw ValidationError(
                    "Give --name for a new colleague, or --keys for a further computer.")
            }
            guard keys == nil || (role.isEmpty && mailbox.isEmpty) else {
                throw ValidationError("A further computer changes no roles and no mailboxes.")
            }
        }

        func run() throws {
            let application =
                if let keys {
                    try MemberApplication.furtherDevice(device, keysFolder: keys)
                } else {
                    try MemberApplication.newMember(
                        label: name ?? "", roles: role.isEmpty ? ["caseworker"] : role,
                        mailboxes: mailbox, device: device)
                }
            try MemberSheet.request(
                application, file, fingerprint, output: output, global
            ).write(global.format)
            Notices.say(
                "Next: give the office \(SafeText.shown(output)), and wait for its challenge")
        }
    }

    struct Challenge: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "challenge",
            abstract: "Check a colleague's request, and seal a challenge to its key.",
            discussion: """
                Whoever made the request opens the challenge and reads 60 digits to you. They \
                prove that its key can be used, and that nobody exchanged the request on its way.

                  plomba member challenge legal.plomba-request -o challenge.age
                """)

        @Argument(help: "What the colleague's 'plomba member request' wrote.")
        var request: String

        @Option(name: [.customShort("o"), .long], help: "The file to write.")
        var output: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let summary = try global.office().challenge(request, into: output)
            var sheet = MemberSheet.make(summary)
            sheet.add("Challenge", output, name: "challenge")
            sheet.write(global.format)
            Notices.say(
                """
                Next: send the challenge to the colleague, and let 'plomba member answer' be read \
                to you by telephone or in person, never by mail
                """)
        }
    }

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answer",
            abstract: "Open the office's challenge, and show the digits to read out.",
            discussion: "  plomba member answer challenge.age")

        @Argument(help: "What the office's 'plomba member challenge' wrote.")
        var challenge: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let answer = try global.office().answer(challenge)
            var sheet = Sheet()
            sheet.say("Read these digits to the office, by telephone or in person:")
            sheet.say("  " + answer.digitGroups)
            sheet.set("answer", .string(answer.digitGroups))
            sheet.write(global.format)
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Give a colleague or a computer a place in the record.",
            discussion: """
                With enough signatures by roots the record counts at once; else its draft waits: \
                'plomba organisation draft' says for whom.

                  plomba member approve legal.plomba-request --answer '10293 84756 ...'
                """)

        @Argument(help: "What the colleague's 'plomba member request' wrote.")
        var request: String

        @Option(help: "The 60 digits that the colleague read to you.")
        var answer: String

        @Option(help: "Another role than the request asks for. Repeatable.")
        var role: [String] = []

        @Option(help: "For how many days the record is valid. Default: as long as the present one.")
        var validDays: Int?

        @OptionGroup var global: GlobalOptions

        func validate() throws { try validDays.map(ValidDays.check) }

        func run() async throws {
            let office = try global.office()
            let approved = try await office.approve(
                request, answer: ArgumentValue.digits(answer), roles: role, validDays: validDays)
            await RecordOutcomeSheet.tell(approved.outcome, office, global.format) {
                MemberSheet.add(approved, to: &$0)
            }
            for mailbox in approved.unreadable {
                Notices.warn(
                    "what was sealed to \(mailbox) before opens only with the recovery key: "
                        + "nobody else has that mailbox")
            }
            if case .adopted = approved.outcome {
                Notices.say("Next: give the colleague the file: plomba organisation export -o FILE")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show who is in the record, with roles, mailboxes and computers.",
            discussion: "  plomba member list")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            MemberTable.write(try global.office().members(), global.format)
        }
    }

    struct Roles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "roles",
            abstract: "Change what a colleague's roles are in the record.",
            discussion: """
                  plomba member roles legal-officer --role caseworker --role auditor
                """)

        @Argument(help: "The colleague's label.")
        var name: String

        @Option(help: "Each role: caseworker, investigator, admin, auditor. Repeatable.")
        var role: [String]

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard !role.isEmpty else { throw ValidationError("Give --role, once or more.") }
        }

        func run() async throws {
            let office = try global.office()
            let outcome = try await office.change(.roles(role, of: name), validDays: nil)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }

    struct Leave: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave",
            abstract: "Say that a colleague works here no more.",
            discussion: """
                Partners seal nothing more to this person, and the broker refuses the computers at \
                once. What is in a mailbox stays readable for its other members. What was signed \
                stays signed. Hand over first what nobody else opens.

                  plomba mailbox hand-over legal --to intake-officer
                  plomba member leave legal-officer
                """)

        @Argument(help: "The colleague's label.")
        var name: String

        @OptionGroup var valid: RenewingOptions
        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let office = try global.office()
            let outcome = try await office.change(.departure(name), validDays: valid.validDays)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
            Notices.say(
                "What this person opened or fetched stays on those computers. If the person "
                    + "holds a root: plomba organisation roots --remove LABEL")
        }
    }
}
