import ArgumentParser
import Custodian
import Primitives
import Screen

struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Call a case back that you sent and nobody has decided yet.",
        discussion: """
            The receiver gets your signed reason, and the broker hands the case out no more. What the \
            receiver has fetched already stays there: call them. Once a decision is recorded it is too \
            late.

              plomba withdraw 8d5519fed2e1 --reason wrong_mailbox
              plomba withdraw 8d5519fed2e1 --mailbox intake@vasaprava.ba --reason superseded

            Reasons: \(WithdrawReason.list)
            """)

    @OptionGroup var delivery: DeliveryOptions

    @Option(help: "Why, as one of the codes below.")
    var reason: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard let code = WithdrawReason(reason) else {
            throw ValidationError("'\(reason)' is not a reason. Reasons: \(WithdrawReason.list)")
        }
        let withdrawn = try await global.office().withdraw(
            delivery.prefix(), mailbox: delivery.address(), reason: code)
        var sheet = Sheet()
        sheet.add("Consignment", withdrawn.consignment.text, name: "consignment")
        for lane in withdrawn.lanes { sheet.say(lane.mailbox.text, lane.standing.rawValue) }
        sheet.set(
            "lanes",
            .array(
                withdrawn.lanes.map { lane in
                    .object([
                        JSONMember("mailbox", .string(lane.mailbox.text)),
                        JSONMember("state", .string(lane.standing.rawValue)),
                    ])
                }))
        sheet.write(global.format)
        try tell(withdrawn)
    }

    private func tell(_ withdrawn: WithdrawnCase) throws {
        let standings = withdrawn.lanes.map(\.standing)
        if standings.contains(.unrecorded) {
            Notices.say(
                withdrawn.isCarried
                    ? "Bring them the word by hand: plomba export "
                        + "\(withdrawn.consignment.text.prefix(12)) -o STICK. It counts when the broker has "
                        + "recorded it."
                    : "The broker cannot be reached now: 'plomba sync' hands it over later.")
        }
        if standings.contains(.withdrawn) {
            Notices.say("What was fetched already stays with the receiver: call them.")
        }
        guard standings.contains(.tooLate) else { return }
        Notices.say(
            "plomba: a decision was recorded before the withdrawal came [withdraw.too-late]")
        Notices.say("  look how it ended: plomba status \(withdrawn.consignment.text)")
        throw EndWithStatus(status: 1)
    }
}
