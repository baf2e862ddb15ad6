import Custodian
import Primitives

/// The partners, one line for each of their mailboxes.
enum PartnerTable {
    static func write(_ partners: [Partner], _ format: OutputFormat) {
        switch format {
        case .text: Stream.output.write(text(partners))
        case .json:
            let list = partners.map(json)
            Stream.output.write(
                JSONValue.object([JSONMember("partners", .array(list))]).serializedForScreen())
        }
    }

    private static func text(_ partners: [Partner]) -> String {
        guard !partners.isEmpty else { return "No partners yet.\n" }
        var table = Table(["MAILBOX", "STATE", "VALID UNTIL"])
        for partner in partners {
            for mailbox in partner.summary.mailboxes {
                table.add([mailbox, state(partner), partner.summary.expiryTime.text])
            }
        }
        return table.text
    }

    private static func state(_ partner: Partner) -> String {
        partner.summary.isExpired ? "expired" : "confirmed"
    }

    private static func json(_ partner: Partner) -> JSONValue {
        let summary = partner.summary
        return .object([
            JSONMember("organisation", .string(summary.name.text)),
            JSONMember("fingerprint", .string(summary.fingerprint.text)),
            JSONMember("digits", .string(summary.fingerprint.digitGroups)),
            JSONMember("mailboxes", .array(summary.mailboxes.map { .string($0) })),
            JSONMember("state", .string(state(partner))),
            JSONMember("confirmedTime", .string(partner.confirmedTime.text)),
            JSONMember("expiryTime", .string(summary.expiryTime.text)),
            JSONMember("version", .integer(summary.version)),
        ])
    }
}
