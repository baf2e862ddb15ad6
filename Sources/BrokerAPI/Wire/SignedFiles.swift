import Primitives

/// The three files of one signed statement as they travel: exact bytes, never re-serialised.
///
/// In JSON each is standard base64 with padding.
package struct SignedFiles: Hashable, Sendable {
    /// `NAME.json`
    package let statement: [UInt8]
    /// `NAME.json.sig`, an armoured SSHSIG.
    package let signature: [UInt8]
    /// `NAME.entry`, the opening file.
    package let entry: [UInt8]

    package init(statement: [UInt8], signature: [UInt8], entry: [UInt8]) {
        self.statement = statement
        self.signature = signature
        self.entry = entry
    }

    /// The names of the three members in an object that holds this triple.
    struct Names {
        let statement: String
        let signature: String
        let entry: String

        static let statement = Names(
            statement: "statement", signature: "signature", entry: "entry")
        static let acceptance = Names(
            statement: "acceptance", signature: "signature", entry: "entry")
        static let acceptanceOfDelivery = Names(
            statement: "acceptance", signature: "acceptanceSignature", entry: "acceptanceEntry")
        static let rejection = Names(
            statement: "rejection", signature: "signature", entry: "entry")
    }

    init(_ reader: inout JSONObjectReader, _ names: Names) throws(JSONSchemaError) {
        statement = try reader.bytes(names.statement, limit: BrokerLimits.statementBytes)
        signature = try reader.bytes(names.signature, limit: BrokerLimits.signatureBytes)
        entry = try reader.bytes(names.entry, limit: BrokerLimits.entryBytes)
    }

    func members(_ names: Names) -> [JSONMember] {
        [
            JSONMember(names.statement, .string(Base64.encode(statement))),
            JSONMember(names.signature, .string(Base64.encode(signature))),
            JSONMember(names.entry, .string(Base64.encode(entry))),
        ]
    }
}
