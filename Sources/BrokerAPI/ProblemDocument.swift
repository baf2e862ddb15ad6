package import Primitives

/// What a refused request answers: RFC 9457, `application/problem+json`.
///
/// ```json
/// {
///   "type": "urn:plomba:problem:too-late",
///   "title": "the delivery has already ended otherwise",
///   "status": 409,
///   "detail": "...",
///   "code": "too-late"
/// }
/// ```
/// `detail` is absent when the title says it all; it never holds a name, an address or content.
/// `reason` comes with `evidence-refused`: the code of what does not fit, like `evidence.not-now`; and with
/// `quota-exceeded`: which quota it is, like `quota.organisation-bytes`.
package struct ProblemDocument: Hashable, Sendable {
    package static let mediaType = "application/problem+json"
    private static let typePrefix = "urn:plomba:problem:"
    private static let longestText = 1024
    private static let longestReason = 64

    package let code: ProblemCode
    package let detail: String?
    /// With `evidence-refused` and `quota-exceeded`: which it is; nil from a broker that does not say.
    package let reason: String?
    /// With `too-late`: the statement that ended the delivery.
    package let end: EvidenceItem?

    package init(
        _ code: ProblemCode, detail: String? = nil, reason: String? = nil, end: EvidenceItem? = nil
    ) {
        self.code = code
        self.detail = detail
        self.reason = reason
        self.end = end
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object(members).serialized()
    }

    /// The members, to which a richer answer may add its own.
    package var members: [JSONMember] {
        var members = [
            JSONMember("type", .string(Self.typePrefix + code.rawValue)),
            JSONMember("title", .string(code.title)),
            JSONMember("status", .integer(Int64(code.status))),
        ]
        if let detail { members.append(JSONMember("detail", .string(detail))) }
        members.append(JSONMember("code", .string(code.rawValue)))
        if let reason { members.append(JSONMember("reason", .string(reason))) }
        if let end { members.append(JSONMember("end", end.json)) }
        return members
    }

    /// Reads an answer; other members are allowed, an unknown code is not.
    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            code = try reader.parsed("code", expected: "a known problem code") {
                ProblemCode(rawValue: $0)
            }
            let detail = try reader.optionalString("detail")
            self.detail = detail.flatMap { $0.utf8.count <= Self.longestText ? $0 : nil }
            let reason = try reader.optionalString("reason")
            self.reason = reason.flatMap { $0.utf8.count <= Self.longestReason ? $0 : nil }
            if var end = try reader.optionalObject("end") {
                self.end = try EvidenceItem(&end)
            } else {
                end = nil
            }
        } catch {
            throw .schema(error)
        }
    }
}

/// A refusal as an error: the problem's code, prefixed by who speaks.
package struct BrokerRefusal: PlainFailure, Hashable {
    package let problem: ProblemDocument

    package init(_ problem: ProblemDocument) {
        self.problem = problem
    }

    package var code: String { "broker." + problem.code.rawValue }
    package var message: String { problem.detail ?? problem.code.title }
    package var hint: String? { problem.code.hint }
}
