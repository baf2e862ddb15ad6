package import Primitives

extension DepositStatement {
    package func members(mode: Mode) -> [JSONMember] {
        [
            JSONMember("mode", self.mode.rawValue),
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("mailboxes", .array(destinations.map(\.json))),
            JSONMember("payloadSize", sizeInBytes: payloadSize),
            JSONMember("headerDigest", headerDigest.hex),
            JSONMember("sealedCommitment", sealedCommitment.hex),
            JSONMember("deadline", deadline.text),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        let mode = try predicate.mode("mode")
        guard mode == statement.mode else {
            throw .invalid(path: "predicate.mode", expected: "the mode of the predicate type")
        }
        self.init(
            mode: mode,
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: true),
            destinations: try Self.destinations(in: &predicate),
            payloadDigest: statement.subjects[0].digest,
            previewDigest: statement.subjects[1].digest,
            payloadSize: try predicate.sizeInBytes("payloadSize"),
            headerDigest: try predicate.digest("headerDigest"),
            sealedCommitment: try predicate.digest("sealedCommitment"),
            deadline: try predicate.timestamp("deadline"))
        guard deadline.wholeHour else {
            throw .invalid(path: "predicate.deadline", expected: "a whole hour")
        }
    }

    private static func destinations(
        in predicate: inout JSONObjectReader
    ) throws(JSONSchemaError) -> [Destination] {
        var destinations: [Destination] = []
        let limit = StatementLimits.mailboxes
        for var reader in try predicate.objects("mailboxes", limit: limit) {
            let mailbox = try reader.mailboxAddress("address")
            let stream = try streamPosition(in: &reader)
            destinations.append(Destination(mailbox: mailbox, stream: stream))
            try reader.finish(allowUnknown: false)
        }
        try JSONObjectReader.requireSet(destinations.map(\.mailbox), at: "predicate.mailboxes")
        return destinations
    }

    private static func streamPosition(
        in destination: inout JSONObjectReader
    ) throws(JSONSchemaError) -> StreamPosition? {
        guard let reader = try destination.nullableObject("stream") else { return nil }
        return try StreamPosition(reading: reader, allowUnknown: false)
    }
}

extension DepositStatement.StreamPosition {
    init(
        reading object: consuming JSONObjectReader, allowUnknown: Bool
    ) throws(JSONSchemaError) {
        self.init(device: try object.keyID("device"), number: try object.integer("number"))
        guard number >= 1 else {
            throw .invalid(path: object.path(of: "number"), expected: "a number from 1")
        }
        try object.finish(allowUnknown: allowUnknown)
    }
}

extension DepositStatement.Destination {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("address", mailbox.text),
            JSONMember("stream", stream.map(\.json) ?? .null),
        ])
    }
}

extension DepositStatement.StreamPosition {
    var json: JSONValue {
        .object([JSONMember("device", device.text), JSONMember("number", .integer(number))])
    }
}
