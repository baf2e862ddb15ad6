import ArgumentParser
import Custodian
import Primitives

struct MailboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox",
        abstract: "Who opens what partners send to a mailbox.",
        subcommands: [Add.self, HandOver.self, Share.self])
}

extension MailboxCommand {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a mailbox to your organisation.",
            discussion: """
                Partners and the broker learn it with the new record. The recovery key that opens it is \
                that of your first mailbox, or of the one that you name with --like.

                  plomba mailbox add legal --member legal-officer
                  plomba mailbox add night --member intake-officer --member legal-officer --like intake
                """)

        @Argument(help: "Its name, like legal: a role, never a person's name.")
        var name: String

        @Option(help: ArgumentHelp("Who opens it. Repeatable.", valueName: "label"))
        var member: [String] = []

        @Option(help: "The mailbox whose recovery key and broker it gets.")
        var like: String?

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard !member.isEmpty else {
                throw ValidationError("Say who opens it with --member.")
            }
        }

        func run() async throws {
            let office = try global.office()
            let outcome = try await office.change(
                .mailbox(NewMailbox(name: name, members: member, model: like)), validDays: nil)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }

    struct HandOver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hand-over",
            abstract: "Give a mailbox to a colleague, in place of somebody.",
            discussion: """
                What is sealed from now on is for the new member. What waits already was sealed \
                for those who were members then: one of them receives it, or the recovery key \
                opens it.

                  plomba mailbox hand-over intake --to legal-officer
                  plomba mailbox hand-over intake --to legal-officer --from intake-officer
                """)

        @Argument(help: "The mailbox, like intake.")
        var mailbox: String

        @Option(help: "The label of the colleague who opens it from now on.")
        var to: String

        @Option(help: "In whose place. Needed when several people open it.")
        var from: String?

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let office = try global.office()
            let waiting = await office.undecided(in: mailbox)
            let outcome = try await office.change(
                .handOver(Custodian.HandOver(mailbox: mailbox, to: to, from: from)),
                validDays: nil)
            await RecordOutcomeSheet.tell(outcome, office, global.format) {
                MemberSheet.add(waiting: waiting, to: &$0)
            }
            MemberSheet.warn(waiting: waiting)
        }
    }

    struct Share: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "share",
            abstract: "Let one more colleague open a mailbox.",
            discussion: """
                For instance before a holiday. What was sealed before stays with those who were \
                members then.

                  plomba mailbox share intake --with legal-officer
                """)

        @Argument(help: "The mailbox, like intake.")
        var mailbox: String

        @Option(help: "The colleague's label.")
        var with: String

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let office = try global.office()
            let outcome = try await office.change(
                .sharing(mailbox: mailbox, with: with), validDays: nil)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }
}
