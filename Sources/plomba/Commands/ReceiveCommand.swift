import ArgumentParser
import Custodian
import Primitives
import Screen
import Verification

struct ReceiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Fetch a case, check everything about it, open it into a new folder.",
        discussion: """
            The folder appears only when every signature and every file held. A fetch that broke \
            off continues with the same command. The sender is told that the bytes arrived.

              plomba receive 8d5519fed2e1 -o case
            """)

    @OptionGroup var delivery: DeliveryOptions

    @Option(name: [.customShort("o"), .long], help: "The folder to make.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let office = try global.office()
        let opened = try await office.receive(
            delivery.prefix(), mailbox: delivery.address(), into: ArgumentValue.place(output))
        try PartnerSheet.write(
            OpenedSheet.make(opened), office.confirmations(of: [opened.sender]), global.format)
        if let revoked = opened.revoked, revoked.leavesOpen {
            Notices.say(
                "Do nothing that it asks for: call \(opened.sender.text) on a known number. When "
                    + "witnesses show that it is older, 'plomba verify' says so.")
            throw EndWithStatus(status: FailureStatus.failedVerification)
        }
        Notices.say(
            "Next: look at it, then 'plomba accept' or 'plomba decline' "
                + String(opened.consignment.text.prefix(12)))
    }
}
