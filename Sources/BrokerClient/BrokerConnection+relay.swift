package import BrokerAPI
import HTTPTypes
package import Primitives

/// What a home broker answered to a deposit that was brought to it, signed in both cases.
package enum RelayAnswer: Sendable, Equatable {
    /// It has it; all that is said about it so far.
    case accepted(EvidenceList)
    /// Refused for good: a `RelayRejection`.
    case rejected(SignedFiles)
}

/// From broker to broker. Each is one attempt: who relays keeps its own count.
extension BrokerConnection {
    /// Brings a deposit in its sender's place. An exact retry is harmless.
    ///
    /// The caller verifies the answer by the peer's service key.
    package func relay(
        _ statement: SignedFiles, preview: [UInt8], payload: [UInt8]
    ) async throws -> RelayAnswer {
        guard payload.count <= BrokerLimits.oneRequestPayloadBytes else {
            throw BrokerClientError.tooLarge(limit: BrokerLimits.oneRequestPayloadBytes)
        }
        var form = MultipartWriter()
        form.add("statement", statement.statement)
        form.add("signature", statement.signature)
        form.add("entry", statement.entry)
        form.add("preview", preview)
        form.add("payload", payload)
        var request = BrokerRequest(.post, .deposits)
        let type = form.boundary.contentType
        request.setBody(form.finish(), type: type)
        request.answerLimit = BrokerLimits.answerBytes
        request.isRepeated = false
        let answer = try await exchange(request, expecting: [200, 201, 422])
        guard answer.status == 422 else {
            return .accepted(try EvidenceList(jsonBytes: answer.body))
        }
        guard let rejection = try? RejectionAnswer(jsonBytes: answer.body) else {
            throw BrokerClientError.refused(try ProblemDocument(jsonBytes: answer.body))
        }
        return .rejected(rejection.rejection)
    }

    /// What became of a deposit that was brought before; nil when the home broker does not have it from us.
    package func relayed(
        _ consignment: ConsignmentID, of sender: Fingerprint
    ) async throws -> EvidenceList? {
        var request = BrokerRequest(.get, .relay(sender, consignment))
        request.answerLimit = BrokerLimits.answerBytes
        request.isRepeated = false
        let answer = try await exchange(request, expecting: [200, 404])
        return answer.status == 200 ? try EvidenceList(jsonBytes: answer.body) : nil
    }
}
