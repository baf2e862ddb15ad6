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
        // A stranger under a partner's name is nobody whom both have confirmed.
        let senders = Set(report.items.map(\.senderFingerprint))
        let confirmations = try office.confirmations(of: Set(report.items.map(\.sender)))
            .filter { senders.contains($0.fingerprint) }
        switch global.format {
        case .text:
            Stream.output.write(
                text(report.items, confirmations) + StreamText.text(report.gaps))
        case .json:
            Stream.output.write(
                JSONValue.object([
                    JSONMember(
                        "deliveries", .array(report.items.map { json($0, confirmations) })),
                    JSONMember("gaps", .array(report.gaps.map(StreamText.json))),
                    JSONMember("partners", PartnerSheet.json(confirmations)),
                ]).serializedForScreen())
        }
        PartnerSheet.notices(confirmations)
        ConsentText.notices(try office.consent(nil))
    }

    private func text(_ items: [InboxItem], _ confirmations: [PartnerConfirmation]) -> String {
        guard !items.isEmpty else { return "Nothing is waiting.\n" }
        var table = Table(["ID", "FROM", "SIZE", "ANSWER BY", "STATE"])
        for item in items {
            table.add([
                String(item.consignment.text.prefix(12)),
                item.sender.text + " (" + standing(item, side(of: item, confirmations)) + ")",
                ByteText.short(item.payloadSize), item.deadline.text, item.state.rawValue,
            ])
        }
        return table.text
    }

    /// Nil for one that is no partner, or whose signature does not hold.
    private func side(
        of item: InboxItem, _ confirmations: [PartnerConfirmation]
    ) -> PartnerConfirmation.Side? {
        guard item.standing == .confirmed else { return nil }
        return confirmations.first { $0.fingerprint == item.senderFingerprint }?.side
    }

    /// Of one whose signature holds, which side has not confirmed the other.
    private func standing(_ item: InboxItem, _ side: PartnerConfirmation.Side?) -> String {
        switch (item.standing, side) {
        case (.confirmed, .us): "confirmed here, not by them"
        case (.confirmed, .them), (.confirmed, .nobody): "unconfirmed here"
        default: item.standing.rawValue
        }
    }

    private func json(_ item: InboxItem, _ confirmations: [PartnerConfirmation]) -> JSONValue {
        let side = side(of: item, confirmations)
        return .object([
            JSONMember("id", .string(item.consignment.text)),
            JSONMember("mailbox", .string(item.mailbox.text)),
            JSONMember("sender", .string(item.sender.text)),
            JSONMember("senderFingerprint", .string(item.senderFingerprint.text)),
            JSONMember("standing", .string(item.standing.rawValue)),
            JSONMember("confirmedBy", side.map { .string($0.rawValue) } ?? .null),
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
