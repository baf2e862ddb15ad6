import ArgumentParser
import Custodian
import Primitives
import Screen

struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See what a case is about before you decide.",
        discussion: """
            Fetches only a small part, without names or files. The sender is told that a person \
            has seen it.

              plomba preview 8d5519fed2e1
            """)

    @OptionGroup var delivery: DeliveryOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let office = try global.office()
        let preview = try await office.preview(delivery.prefix(), mailbox: delivery.address())
        try PartnerSheet.write(
            Self.sheet(preview), office.confirmations(of: [preview.sender]), global.format)
        Notices.say(
            preview.cameByHand
                ? "It came by hand: the sender learns that a person has seen this when your answer goes back."
                : "The sender is told that a person has seen this.")
    }

    private static func sheet(_ preview: PreviewedCase) -> Sheet {
        var sheet = Sheet()
        sheet.add("Consignment", preview.consignment.text, name: "consignment")
        sheet.add("From", preview.sender.text, name: "sender")
        sheet.add("To", preview.mailbox.text, name: "mailbox")
        sheet.add("Kind", preview.kind, name: "kind")
        sheet.add("Priority", preview.priority, name: "priority")
        sheet.add("Respond by", preview.respondBy.text, name: "respondBy")
        list("Services", preview.services, "services", &sheet)
        sheet.add("Age", preview.ageBand, name: "ageBand")
        sheet.add("Child alone", preview.childAlone, name: "childAlone")
        list("Languages", preview.languages, "languages", &sheet)
        sheet.say("Route", preview.fromCountry + " to " + preview.toCountry)
        sheet.set(
            "route",
            .object([
                JSONMember("from", .string(preview.fromCountry)),
                JSONMember("to", .string(preview.toCountry)),
            ]))
        sheet.say("Files", "\(preview.items), \(ByteText.short(preview.totalBytes))")
        sheet.set("items", .integer(Int64(clamping: preview.items)))
        sheet.set("totalBytes", .integer(Int64(clamping: preview.totalBytes)))
        sheet.add("Packed, as claimed", preview.createdAt.text, name: "createdAt")
        sheet.say("The person who sealed it is verified when the case is received.")
        return sheet
    }

    private static func list(
        _ label: String, _ values: [String], _ name: String, _ sheet: inout Sheet
    ) {
        sheet.say(label, values.isEmpty ? "-" : values.joined(separator: ", "))
        sheet.set(name, .array(values.map { .string($0) }))
    }
}
