internal import Primitives

extension OrganisationRecord {
    /// The record's text as this software writes it. Other writers may lay it out differently: what
    /// counts are the bytes that were signed.
    package func serialized() -> [UInt8] {
        JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.statementName))),
            JSONMember("version", .integer(Int64(version))),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember("name", .string(name.text)),
            JSONMember("previous", previous.map { .string($0.hex) } ?? .null),
            JSONMember("issuedTime", .string(issuedTime.text)),
            JSONMember("expiryTime", .string(expiryTime.text)),
            JSONMember("threshold", .integer(Int64(threshold))),
            JSONMember("roots", .array(roots.map(\.json))),
            JSONMember("members", .array(members.map(\.json))),
            JSONMember("devices", .array(devices.map(\.json))),
            JSONMember("mailboxes", .array(mailboxes.map(\.json))),
        ]).serialized()
    }
}

extension RootKey {
    fileprivate var json: JSONValue {
        let application = application.map { [JSONMember("application", .string($0))] } ?? []
        return .object(
            [
                JSONMember("label", .string(label.text)),
                JSONMember("key", .string(openSSHLine)),
            ] + application)
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
