import Custodian
import Primitives
import Screen

/// The partners, one line for each of their mailboxes.
enum PartnerTable {
    static func write(
        _ partners: [Partner], _ damaged: [DamagedPartner], _ format: OutputFormat
    ) {
        switch format {
        case .text: Stream.output.write(text(partners, damaged))
        case .json:
            let members = [
                JSONMember("partners", .array(partners.map(json))),
                JSONMember("damaged", .array(damaged.map(json))),
            ]
            Stream.output.write(JSONValue.object(members).serializedForScreen())
        }
    }

    private static func text(_ partners: [Partner], _ damaged: [DamagedPartner]) -> String {
        guard !partners.isEmpty || !damaged.isEmpty else { return "No partners yet.\n" }
        var table = Table(["MAILBOX", "STATE", "VALID UNTIL", "KIND"])
        for partner in partners {
            for mailbox in partner.summary.mailboxes {
                table.add([
                    mailbox, word(partner), partner.summary.expiryTime.text,
                    partner.kindWord ?? "-",
                ])
            }
        }
        for one in damaged {
            table.add([
                one.name?.text ?? String(one.fingerprint.text.prefix(8)), "damaged", "-", "-",
            ])
        }
        return table.text
    }

    private static func json(_ damaged: DamagedPartner) -> JSONValue {
        .object([
            JSONMember("organisation", damaged.name.map { .string($0.text) } ?? .null),
            JSONMember("fingerprint", .string(damaged.fingerprint.text)),
            JSONMember("code", .string(damaged.failure.code)),
            JSONMember("message", .string(damaged.failure.message)),
        ])
    }

    private static func state(_ partner: Partner) -> String {
        if partner.summary.isExpired { return "expired" }
        if partner.held != nil { return "held" }
        return partner.standing.isConfirmed ? "confirmed" : "unconfirmed"
    }

    /// The same for people: which side has not confirmed.
    private static func word(_ partner: Partner) -> String {
        let state = state(partner)
        guard state == "confirmed" || state == "unconfirmed" else { return state }
        return switch partner.confirmation.side {
        case .both: "confirmed"
        case .us: "unconfirmed by them"
        case .them: "unconfirmed here"
        case .nobody: "unconfirmed"
        }
    }

    /// When it was confirmed, and when the charter introduced it: one of the two is null.
    private static func times(_ partner: Partner) -> [JSONMember] {
        let (confirmed, introduced): (JSONValue, JSONValue) =
            switch partner.standing {
            case .confirmed(let time): (.string(time.text), .null)
            case .introduced(let time): (.null, .string(time.text))
            }
        return [
            JSONMember("confirmedTime", confirmed), JSONMember("introducedTime", introduced),
        ]
    }

    private static func json(_ partner: Partner) -> JSONValue {
        let summary = partner.summary
        let members = [
            JSONMember("organisation", .string(summary.name.text)),
            JSONMember("fingerprint", .string(summary.fingerprint.text)),
            JSONMember("digits", .string(summary.fingerprint.digitGroups)),
            JSONMember("mailboxes", .array(summary.mailboxes.map { .string($0) })),
            JSONMember("state", .string(state(partner))),
            JSONMember("confirmedBy", .string(partner.confirmation.side.rawValue)),
            JSONMember("answeredTime", partner.answeredTime.map { .string($0.text) } ?? .null),
            JSONMember("expiryTime", .string(summary.expiryTime.text)),
            JSONMember("version", .integer(summary.version)),
            JSONMember("class", partner.kindWord.map { .string($0) } ?? .null),
        ]
        return .object(members + times(partner))
    }
}
