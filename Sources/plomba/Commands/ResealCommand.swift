import ArgumentParser
import Custodian
import Primitives
import Screen

struct ResealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract: "Seal a case again, to the keys that its recipients have now.",
        discussion: """
            When keys were lost or stolen since you sealed it: 'status' and 'sync' say so. The same \
            files are sealed to the keys of now and sent; a case that waits at the broker is called \
            back from where nobody can open it, with the reason 'superseded'. The files must still be \
            where they were, as they were. Whoever was cut off runs the same command again.

              plomba reseal 8d5519fed2e1
            """)

    @Argument(help: "The identifier of the case, or the beginning of it.")
    var id: String

    @Flag(help: "Also where somebody can open it still.")
    var all = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let done = try await global.office().reseal(
            ArgumentValue.consignment(id), everywhere: all)
        var sheet = done.sent.sealed.map(SealedSheet.make) ?? Sheet()
        if done.sent.sealed == nil {
            sheet.add("Consignment", done.sent.consignment.text, name: "consignment")
        }
        sheet.add("In the place of", done.former.text, name: "former")
        for mailbox in done.withdrawn { sheet.say("Called back from", mailbox.text) }
        sheet.set("withdrawn", .array(done.withdrawn.map { .string($0.text) }))
        sheet.add("Safe at the broker", done.sent.broker.text, name: "broker")
        sheet.add("Since", done.sent.receivedTime.text, name: "receivedTime")
        sheet.write(global.format)
    }
}

/// That a case waits where nobody can open it, and what to do.
enum UnreadableText {
    static func sentence(_ consignment: ConsignmentID, _ mailboxes: [MailboxAddress]) -> String {
        "plomba: \(consignment.text) is held: nobody at \(mailboxes.map(\.text).joined(separator: ", ")) "
            + "can open it any more, unless with recovery shares [send.nobody-reads]\n"
            + "  seal it again, to the keys of now: plomba reseal \(consignment.text)"
    }
}
