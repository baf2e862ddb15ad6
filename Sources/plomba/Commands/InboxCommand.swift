import ArgumentParser
import Custodian
import Primitives
import Screen

struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Show what lies in your mailboxes.",
        discussion: """
            'confirmed' means: signed by a computer of a partner whose fingerprint you compared. \
            Nobody is told that you looked. Each sender's computer numbers what it sends to you: \
            a number that is missing below a later one is shown. 'came by hand': from a stick \
            ('plomba import'); no broker is known to have it.

              plomba inbox
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let office = try global.office()
        let report = try await office.inboxReport()
        switch global.format {
        case .text: Stream.output.write(text(report.items) + StreamText.text(report.gaps))
        case .json:
            Stream.output.write(
                JSONValue.object([
                    JSONMember("deliveries", .array(report.items.map(json))),
                    JSONMember("gaps", .array(report.gaps.map(StreamText.json))),
                ]).serializedForScreen())
        }
        ConsentText.notices(try office.consent(nil))
    }

    private func text(_ items: [InboxItem]) -> String {
        guard !items.isEmpty else { return "Nothing is waiting.\n" }
        var table = Table(["ID", "FROM", "SIZE", "ANSWER BY", "STATE"])
        for item in items {
            table.add([
                String(item.consignment.text.prefix(12)),
                item.sender.text + " (" + item.standing.rawValue + ")",
                ByteText.short(item.payloadSize), item.deadline.text, item.state.rawValue,
            ])
        }
        return table.text
    }

    private func json(_ item: InboxItem) -> JSONValue {
        .object([
            JSONMember("id", .string(item.consignment.text)),
            JSONMember("mailbox", .string(item.mailbox.text)),
            JSONMember("sender", .string(item.sender.text)),
            JSONMember("senderFingerprint", .string(item.senderFingerprint.text)),
            JSONMember("standing", .string(item.standing.rawValue)),
            JSONMember("payloadSize", .integer(Int64(clamping: item.payloadSize))),
            JSONMember("receivedTime", item.receivedTime.map { .string($0.text) } ?? .null),
            JSONMember("deadline", .string(item.deadline.text)),
            JSONMember("state", .string(item.state.rawValue)),
        ])
    }
}

/// Which delivery a command is about.
struct DeliveryOptions: ParsableArguments {
    @Argument(help: "The identifier from 'plomba inbox', or the beginning of it.")
    var id: String

    @Option(help: "Which of your mailboxes, when the identifier alone is not enough.")
    var mailbox: String?

    func prefix() throws -> ConsignmentPrefix { try ArgumentValue.consignment(id) }
    func address() throws -> MailboxAddress? { try mailbox.map(ArgumentValue.mailbox) }
}
