import Primitives

/// What a recorded statement answers:
///
/// ```json
/// { "proof": "<base64 of a .tlog-proof>" }
/// ```
package struct EvidenceAnswer: Hashable, Sendable {
    /// That the statement's opening file is in the log.
    package let proof: [UInt8]

    package init(proof: [UInt8]) {
        self.proof = proof
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([JSONMember("proof", .string(Base64.encode(proof)))]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            proof = try reader.bytes("proof", limit: BrokerLimits.proofBytes)
        } catch {
            throw .schema(error)
        }
    }
}
