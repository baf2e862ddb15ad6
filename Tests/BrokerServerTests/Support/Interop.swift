import BrokerServer
import Foundation
import Primitives
import TestSupport
import Testing

/// Runs a Python script of `Tests/Interop` against a broker and reads the JSON that it prints.
enum Interop {
    static func run(
        _ script: String, _ configuration: [String: Any], in folder: Folder
    ) async throws -> JSONValue {
        let json = try JSONSerialization.data(withJSONObject: configuration)
        let file = try folder.write("\(script).json", Array(json))
        let outcome = try await Running.outcome(Tool.python(), [Tool.script(script), file])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue.parse(Array(outcome.text.utf8))
    }

    /// A device as the scripts take it.
    static func device(_ organisation: TestOrganisation, in folder: Folder) throws -> [String: Any]
    {
        let name = "key-\(organisation.name.text)"
        return [
            "path": try folder.write(name, organisation.deviceKeyFile()),
            "key_id": organisation.device.publicKey.id.text,
        ]
    }
}

extension JSONValue {
    var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// `status code` of each check by name, for comparison with a table.
    var outcomes: [String: String] {
        guard case .object(let members) = self else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: members.map { member in
                let status = member.value["status"]?.integer ?? 0
                let code = member.value["code"]?.text.map { " " + $0 } ?? ""
                return (member.name, "\(status)\(code)")
            })
    }
}
