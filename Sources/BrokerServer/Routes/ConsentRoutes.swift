import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import Primitives

/// What is said about consent, beside the lanes.
enum ConsentRoutes {
    /// `POST /v1/deposits/{consignment}/consent`
    static func withdraw(_ call: SignedCall, _ consignment: ConsignmentID) async throws -> Response
    {
        let files = try await call.evidenceForm()
        return answer(
            try await call.service.withdrawConsent(files, about: consignment, from: call.caller))
    }

    /// `POST /v1/mailboxes/{address}/consent`
    static func answer(_ call: SignedCall, _ mailbox: MailboxAddress) async throws -> Response {
        let files = try await call.evidenceForm()
        return answer(
            try await call.service.answerConsent(files, in: mailbox, from: call.caller))
    }

    /// `GET /v1/deposits/{consignment}/consent?after=N&limit=L`
    static func said(
        _ call: SignedCall, about consignment: ConsignmentID
    ) async throws -> Response {
        let list = try await call.service.consent(
            about: consignment, query(call), for: call.caller)
        return Answer.json(list.jsonBytes)
    }

    /// `GET /v1/mailboxes/{address}/consent?after=N&limit=L`
    static func said(_ call: SignedCall, in mailbox: MailboxAddress) async throws -> Response {
        let list = try await call.service.consent(in: mailbox, query(call), for: call.caller)
        return Answer.json(list.jsonBytes)
    }

    private static func query(_ call: SignedCall) throws -> DeliveryQuery {
        guard let query = DeliveryQuery(query: call.request.query), query.waitSeconds == 0 else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        return query
    }

    private static func answer(_ receipt: EvidenceReceipt) -> Response {
        Answer.json(
            EvidenceAnswer(proof: receipt.proof).jsonBytes,
            status: receipt.outcome == .recorded ? .created : .ok)
    }
}
