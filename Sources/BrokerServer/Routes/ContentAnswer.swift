import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import Listening
import NIOCore
import Primitives

/// Content that is named by its digest, whole or in part: `Range`, `If-Range`, `ETag`,
/// `Repr-Digest` (RFC 9110 sections 13 to 15, RFC 9530).
struct ContentAnswer: Sendable {
    private let digest: SHA256Digest
    private let size: Int64
    private let place: StoredContent.Place
    private let channel: any Channel

    /// - Parameter channel: the connection, which is asked for room before each piece.
    init(_ content: StoredContent, channel: any Channel) {
        self.channel = channel
        digest = content.digest
        size = content.sizeInBytes
        place = content.place
    }

    func response(to request: IncomingRequest) async throws -> Response {
        let tag = EntityTag(digest)
        var fields: HTTPFields = [
            .contentType: "application/octet-stream",
            .acceptRanges: "bytes",
            .eTag: tag.fieldValue,
            .reprDigest: ContentDigest(sha256: digest).fieldValue,
        ]
        guard request.method == .get, let asked = request.fields[.range].flatMap(ByteRange.init),
            tag.allowsRange(ifRange: request.fields[.ifRange])
        else {
            return try await answer(.ok, fields, 0..<size, request)
        }
        guard let range = asked.resolved(size: size) else {
            fields[.contentRange] = ByteRange.unsatisfied(size: size)
            let problem = BrokerRefusal(ProblemDocument(.rangeNotSatisfiable))
            return ProblemAnswer.response(problem.problem, to: request, adding: fields)
        }
        fields[.contentRange] = ByteRange.contentRange(range, size: size)
        return try await answer(.partialContent, fields, range, request)
    }

    private func answer(
        _ status: HTTPResponse.Status, _ fields: HTTPFields, _ range: Range<Int64>,
        _ request: IncomingRequest
    ) async throws -> Response {
        var fields = fields
        fields[.contentLength] = "\(range.count)"
        guard request.method == .get, !range.isEmpty else {
            return Response(status: status, headers: fields)
        }
        return Response(status: status, headers: fields, body: try await body(range))
    }

    /// Small enough that a slow peer shows progress within the window of ``PaceMeter``.
    private static let sliceSize = 16 << 10

    private static func slices(_ piece: inout ByteBuffer) -> [ByteBuffer] {
        var slices: [ByteBuffer] = []
        while let slice = piece.readSlice(length: min(sliceSize, piece.readableBytes)),
            slice.readableBytes > 0
        {
            slices.append(slice)
        }
        return slices
    }

    private func body(_ range: Range<Int64>) async throws -> ResponseBody {
        switch place {
        case .memory(let bytes):
            let part = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
            return ResponseBody(byteBuffer: ByteBuffer(bytes: part))
        case .file(let path):
            // Opened before the answer begins: what is erased later stays readable here.
            let file = try await OpenContent.open(path)
            return ResponseBody(contentLength: range.count) { [channel] writer in
                var position = range.lowerBound
                while position < range.upperBound {
                    try await channel.triggerUserOutboundEvent(RoomWanted()).get()
                    var piece = try await file.piece(at: position, upTo: range.upperBound)
                    position += Int64(piece.readableBytes)
                    try await writer.write(contentsOf: Self.slices(&piece))
                }
                try await writer.finish(nil)
            }
        }
    }
}
