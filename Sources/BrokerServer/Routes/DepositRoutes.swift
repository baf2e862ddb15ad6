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
        var form = try FormReader(call.request, .deposit)
        let intake = call.service.beginPayload()
        try await call.body.read(limit: BrokerLimits.depositBodyBytes) { bytes in
            try await form.read(bytes) { try await intake.append($0) }
        }
        let files = try form.finish()
        let request = DepositRequest(
            files: files, preview: try form.part("preview"),
            payload: try await payload(form, intake))
        return answer(try await call.service.deposit(request, from: call.caller))
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
        case .rejected(let rejection, let reason):
            let answer = RejectionAnswer(rejection: rejection, detail: reason.rawValue)
            return Response(
                status: .unprocessableContent,
                headers: [.contentType: ProblemDocument.mediaType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.jsonBytes)))
        }
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
