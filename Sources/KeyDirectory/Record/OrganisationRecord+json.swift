internal import Primitives

extension OrganisationRecord {
    /// The record's text as this software writes it. Other writers may lay it out differently: what
    /// counts are the bytes that were signed.
    package func serialized() -> [UInt8] {
        let lists = [
            JSONMember("members", .array(members.map(\.json))),
            JSONMember("devices", .array(devices.map(\.json))),
            JSONMember("mailboxes", .array(mailboxes.map(\.json))),
        ]
        let said =
            recovered.isEmpty
            ? [] : [JSONMember("recovered", .array(recovered.map { .string($0.text) }))]
        return JSONValue.object(head.members(of: Self.statementName) + lists + said).serialized()
    }
}

extension Validity {
    fileprivate var members: [JSONMember] {
        [
            JSONMember("validFrom", .string(from.text)),
            JSONMember("validUntil", .string(until.text)),
            JSONMember("status", .string(status.rawValue)),
        ]
    }
}

extension Member {
    fileprivate var json: JSONValue {
        .object(
            [
                JSONMember("label", .string(label.text)),
                JSONMember("roles", .array(roles.map { .string($0.rawValue) })),
                JSONMember("signingKey", .string(signingKey.openSSHLine)),
                JSONMember("recipient", .string(recipient.text)),
            ] + validity.members)
    }
}

extension Device {
    fileprivate var json: JSONValue {
        .object(
            [
                JSONMember("label", .string(label.text)),
                JSONMember("member", .string(member.text)),
                JSONMember("key", .string(key.openSSHLine)),
            ] + validity.members)
    }
}

extension MailboxEntry {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("name", .string(name.text)),
            JSONMember("members", .array(members.map { .string($0.text) })),
            JSONMember("recovery", .string(recovery.text)),
            JSONMember("homeBroker", homeBroker.map(\.json) ?? .null),
        ])
    }
}

extension HomeBroker {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("url", .string(url)),
            JSONMember("pin", .string(pin.text)),
            JSONMember("serviceKey", .string(serviceKey.openSSHLine)),
        ])
    }
}
