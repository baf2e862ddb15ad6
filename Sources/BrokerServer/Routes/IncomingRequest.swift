import BrokerAPI
import HTTPTypes
import Hummingbird
import Listening

/// A request whose head is within the limits and meant for this broker.
///
/// Nothing is known yet about who sent it, and nothing of its body was read.
struct IncomingRequest: Sendable {
    let method: HTTPRequest.Method
    /// Path and query exactly as received; what the signature covers.
    let target: String
    let resource: BrokerResource
    /// Without the question mark; empty when there is none.
    let query: String
    let fields: HTTPFields
    /// From `Content-Length`; 0 when there is no body.
    let bodySize: Int
    let body: RequestBody

    /// - Throws: ``BrokerRefusal`` for a head that is malformed, too large, or for somebody else.
    init(_ request: Request, authority: String) throws(BrokerRefusal) {
        try Self.checkFields(request.head, authority: authority)
        guard let target = request.head.path, target.utf8.first == UInt8(ascii: "/") else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        guard target.utf8.count <= BrokerLimits.targetBytes else {
            throw BrokerRefusal(ProblemDocument(.targetTooLong))
        }
        let parts = target.utf8.split(
            separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let resource = BrokerResource(path: String(Substring(parts[0]))) else {
            throw BrokerRefusal(ProblemDocument(.notFound))
        }
        method = request.method
        self.target = target
        self.resource = resource
        query = parts.count == 2 ? String(Substring(parts[1])) : ""
        fields = request.headers
        bodySize = try Self.bodySize(request.headers)
        body = request.body
    }

    var hasBody: Bool { bodySize > 0 }

    /// The request as its signature speaks of it.
    func signed(origin: ExternalOrigin) -> SignedRequest {
        SignedRequest(
            method: method.rawValue, targetURI: origin.targetURI(target), fields: fields,
            hasBody: hasBody)
    }

    private static func checkFields(
        _ head: HTTPRequest, authority: String
    ) throws(BrokerRefusal) {
        var size = 0
        for field in head.headerFields {
            let fieldSize = field.name.canonicalName.utf8.count + field.value.utf8.count
            guard fieldSize <= BrokerLimits.fieldBytes else {
                throw BrokerRefusal(ProblemDocument(.fieldsTooLarge))
            }
            size += fieldSize
        }
        guard size <= BrokerLimits.fieldsBytes,
            head.headerFields.count <= BrokerLimits.fieldCount
        else { throw BrokerRefusal(ProblemDocument(.fieldsTooLarge)) }
        // One Host, and ours. A second one stays among the fields; HTTPTypes takes out the first.
        guard let host = head.authority, host.utf8.elementsEqual(authority.utf8),
            HTTPField.Name("host").map({ head.headerFields[$0] == nil }) ?? true
        else {
            throw BrokerRefusal(
                ProblemDocument(.malformedRequest, detail: "the host is not this broker"))
        }
        guard head.headerFields[.expect].map(ConnectionGuards.isContinue) ?? true,
            head.headerFields[.contentEncoding] == nil
        else { throw BrokerRefusal(ProblemDocument(.malformedRequest)) }
    }

    /// A body needs its length: a transfer coding would end it where the sender likes.
    private static func bodySize(_ fields: HTTPFields) throws(BrokerRefusal) -> Int {
        guard fields[.transferEncoding] == nil else {
            throw BrokerRefusal(ProblemDocument(.lengthRequired))
        }
        guard let field = fields[.contentLength] else { return 0 }
        guard let size = Int(field), size >= 0 else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        return size
    }
}
