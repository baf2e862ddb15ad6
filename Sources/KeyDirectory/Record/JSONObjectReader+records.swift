internal import Primitives

/// Reading the kinds of member that records have.
extension JSONObjectReader {
    mutating func list<Element>(
        _ name: String, limit: Int,
        _ read: (inout JSONObjectReader) throws(JSONSchemaError) -> Element
    ) throws(JSONSchemaError) -> [Element] {
        var elements: [Element] = []
        for var reader in try objects(name, limit: limit) { elements.append(try read(&reader)) }
        return elements
    }

    mutating func label(_ name: String) throws(JSONSchemaError) -> RecordLabel {
        try parsed(name, expected: "a label like intake-officer") { RecordLabel($0) }
    }

    mutating func labels(_ name: String, limit: Int) throws(JSONSchemaError) -> [RecordLabel] {
        var labels: [RecordLabel] = []
        for (index, text) in try strings(name, limit: limit).enumerated() {
            guard let label = RecordLabel(text) else {
                throw .invalid(path: path(of: name) + "[\(index)]", expected: "a label")
            }
            labels.append(label)
        }
        return labels
    }

    /// Exactly `ssh-ed25519 AAAA...`, without a comment, of a safe point.
    mutating func publicKey(_ name: String) throws(JSONSchemaError) -> PublicKey {
        try parsed(name, expected: "a safe key like 'ssh-ed25519 AAAA...'") { line in
            // The reason is one of a few that a caller can do nothing about.
            guard let key = try? PublicKey(openSSH: line) else { return nil }
            return key.openSSHLine.utf8.elementsEqual(line.utf8) ? key : nil
        }
    }

    mutating func origin(_ name: String) throws(JSONSchemaError) -> String {
        try parsed(name, expected: "an origin like https://broker.example:8443") {
            HomeBroker.isOrigin($0) ? $0 : nil
        }
    }

    mutating func recipient(_ name: String) throws(JSONSchemaError) -> HybridRecipientText {
        try parsed(name, expected: "a hybrid recipient 'age1pq1...' of 1959 characters") {
            HybridRecipientText($0)
        }
    }

    mutating func roles(_ name: String) throws(JSONSchemaError) -> [Member.Role] {
        let roles = try furtherRoles(name)
        guard !roles.isEmpty else {
            throw .invalid(path: path(of: name), expected: "one or more roles")
        }
        return roles
    }

    /// The same, or none.
    mutating func furtherRoles(_ name: String) throws(JSONSchemaError) -> [Member.Role] {
        var roles: [Member.Role] = []
        for (index, text) in try strings(name, limit: RecordLimits.roles).enumerated() {
            guard let role = Member.Role(rawValue: text), !roles.contains(role) else {
                throw .invalid(path: path(of: name) + "[\(index)]", expected: "a further role")
            }
            roles.append(role)
        }
        return roles
    }

    mutating func validity() throws(JSONSchemaError) -> Validity {
        Validity(
            from: try timestamp("validFrom"), until: try timestamp("validUntil"),
            status: try parsed("status", expected: "active, left, replaced or revoked") {
                Validity.Status(rawValue: $0)
            })
    }
}
