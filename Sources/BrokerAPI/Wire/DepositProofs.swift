import Primitives

/// The proofs that the three entries of a deposit are in the broker's log, each a `.tlog-proof`,
/// all under one checkpoint.
///
/// ```json
/// { "statement": "<base64>", "seal": "<base64>", "acceptance": "<base64>" }
/// ```
package struct DepositProofs: Hashable, Sendable {
    /// Of the outer statement's opening file.
    package let statement: [UInt8]
    /// Of the `sealedCommitment`.
    package let seal: [UInt8]
    /// Of the acceptance's opening file.
    package let acceptance: [UInt8]

    package init(statement: [UInt8], seal: [UInt8], acceptance: [UInt8]) {
        self.statement = statement
        self.seal = seal
        self.acceptance = acceptance
    }

    var json: JSONValue {
        .object([
            JSONMember("statement", .string(Base64.encode(statement))),
            JSONMember("seal", .string(Base64.encode(seal))),
            JSONMember("acceptance", .string(Base64.encode(acceptance))),
        ])
    }

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        statement = try reader.bytes("statement", limit: BrokerLimits.proofBytes)
        seal = try reader.bytes("seal", limit: BrokerLimits.proofBytes)
        acceptance = try reader.bytes("acceptance", limit: BrokerLimits.proofBytes)
    }
}
