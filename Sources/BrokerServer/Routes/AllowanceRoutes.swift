import Broker
import BrokerAPI
import Hummingbird

/// `GET /v1/allowance`
enum AllowanceRoutes {
    static func own(_ call: SignedCall) async throws -> Response {
        guard let query = AllowanceQuery(query: call.request.query) else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        return Answer.json(try await call.service.allowance(query, for: call.caller).jsonBytes)
    }
}
