import BrokerAPI
import HTTPTypes
import Hummingbird
import NIOCore

/// The few shapes of answers that are not problems.
enum Answer {
    /// On every answer: nothing may be kept by a cache or taken for another type.
    static let commonFields: HTTPFields = [
        .cacheControl: "no-store",
        .xContentTypeOptions: "nosniff",
    ]

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func empty(
        _ status: HTTPResponse.Status, _ fields: HTTPFields = [:]
    ) -> Response {
        var response = Response(status: status, headers: fields)
        // A 204 has no body, and so no length (RFC 9110 section 8.6).
        if status == .noContent { response.headers[.contentLength] = nil }
        return response
    }
}
