import Primitives

/// One node of a CASE graph: an identifier, its classes and what is said of it.
///
/// ```json
/// {"@id": "urn:uuid:21f7f8de-8051-5b89-8680-0195ef798b6a", "@type": "identity:Organization", "core:name": "vasaprava.ba"}
/// ```
/// Terms are compact IRIs of ``CaseOntology/context``. Every other text is a plain string, so that
/// nothing from outside can be read as a name of a node.
struct GraphNode {
    let id: GraphID
    let types: [String]
    /// Whether a bundle may list it: facets, hashes and references are parts of others.
    let isObject: Bool
    private(set) var members: [JSONMember] = []

    init(_ id: GraphID, _ types: String..., isObject: Bool = true) {
        (self.id, self.types, self.isObject) = (id, types, isObject)
    }

    mutating func say(_ term: String, _ text: String?) {
        if let text { members.append(JSONMember(term, .string(text))) }
    }

    mutating func say(_ term: String, all texts: [String]) {
        if !texts.isEmpty { members.append(JSONMember(term, .array(texts.map { .string($0) }))) }
    }

    mutating func say(_ term: String, _ fact: Bool?) {
        if let fact { members.append(JSONMember(term, .bool(fact))) }
    }

    mutating func say(_ term: String, at time: Timestamp?) {
        if let time { members.append(JSONMember(term, Self.typed("xsd:dateTime", time.text))) }
    }

    mutating func say(_ term: String, sizeInBytes: UInt64?) {
        guard let size = sizeInBytes.flatMap(Int64.init(exactly:)) else { return }
        members.append(JSONMember(term, .integer(size)))
    }

    mutating func say(_ term: String, hex: SHA256Digest?) {
        if let hex { members.append(JSONMember(term, Self.typed("xsd:hexBinary", hex.hex))) }
    }

    mutating func refer(_ term: String, to id: GraphID?) {
        if let id { members.append(JSONMember(term, id.reference)) }
    }

    mutating func refer(_ term: String, toAll ids: [GraphID]) {
        if !ids.isEmpty { members.append(JSONMember(term, .array(ids.map(\.reference)))) }
    }

    private static func typed(_ type: String, _ text: String) -> JSONValue {
        .object([JSONMember("@type", .string(type)), JSONMember("@value", .string(text))])
    }

    var json: JSONValue {
        let types: JSONValue =
            self.types.count == 1
            ? .string(self.types[0]) : .array(self.types.map { .string($0) })
        return .object(
            [JSONMember("@id", .string(id.text)), JSONMember("@type", types)] + members)
    }
}

/// `urn:uuid:21f7f8de-8051-5b89-8680-0195ef798b6a`
///
/// Made of what the node is and of what it is about, so that the same thing has the same identifier in
/// every export, and anybody can compute it anew (`uuid.uuid5` of Python).
struct GraphID: Hashable {
    let text: String

    static let namespace = NameUUID("urn:plomba:case-export:v1", in: .url)

    /// - Parameter parts: joined by line feeds, the kind of the node first.
    init(_ parts: [String]) {
        text = "urn:uuid:" + NameUUID(parts.joined(separator: "\n"), in: Self.namespace).text
    }

    var reference: JSONValue { .object([JSONMember("@id", .string(text))]) }
}

extension JSONValue {
    /// A string as it is, for a program that reads it.
    var exact: String? { if case .string(let text) = self { text } else { nil } }

    var exactList: [String] { (list ?? []).compactMap(\.exact) }
}
