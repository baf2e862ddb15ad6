import Custody
import Primitives

/// Who did something, and on what basis.
extension CaseGraph {
    /// An organisation that signed, by its fingerprint the same in every export.
    mutating func organisation(_ reference: OrganisationReference) -> GraphID {
        let fingerprint = reference.fingerprint.text
        var printed = GraphNode(
            GraphID(["fingerprint", fingerprint]), "core:ExternalReference", isObject: false)
        printed.say("core:definingContext", "SHA-256 of the organisation's first record (Plomba)")
        printed.say("core:externalIdentifier", fingerprint)
        var node = GraphNode(
            GraphID(["organisation", reference.name.text, fingerprint]), "identity:Organization")
        node.say("core:name", reference.name.text)
        node.refer("core:externalReference", to: printed.id)
        add(printed)
        add(node)
        return node.id
    }

    /// An organisation of which only the name is there; the one that signed, if one of this name did.
    mutating func organisation(named name: OrganisationName) -> GraphID {
        let signed = findings.statements.lazy.compactMap(\.organisation).first { $0.name == name }
        if let signed { return organisation(signed) }
        var node = GraphNode(own("organisation", name.text), "identity:Organization")
        node.say("core:name", name.text)
        add(node)
        return node.id
    }

    /// A computer: an organisation's, or the broker's server.
    mutating func device(_ found: FoundStatement) -> GraphID {
        let name = [found.role, found.party].compactMap { $0 }.joined(separator: "@")
        let key = found.keyID?.text ?? ""
        var node = GraphNode(GraphID(["device", name, key]), "observable:Device")
        node.say("core:name", name)
        if found.isBroker { node.say("core:description", "intermediary server (broker)") }
        node.say("plomba:keyId", found.keyID?.text)
        add(node)
        return node.id
    }

    /// Whoever a line names: a person by a code, a role, an organisation; it does not say which.
    mutating func party(_ line: String?) -> GraphID? {
        named(line, "identity:Identity", "party")
    }

    mutating func place(_ line: String?) -> GraphID? {
        named(line, "location:Location", "place")
    }

    mutating func tool(_ line: String?) -> GraphID? { named(line, "tool:Tool", "tool") }

    private mutating func named(_ line: String?, _ type: String, _ kind: String) -> GraphID? {
        guard let line else { return nil }
        var node = GraphNode(own(kind, line), type)
        node.say("core:name", line)
        add(node)
        return node.id
    }

    /// The basis of each class of recipients, as case.json says.
    var authorizations: [GraphNode] {
        (findings.caseDocument["consent"]?.list ?? []).prefix(64).enumerated().map { index, entry in
            var node = GraphNode(
                own("authorization", String(index + 1)), "investigation:Authorization")
            node.say("investigation:authorizationType", entry["legal_basis"]?.exact)
            let until = (entry["withdrawn"]?["at"] ?? entry["valid_until"])?.exact
            let words = [
                entry["purpose"]?.exact.map { "purpose: " + $0 },
                Self.list("release to", entry["release_to"]),
                Self.list("not to", entry["not_to"]),
                entry["form"]?.exact.map { "form: " + $0 },
                entry["withdrawn"]?["at"]?.exact.map { "withdrawn: " + $0 },
                entry["valid_until"]?.exact.map { "valid until: " + $0 },
            ]
            node.say("core:description", all: words.compactMap { $0 })
            node.say("core:startTime", at: entry["given_at"]?.exact.flatMap(Timestamp.init))
            node.say("core:endTime", at: until.flatMap(Timestamp.init))
            return node
        }
    }

    private static func list(_ what: String, _ value: JSONValue?) -> String? {
        let words = value?.exactList ?? []
        return words.isEmpty ? nil : what + ": " + words.joined(separator: ", ")
    }
}
