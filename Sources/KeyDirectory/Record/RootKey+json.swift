internal import Primitives

extension RootKey {
    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        let label = try reader.label("label")
        let line = try reader.string("key")
        guard let application = try reader.optionalString("application") else {
            self.init(label: label, key: .ed25519(try reader.publicKey("key")))
            return
        }
        let key = try? SecurityKey(openSSH: line)
        guard let key, key.openSSHLine.utf8.elementsEqual(line.utf8),
            key.application.utf8.elementsEqual(application.utf8)
        else {
            throw .invalid(
                path: reader.path(of: "key"), expected: "a security key for that application")
        }
        self.init(label: label, key: .securityKey(key))
    }
}

extension RootKey {
    var json: JSONValue {
        let application = application.map { [JSONMember("application", .string($0))] } ?? []
        return .object(
            [
                JSONMember("label", .string(label.text)),
                JSONMember("key", .string(openSSHLine)),
            ] + application)
    }
}
