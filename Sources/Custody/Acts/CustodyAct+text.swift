package import Primitives

/// The text of an act, in the shape of an in-toto Statement v1.
extension CustodyAct {
    static let subjectName = "Sealed.json"

    /// The exact text as this software writes it.
    package func text(mode: Mode) -> [UInt8] {
        let subject = JSONValue.object([
            JSONMember("name", Self.subjectName),
            JSONMember("digest", .object([JSONMember("sha256", position.seal.hex)])),
        ])
        return JSONValue.object([
            JSONMember("_type", Statement.inTotoType),
            JSONMember("subject", .array([subject])),
            JSONMember("predicateType", mode.predicateType(Self.name)),
            JSONMember("predicate", .object(place + words.members)),
        ]).serialized()
    }

    private var place: [JSONMember] {
        [
            JSONMember("version", .integer(1)),
            JSONMember("consignment", position.consignment.text),
            JSONMember("sender", position.sender),
            JSONMember("number", .integer(Int64(position.number))),
            JSONMember("issuer", issuer),
            JSONMember("claimedTime", claimedTime.text),
            JSONMember("previous", position.previous.hex),
        ]
    }
}

extension CustodyAct.Words {
    fileprivate var members: [JSONMember] {
        [
            JSONMember("act", kind.rawValue),
            JSONMember("outcome", outcome.rawValue),
            JSONMember("startTime", startTime.text),
            JSONMember("endTime", .line(endTime?.text)),
            JSONMember("exhibits", exhibits.map { .array($0.map(\.json)) } ?? .null),
            JSONMember("performer", .line(performer)),
            JSONMember("from", .line(from)),
            JSONMember("to", .line(to)),
            JSONMember("witness", .line(witness)),
            JSONMember("location", .line(location)),
            JSONMember("purpose", purpose),
            JSONMember("authority", authority),
            JSONMember("method", .line(method)),
            JSONMember("tool", .line(tool)),
            JSONMember("results", .array(results.map(\.json))),
            JSONMember("documents", .array(documents.map(\.json))),
            JSONMember("physical", physical?.json ?? .null),
            JSONMember("corrects", .line(corrects?.hex)),
            JSONMember("note", .line(note)),
        ]
    }
}

extension CustodyAct.Exhibit {
    fileprivate var json: JSONValue {
        .object([JSONMember("name", name), JSONMember("sha256", .line(digest?.hex))])
    }
}

extension CustodyAct.File {
    fileprivate var json: JSONValue {
        .object([JSONMember("name", name), JSONMember("sha256", digest.hex)])
    }
}

extension CustodyAct.Physical {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("bag", .line(bag)),
            JSONMember("seal", .line(seal)),
            JSONMember("sealIntact", isSealIntact.map { .bool($0) } ?? .null),
            JSONMember("newSeal", .line(newSeal)),
            JSONMember("condition", .line(condition)),
        ])
    }
}

extension JSONValue {
    fileprivate static func line(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }
}
