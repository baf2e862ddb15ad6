import BrokerAPI
import HTTPTypes

/// One request before it is signed; it can be sent again, so its body is in memory.
struct BrokerRequest: Sendable {
    let method: HTTPRequest.Method
    let resource: BrokerResource
    var query = ""
    /// False only for what the broker tells everybody.
    var isSigned = true
    var fields = HTTPFields()
    var body: [UInt8]?
    /// False when the caller tries again itself, with another request.
    var isRepeated = true
    /// How large an answer may be that is read into memory.
    var answerLimit = 64 << 10
    /// From the first byte sent to the first byte of the answer.
    var patience = Duration.seconds(120)

    init(_ method: HTTPRequest.Method, _ resource: BrokerResource) {
        self.method = method
        self.resource = resource
    }

    /// Path and query, as they are sent and signed.
    var target: String { query.isEmpty ? resource.path : resource.path + "?" + query }

    /// Adds the body with its type and digest.
    mutating func setBody(_ body: [UInt8], type: String) {
        fields[.contentType] = type
        fields[.contentDigest] = ContentDigest(of: body).fieldValue
        self.body = body
    }
}

/// An answer read to its end.
struct BrokerAnswer: Sendable {
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]
}
