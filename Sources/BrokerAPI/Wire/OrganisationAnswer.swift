import Primitives

/// The records of an organisation, and that the newest of them is in the log.
///
/// ```json
/// { "file": "<base64 of an organisation file>", "proof": "<base64 of a .tlog-proof>" }
/// ```
package struct OrganisationAnswer: Hashable, Sendable {
    package let file: [UInt8]
    package let proof: [UInt8]

    package init(file: [UInt8], proof: [UInt8]) {
        self.file = file
        self.proof = proof
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("file", .string(Base64.encode(file))),
            JSONMember("proof", .string(Base64.encode(proof))),
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(
            jsonBytes, atMost: BrokerLimits.organisationAnswerBytes)
        do {
            file = try reader.bytes("file", limit: BrokerLimits.organisationFileBytes)
            proof = try reader.bytes("proof", limit: BrokerLimits.proofBytes)
        } catch {
            throw .schema(error)
        }
    }
}
