import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import Primitives

/// Uploads in pieces: tus 1.0.0 with creation, checksum, termination and expiration.
///
/// Deviation from tus: `X-HTTP-Method-Override` is refused, because the signature covers the
/// method.
enum UploadRoutes {
    static func route(
        _ method: HTTPRequest.Method, _ upload: UploadID
    ) -> (@Sendable (SignedCall) async throws -> Response)? {
        switch method {
        case .head: { try await state($0, upload) }
        case .patch: { try await append($0, upload) }
        case .delete: { try await terminate($0, upload) }
        default: nil
        }
    }

    /// `OPTIONS /v1/uploads`: what the broker supports; unsigned, the same for everybody.
    static func options(_ limits: PublishedLimits) -> Response {
        Answer.empty(
            .noContent,
            [
                .tusResumable: Tus.version,
                .tusVersion: Tus.version,
                .tusExtension: Tus.extensions,
                .tusMaxSize: "\(limits.payloadBytes)",
                .tusChecksumAlgorithm: Tus.checksumAlgorithms,
            ])
    }

    /// `POST /v1/uploads`
    static func create(_ call: SignedCall) async throws -> Response {
        try requireVersion(call.request)
        guard !call.request.hasBody, call.request.fields[.uploadDeferLength] == nil,
            let length = call.request.fields[.uploadLength].flatMap(Tus.number)
        else { throw BrokerRefusal(ProblemDocument(.malformedRequest)) }
        var metadata: UploadMetadata?
        if let field = call.request.fields[.uploadMetadata], !field.isEmpty {
            metadata = UploadMetadata(field)
            guard metadata != nil else { throw BrokerRefusal(ProblemDocument(.malformedRequest)) }
        }
        let upload = try await call.service.createUpload(
            lengthInBytes: length, metadata: metadata, by: call.caller)
        var fields = fields(upload)
        fields[.location] = BrokerResource.upload(upload.id).path
        return Answer.empty(.created, fields)
    }

    /// `HEAD /v1/uploads/{upload}`
    private static func state(_ call: SignedCall, _ id: UploadID) async throws -> Response {
        try requireVersion(call.request)
        let upload = try await call.service.upload(id, for: call.caller)
        var fields = fields(upload)
        fields[.uploadOffset] = "\(upload.offset)"
        fields[.uploadLength] = "\(upload.lengthInBytes)"
        if let metadata = upload.metadata { fields[.uploadMetadata] = metadata.fieldValue }
        return Answer.empty(.ok, fields)
    }

    /// `PATCH /v1/uploads/{upload}`: the offset moves only when the digests match and the bytes are
    /// on the disk.
    private static func append(_ call: SignedCall, _ id: UploadID) async throws -> Response {
        try requireVersion(call.request)
        guard call.request.fields[.contentType] == Tus.pieceMediaType else {
            throw BrokerRefusal(ProblemDocument(.unsupportedMediaType))
        }
        guard let offset = call.request.fields[.uploadOffset].flatMap(Tus.number) else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        var checksum = try PieceChecksum(call.request.fields[.uploadChecksum])
        let writer = try await call.service.continueUpload(id, at: offset, by: call.caller)
        try await call.body.read(limit: BrokerLimits.uploadPieceBytes) { bytes in
            checksum.update(bytes)
            try await writer.append(bytes[...])
        }
        guard checksum.matches() else { throw BrokerRefusal(ProblemDocument(.checksumMismatch)) }
        let next = try await writer.commit()
        return Answer.empty(
            .noContent, [.tusResumable: Tus.version, .uploadOffset: "\(next)"])
    }

    /// `DELETE /v1/uploads/{upload}`
    private static func terminate(_ call: SignedCall, _ id: UploadID) async throws -> Response {
        try requireVersion(call.request)
        try await call.service.terminateUpload(id, by: call.caller)
        return Answer.empty(.noContent, [.tusResumable: Tus.version])
    }

    private static func requireVersion(_ request: IncomingRequest) throws(BrokerRefusal) {
        guard request.fields[.tusResumable] == Tus.version else {
            throw BrokerRefusal(ProblemDocument(.unsupportedTusVersion))
        }
    }

    private static func fields(_ upload: Upload) -> HTTPFields {
        [
            .tusResumable: Tus.version,
            .uploadExpires: HTTPDate.text(upload.expires),
        ]
    }
}
