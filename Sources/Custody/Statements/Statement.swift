package import Primitives

/// A statement's exact bytes and a parsed view of them, in the shape of an in-toto Statement v1.
///
/// ```
/// {
///   "_type": "https://in-toto.io/Statement/v1",
///   "subject": [{"name": "payload.age", "digest": {"sha256": "<64 hex>"}}, ...],
///   "predicateType": "urn:plomba:v1:Deposit",
///   "predicate": {"version": 1, ...}
/// }
/// ```
///
/// The bytes are what is signed and digested; they are never written again from the view. Parsing
/// says nothing about who signed: see `SignedStatement.verify`.
package struct Statement: Sendable {
    static let inTotoType = "https://in-toto.io/Statement/v1"

    package let bytes: [UInt8]
    package let event: Event
    package let mode: Mode
    package let subjects: [Subject]
    /// The whole predicate, members of later versions included.
    package let predicate: JSONValue

    /// Reads a statement of any event.
    ///
    /// Members that the specification does not name are kept, except in closed statements.
    /// - Throws: `tooLarge`, `notJSON`, `schema`, `eventUnknown`.
    package init(parsing bytes: [UInt8]) throws(StatementError) {
        guard bytes.count <= StatementLimits.textSizeInBytes else {
            throw .tooLarge(part: "statement", limit: StatementLimits.textSizeInBytes)
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        var reader: JSONObjectReader
        let predicateType: String
        do throws(JSONSchemaError) {
            reader = try JSONObjectReader(json, at: "")
            try reader.constant("_type", Self.inTotoType)
            predicateType = try reader.string("predicateType")
        } catch {
            throw .schema(error)
        }
        guard let (event, mode) = Event.named(predicateType) else { throw .eventUnknown }
        do throws(JSONSchemaError) {
            subjects = try Self.subjects(in: &reader, of: event)
            predicate = try reader.value("predicate")
            try reader.finish(allowUnknown: !event.isClosed)
        } catch {
            throw .schema(error)
        }
        self.bytes = bytes
        self.event = event
        self.mode = mode
    }

    /// The name by which later statements point to this one.
    package var digest: SHA256Digest { .of(bytes) }

    /// The typed content, still unverified.
    ///
    /// - Throws: `eventUnexpected`, `schema`.
    package func content<Predicate: StatementPredicate>(
        as type: Predicate.Type
    ) throws(StatementError) -> Predicate {
        guard event == type.event else {
            throw .eventUnexpected(expected: type.event, found: event)
        }
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(predicate, at: "predicate")
            _ = try reader.integer("version", in: 1...1)
            let content = try Predicate(reading: &reader, of: self)
            try reader.finish(allowUnknown: !event.isClosed)
            return content
        } catch {
            throw .schema(error)
        }
    }

    /// Exactly the event's artefacts, in their order, each with its SHA-256.
    private static func subjects(
        in reader: inout JSONObjectReader, of event: Event
    ) throws(JSONSchemaError) -> [Subject] {
        let names = event.subjectNames
        let readers = try reader.objects("subject", limit: names.count)
        guard readers.count == names.count else {
            throw .invalid(path: "subject", expected: "an array of \(names.count) subjects")
        }
        var subjects: [Subject] = []
        for (name, var subject) in zip(names, readers) {
            try subject.constant("name", name)
            var digest = try subject.object("digest")
            subjects.append(Subject(name: name, digest: try digest.digest("sha256")))
            try digest.finish(allowUnknown: !event.isClosed)
            try subject.finish(allowUnknown: !event.isClosed)
        }
        return subjects
    }
}
