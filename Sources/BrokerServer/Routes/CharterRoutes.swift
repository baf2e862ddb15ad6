import Broker
import Hummingbird

/// The charter of the network, as the operator was given it.
enum CharterRoutes {
    /// `GET /v1/charter`, for every device that is admitted: it says who belongs to the network.
    static func charter(_ call: SignedCall) async throws -> Response {
        Answer.json(try call.service.charter.file())
    }
}
