import Broker
import BrokerAPI
import Custody
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// Deposits, and what became of them.
enum DepositRoutes {
    /// `POST /v1/deposits`
    static func deposit(_ call: SignedCall) async throws -> Response {
        let request = try await read(call.request, call.body, call.service)
        return answer(try await call.service.deposit(request, from: call.caller))
    }

    /// The same by another broker, in its sender's place.
    static func relay(
        _ request: IncomingRequest, _ peer: RelayPeer, _ service: BrokerService,
        _ channel: any Channel
    ) async throws -> Response {
        let deposit = try await read(request, BodyReader(request, channel: channel), service)
        // An upload belongs to a device, and a peer has none.
        guard case .received = deposit.payload else {
            throw BrokerRefusal(ProblemDocument(.unknownUpload))
        }
        switch try await service.relay(deposit, from: peer) {
        case .accepted(let list, let isRepeated):
            return Answer.json(list.jsonBytes, status: isRepeated ? .ok : .created)
        case .rejected(let rejection, let reason): return refusal(rejection, reason)
        }
    }

    private static func read(
        _ request: IncomingRequest, _ body: BodyReader, _ service: BrokerService
    ) async throws -> DepositRequest {
        var form = try FormReader(request, .deposit)
        let intake = service.beginPayload()
        try await body.read(limit: BrokerLimits.depositBodyBytes) { bytes in
            try await form.read(bytes) { try await intake.append($0) }
        }
        let files = try form.finish()
        return DepositRequest(
            files: files, preview: try form.part("preview"),
            payload: try await payload(form, intake))
    }

    /// The payload came with the form, or was uploaded before.
    private static func payload(
        _ form: FormReader, _ intake: PayloadIntake
    ) async throws -> DepositRequest.Payload {
        guard let upload = form.optionalPart("upload") else {
            return .received(try await intake.finish())
        }
        guard let id = UploadID(String(decoding: upload, as: UTF8.self)) else {
            throw BrokerRefusal(ProblemDocument(.unknownUpload))
        }
        return .upload(id)
    }

    private static func answer(_ outcome: DepositOutcome) -> Response {
        switch outcome {
        case .accepted(let receipt, let isRepeated):
            return Answer.json(
                DepositAnswer(acceptance: receipt.acceptance, proofs: receipt.proofs).jsonBytes,
                status: isRepeated ? .ok : .created)
        case .rejected(let rejection, let reason): return refusal(rejection, reason)
        }
    }

    private static func refusal(
        _ rejection: SignedFiles, _ reason: SubmissionRejectionReason
    ) -> Response {
        let answer = RejectionAnswer(rejection: rejection, detail: reason.rawValue)
        return Response(
            status: .unprocessableContent,
            headers: [.contentType: ProblemDocument.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.jsonBytes)))
    }

    /// `GET /v1/deposits/{consignment}/evidence`
    static func evidence(
        _ call: SignedCall, _ consignment: ConsignmentID
    ) async throws -> Response {
        let list = try await call.service.evidence(about: consignment, for: call.caller)
        return Answer.json(list.jsonBytes)
    }

    /// `POST /v1/deposits/{consignment}/evidence`
    static func say(
        _ call: SignedCall, _ consignment: ConsignmentID
    ) async throws -> Response {
        let files = try await call.evidenceForm()
        let receipt = try await call.service.submitEvidence(
            files, about: consignment, from: call.caller)
        return Answer.json(
            EvidenceAnswer(proof: receipt.proof).jsonBytes,
            status: receipt.outcome == .recorded ? .created : .ok)
    }
}
