import Custodian
import Primitives
import Screen

/// Who is in the record: a line for each person and computer.
enum MemberTable {
    static func write(_ members: [MemberSummary], _ format: OutputFormat) {
        switch format {
        case .text: Stream.output.write(text(members))
        case .json:
            let list = JSONMember("members", .array(members.map(json)))
            Stream.output.write(JSONValue.object([list]).serializedForScreen())
        }
    }

    private static func text(_ members: [MemberSummary]) -> String {
        var table = Table(["MEMBER", "STATUS", "ROLES", "MAILBOXES", "COMPUTERS"])
        for member in members {
            let devices = member.devices.map { device in
                device.label + (device.status == "active" ? "" : " (\(device.status))")
                    + (device.isHere ? " (this one)" : "")
            }
            table.add([
                member.label, member.status, member.roles.joined(separator: ", "),
                member.mailboxes.isEmpty ? "-" : member.mailboxes.joined(separator: ", "),
                devices.isEmpty ? "-" : devices.joined(separator: ", "),
            ])
        }
        return table.text
    }

    private static func json(_ member: MemberSummary) -> JSONValue {
        .object([
            JSONMember("label", .string(member.label)),
            JSONMember("status", .string(member.status)),
            JSONMember("validUntil", .string(member.validUntil.text)),
            JSONMember("roles", .array(member.roles.map { .string($0) })),
            JSONMember("mailboxes", .array(member.mailboxes.map { .string($0) })),
            JSONMember(
                "devices",
                .array(
                    member.devices.map { device in
                        .object([
                            JSONMember("label", .string(device.label)),
                            JSONMember("status", .string(device.status)),
                            JSONMember("validUntil", .string(device.validUntil.text)),
                            JSONMember("here", .bool(device.isHere)),
                        ])
                    })),
            JSONMember("here", .bool(member.isHere)),
        ])
    }
}
