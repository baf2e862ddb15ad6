import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// The records of the organisations that are served here.
enum OrganisationRoutes {
    private static let mediaType = "application/json"

    /// `GET /v1/organisations/{fingerprint}`, for every device that is admitted.
    static func records(_ call: SignedCall, _ fingerprint: Fingerprint) async throws -> Response {
        let answer = try await call.service.organisation(fingerprint)
        return Answer.json(answer.jsonBytes)
    }

    /// `PUT /v1/organisations/{fingerprint}`; the records are signed, the request is not.
    static func take(
        _ request: IncomingRequest, _ fingerprint: Fingerprint, _ service: BrokerService,
        _ channel: any Channel
    ) async throws -> Response {
        guard let type = request.fields[.contentType], type.utf8.elementsEqual(mediaType.utf8)
        else { throw BrokerRefusal(ProblemDocument(.unsupportedMediaType)) }
        let file = try await BodyReader(request, channel: channel)
            .collect(limit: BrokerLimits.organisationFileBytes)
        let isNew = try await service.take(file, of: fingerprint)
        let answer = try await service.organisation(fingerprint)
        return Answer.json(answer.jsonBytes, status: isNew ? .created : .ok)
    }
}
