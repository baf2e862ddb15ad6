import ArgumentParser
import Custodian
import Primitives
import Screen

struct SkipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip",
        abstract: "Give a case up that did not get to the broker.",
        discussion: """
            Each case that you send gets a running number, so that nobody on the way can hold one back \
            unseen. This signs that the number of this case will never be used, and tells the broker and \
            the receiver. The case itself is not told to anybody; seal it again to send it after all.

              plomba skip 8d5519fed2e1
            """)

    @Argument(help: "The identifier from 'plomba send' or 'plomba seal', or the beginning of it.")
    var id: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let skipped = try await global.office().skip(ArgumentValue.consignment(id))
        var sheet = Sheet()
        sheet.add("Consignment", skipped.consignment.text, name: "consignment")
        for lane in skipped.lanes { sheet.say(lane.mailbox.text, "number \(lane.number) given up") }
        sheet.set(
            "lanes",
            .array(
                skipped.lanes.map { lane in
                    .object([
                        JSONMember("mailbox", .string(lane.mailbox.text)),
                        JSONMember("number", .integer(lane.number)),
                    ])
                }))
        sheet.write(global.format)
    }
}
