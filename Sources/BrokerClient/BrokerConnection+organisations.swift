package import BrokerAPI
import HTTPTypes
package import Primitives

/// The records of organisations: each proves itself, whoever brings it.
extension BrokerConnection {
    /// What the broker has of an organisation; nil when it does not serve it.
    package func organisation(
        _ fingerprint: Fingerprint
    ) async throws -> OrganisationAnswer? {
        var request = BrokerRequest(.get, .organisation(fingerprint))
        request.answerLimit = BrokerLimits.organisationAnswerBytes
        let answer = try await exchange(request, expecting: [200, 404])
        return answer.status == 200 ? try OrganisationAnswer(jsonBytes: answer.body) : nil
    }

    /// Gives the broker an organisation's records; nil when it does not serve that organisation.
    package func publish(
        _ file: [UInt8], of fingerprint: Fingerprint
    ) async throws -> OrganisationAnswer? {
        var request = BrokerRequest(.put, .organisation(fingerprint))
        request.isSigned = false
        request.setBody(file, type: "application/json")
        request.answerLimit = BrokerLimits.organisationAnswerBytes
        let answer = try await exchange(request, expecting: [200, 201, 404])
        return answer.status == 404 ? nil : try OrganisationAnswer(jsonBytes: answer.body)
    }
}
