import Broker
import BrokerAPI
import Hummingbird
import Primitives

/// From whom a mailbox takes nothing new.
enum BlockRoutes {
    /// `GET /v1/mailboxes/{address}/blocks`
    static func list(_ call: SignedCall, _ mailbox: MailboxAddress) async throws -> Response {
        Answer.json(try await call.service.blocks(in: mailbox, for: call.caller).jsonBytes)
    }

    /// `PUT /v1/mailboxes/{address}/blocks/{fingerprint}`
    static func block(
        _ call: SignedCall, _ mailbox: MailboxAddress, _ sender: Fingerprint
    ) async throws -> Response {
        try requireNoBody(call)
        let isNew = try await call.service.block(sender, in: mailbox, by: call.caller)
        return Answer.empty(isNew ? .created : .noContent)
    }

    /// `DELETE /v1/mailboxes/{address}/blocks/{fingerprint}`
    static func unblock(
        _ call: SignedCall, _ mailbox: MailboxAddress, _ sender: Fingerprint
    ) async throws -> Response {
        try requireNoBody(call)
        try await call.service.unblock(sender, in: mailbox, by: call.caller)
        return Answer.empty(.noContent)
    }

    private static func requireNoBody(_ call: SignedCall) throws(BrokerRefusal) {
        guard !call.request.hasBody else { throw BrokerRefusal(ProblemDocument(.malformedRequest)) }
    }
}
