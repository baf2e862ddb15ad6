import ArgumentParser
import Custodian
import Primitives
import Screen

struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take over a case that you received; the sender gets your signature.",
        discussion: "  plomba accept 8d5519fed2e1")

    @OptionGroup var delivery: DeliveryOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let office = try global.office()
        let decided = try await office.accept(delivery.prefix(), mailbox: delivery.address())
        try DecisionSheet.write(
            decided, "accepted", office.confirmations(of: [decided.sender]), global.format)
    }
}

struct DeclineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Decline a case; the sender gets your signed reason.",
        discussion: """
            What was fetched is removed from the inbox, and the broker may remove its copy.

              plomba decline 8d5519fed2e1 --reason no_capacity

            Reasons: \(DeclineReason.list)
            """)

    @OptionGroup var delivery: DeliveryOptions

    @Option(help: "Why, as one of the codes below.")
    var reason: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard let code = DeclineReason(reason) else {
            throw ValidationError("'\(reason)' is not a reason. Reasons: \(DeclineReason.list)")
        }
        let office = try global.office()
        let decided = try await office.decline(
            delivery.prefix(), mailbox: delivery.address(), reason: code)
        try DecisionSheet.write(
            decided, "declined", office.confirmations(of: [decided.sender]), global.format)
        if let folder = decided.folder {
            Notices.say(
                "The opened case is still in \(SafeText.shown(folder)): remove it yourself.")
        }
    }
}

/// A decision as it is shown.
enum DecisionSheet {
    static func write(
        _ decided: DecidedCase, _ word: String, _ confirmations: [PartnerConfirmation],
        _ format: OutputFormat
    ) {
        var sheet = Sheet()
        sheet.add("Consignment", decided.consignment.text, name: "consignment")
        sheet.add("From", decided.sender.text, name: "sender")
        sheet.add("State", decided.isRecorded ? word : word + ", not yet recorded", name: "state")
        sheet.set("recorded", .bool(decided.isRecorded))
        PartnerSheet.write(sheet, confirmations, format)
        if decided.isByHand {
            Notices.say(
                "It came by hand, and so may your answer: plomba export "
                    + "\(decided.consignment.text.prefix(12)) -o STICK. When the broker has the case, "
                    + "'plomba sync' hands it over.")
        } else if !decided.isRecorded {
            Notices.say("The broker cannot be reached now: 'plomba sync' hands it over later.")
        }
    }
}
