import ArgumentParser
import Custodian
import Primitives

struct MailboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox",
        abstract: "Who opens what partners send to a mailbox.",
        subcommands: [HandOver.self, Share.self])
}

extension MailboxCommand {
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
            let outcome = try office.change(
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
            let outcome = try office.change(
                .sharing(mailbox: mailbox, with: with), validDays: nil)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }
}
