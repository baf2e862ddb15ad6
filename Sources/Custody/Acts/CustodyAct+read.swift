package import Primitives

/// Reading an act. It is closed: a member that version 1 does not have is refused, anywhere in it.
extension CustodyAct {
    /// Reads an act of this mode; nothing about its signer is said.
    ///
    /// - Throws: `tooLarge`, `notJSON`, `schema`, `modeUnexpected`.
    package init(parsing bytes: [UInt8], mode: Mode) throws(StatementError) {
        let found: Mode
        (self, found) = try Self.parsingAnyMode(bytes)
        guard found == mode else { throw .modeUnexpected(expected: mode, found: found) }
    }

    /// The same, of the mode that it says.
    static func parsingAnyMode(_ bytes: [UInt8]) throws(StatementError) -> (CustodyAct, Mode) {
        guard bytes.count <= StatementLimits.textSizeInBytes else {
            throw .tooLarge(part: "statement", limit: StatementLimits.textSizeInBytes)
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            try reader.constant("_type", Statement.inTotoType)
            let type = Mode.live.predicateType(Self.name)
            let mode = try reader.parsed("predicateType", expected: "'\(type)'") { text in
                Mode.allCases.first { $0.predicateType(Self.name).utf8.elementsEqual(text.utf8) }
            }
            let seal = try Self.subject(&reader)
            var predicate = try reader.object("predicate")
            let act = try CustodyAct(reading: &predicate, seal: seal)
            try predicate.finish(allowUnknown: false)
            try reader.finish(allowUnknown: false)
            try act.words.requireRules(signedAt: act.claimedTime)
            return (act, mode)
        } catch {
            throw .schema(error)
        }
    }

    private static func subject(
        _ reader: inout JSONObjectReader
    ) throws(JSONSchemaError) -> SHA256Digest {
        var subjects = try reader.objects("subject", limit: 1)
        guard subjects.count == 1 else {
            throw .invalid(path: "subject", expected: "an array of 1 subject")
        }
        try subjects[0].constant("name", subjectName)
        var digest = try subjects[0].object("digest")
        let seal = try digest.digest("sha256")
        try digest.finish(allowUnknown: false)
        try subjects[0].finish(allowUnknown: false)
        return seal
    }

    private init(
        reading json: inout JSONObjectReader, seal: SHA256Digest
    ) throws(JSONSchemaError) {
        _ = try json.integer("version", in: 1...1)
        let consignment = try json.consignmentID("consignment")
        let sender = try json.organisation("sender", closed: true)
        let number = try json.integer("number", in: 1...Self.maximumActs)
        issuer = try json.actIssuer("issuer")
        claimedTime = try json.timestamp("claimedTime")
        position = Position(
            seal: seal, consignment: consignment, sender: sender, number: number,
            previous: try json.digest("previous"))
        words = try Words(reading: &json)
    }
}

extension CustodyAct.Words {
    fileprivate init(reading json: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            kind: try json.parsed("act", expected: "an act of this version") {
                CustodyActKind(rawValue: $0)
            }, startTime: try json.timestamp("startTime"), purpose: try json.line("purpose"),
            authority: try json.line("authority"))
        outcome = try json.parsed("outcome", expected: "'ok', 'failed' or 'partial'") {
            CustodyActOutcome(rawValue: $0)
        }
        endTime = try json.nullableParsed("endTime", expected: "a time, or null") { Timestamp($0) }
        exhibits = try Self.exhibits(&json)
        (performer, from) = (try json.nullableLine("performer"), try json.nullableLine("from"))
        (to, witness) = (try json.nullableLine("to"), try json.nullableLine("witness"))
        (location, method) = (try json.nullableLine("location"), try json.nullableLine("method"))
        tool = try json.nullableLine("tool")
        results = try Self.files(&json, "results")
        documents = try Self.files(&json, "documents")
        physical = try Self.physical(&json)
        corrects = try json.nullableDigest("corrects")
        note = try json.nullableLine("note")
    }

    private static func exhibits(
        _ json: inout JSONObjectReader
    ) throws(JSONSchemaError) -> [CustodyAct.Exhibit]? {
        guard try json.nullableValue("exhibits") != nil else { return nil }
        var found: [CustodyAct.Exhibit] = []
        var names: Set<[UInt8]> = []
        for var one in try json.objects("exhibits", limit: CustodyAct.maximumExhibits) {
            let name = try one.line("name")
            guard names.insert(Array(name.utf8)).inserted else {
                throw .invalid(path: one.path(of: "name"), expected: "each exhibit once")
            }
            found.append(CustodyAct.Exhibit(name: name, digest: try one.nullableDigest("sha256")))
            try one.finish(allowUnknown: false)
        }
        guard !found.isEmpty else {
            throw .invalid(
                path: json.path(of: "exhibits"), expected: "one or more, or null for all")
        }
        return found
    }

    private static func files(
        _ json: inout JSONObjectReader, _ name: String
    ) throws(JSONSchemaError) -> [CustodyAct.File] {
        var found: [CustodyAct.File] = []
        for var one in try json.objects(name, limit: CustodyAct.maximumFiles) {
            found.append(
                CustodyAct.File(name: try one.line("name"), digest: try one.digest("sha256")))
            try one.finish(allowUnknown: false)
        }
        return found
    }

    private static func physical(
        _ json: inout JSONObjectReader
    ) throws(JSONSchemaError) -> CustodyAct.Physical? {
        guard var one = try json.nullableObject("physical") else { return nil }
        var thing = CustodyAct.Physical()
        (thing.bag, thing.seal) = (try one.nullableLine("bag"), try one.nullableLine("seal"))
        if try one.nullableValue("sealIntact") != nil {
            thing.isSealIntact = try one.bool("sealIntact")
        }
        thing.newSeal = try one.nullableLine("newSeal")
        thing.condition = try one.nullableLine("condition")
        try one.finish(allowUnknown: false)
        return thing
    }
}

extension JSONObjectReader {
    /// One line for people, or null.
    fileprivate mutating func nullableLine(_ name: String) throws(JSONSchemaError) -> String? {
        try nullableValue(name) == nil ? nil : try line(name)
    }

    /// An organisation's key, and no further member.
    fileprivate mutating func actIssuer(
        _ name: String
    ) throws(JSONSchemaError) -> OrganisationIssuer {
        var reader = try object(name)
        let issuer = OrganisationIssuer(
            organisation: try reader.organisation("organisation", closed: true),
            keyID: try reader.keyID("keyId"))
        try reader.finish(allowUnknown: false)
        return issuer
    }
}
