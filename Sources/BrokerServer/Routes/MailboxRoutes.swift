import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import Primitives
import ServiceLifecycle

/// What a mailbox holds, and what its owners say about it.
enum MailboxRoutes {
    /// `GET /v1/mailboxes/{address}/deliveries?after=N&limit=L&wait=S`
    static func deliveries(
        _ call: SignedCall, _ mailbox: MailboxAddress
    ) async throws -> Response {
        guard let query = DeliveryQuery(query: call.request.query) else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        // A broker that stops does not wait for polls: they end as unavailable and are repeated.
        return try await cancelWhenGracefulShutdown {
            let list = try await call.service.deliveries(in: mailbox, query, for: call.caller)
            return Answer.json(list.jsonBytes)
        }
    }

    /// `GET /v1/mailboxes/{address}/deliveries/{number}/preview`
    static func preview(
        _ call: SignedCall, _ mailbox: MailboxAddress, _ number: DeliveryNumber
    ) async throws -> Response {
        let content = try await call.service.preview(number, in: mailbox, for: call.caller)
        return try await ContentAnswer(content, channel: call.channel).response(to: call.request)
    }

    /// `GET /v1/mailboxes/{address}/deliveries/{number}/payload`
    static func payload(
        _ call: SignedCall, _ mailbox: MailboxAddress, _ number: DeliveryNumber
    ) async throws -> Response {
        let content = try await call.service.payload(number, in: mailbox, for: call.caller)
        return try await ContentAnswer(content, channel: call.channel).response(to: call.request)
    }

    /// `POST /v1/mailboxes/{address}/deliveries/{number}/evidence`
    static func submit(
        _ call: SignedCall, _ mailbox: MailboxAddress, _ number: DeliveryNumber
    ) async throws -> Response {
        let files = try await call.evidenceForm()
        let receipt = try await call.service.submitEvidence(
            files, about: number, in: mailbox, from: call.caller)
        return Answer.json(
            EvidenceAnswer(proof: receipt.proof).jsonBytes,
            status: receipt.outcome == .recorded ? .created : .ok)
    }

    /// `GET /v1/mailboxes/{address}/deliveries/{number}/evidence`
    static func evidence(
        _ call: SignedCall, _ mailbox: MailboxAddress, _ number: DeliveryNumber
    ) async throws -> Response {
        let list = try await call.service.evidence(about: number, in: mailbox, for: call.caller)
        return Answer.json(list.jsonBytes)
    }

    /// `POST /v1/mailboxes/{address}/skipped`
    static func skip(_ call: SignedCall, _ mailbox: MailboxAddress) async throws -> Response {
        let files = try await call.evidenceForm()
        let receipt = try await call.service.skip(files, in: mailbox, from: call.caller)
        return Answer.json(
            EvidenceAnswer(proof: receipt.proof).jsonBytes,
            status: receipt.outcome == .recorded ? .created : .ok)
    }

    /// `GET /v1/mailboxes/{address}/skipped?after=N&limit=L`
    static func skipped(_ call: SignedCall, _ mailbox: MailboxAddress) async throws -> Response {
        guard let query = DeliveryQuery(query: call.request.query), query.waitSeconds == 0 else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        let list = try await call.service.skipped(in: mailbox, query, for: call.caller)
        return Answer.json(list.jsonBytes)
    }
}
