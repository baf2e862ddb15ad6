internal import Primitives

extension CharterRecord {
    /// The charter's text as this software writes it; what counts are the bytes that were signed.
    package func serialized() -> [UInt8] {
        JSONValue.object(head.members(of: Self.statementName) + content.members)
            .serialized()
    }
}

extension CharterContent {
    /// The text of `network.json`.
    package func serialized() -> [UInt8] { JSONValue.object(members).serialized() }

    fileprivate var members: [JSONMember] {
        [
            JSONMember("organisations", .array(organisations.map(\.json))),
            JSONMember("brokers", .array(brokers.map(\.json))),
            JSONMember("witnesses", .array(witnesses.map(\.json))),
            JSONMember("faultyWitnesses", .integer(Int64(faultyWitnesses))),
            JSONMember("timeAuthorities", .array(timeAuthorities.map(\.json))),
            JSONMember("limits", limits.json),
        ]
    }
}

extension CharteredOrganisation {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("name", .string(name.text)),
            JSONMember("fingerprint", .string(fingerprint.text)),
        ])
    }
}

extension CharteredBroker {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("name", .string(name.text)),
            JSONMember("operator", operatorName.map { .string($0.text) } ?? .null),
            JSONMember("url", .string(url)),
            JSONMember("pin", .string(pin.text)),
            JSONMember("serviceKey", .string(serviceKey.openSSHLine)),
            JSONMember(
                "log",
                .object([
                    JSONMember("origin", .string(log.origin)),
                    JSONMember("key", .string(log.key.openSSHLine)),
                    JSONMember("quorum", .integer(Int64(log.quorum))),
                ])),
        ])
    }
}

extension CharteredWitness {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("name", .string(name)),
            JSONMember("organisation", .string(organisation.text)),
            JSONMember("key", .string(key.openSSHLine)),
            JSONMember("url", url.map { .string($0) } ?? .null),
        ])
    }
}

extension CharteredTimeAuthority {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("label", .string(label.text)),
            JSONMember("url", .string(url)),
            JSONMember("policy", policy.map { .string($0) } ?? .null),
            JSONMember("roots", .array(roots.map { .string(Base64.encode($0)) })),
        ])
    }
}

extension NetworkLimits {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("payloadSize", .integer(Int64(clamping: payloadSizeInBytes))),
            JSONMember("deadlineDays", .integer(Int64(deadlineInDays))),
        ])
    }
}
