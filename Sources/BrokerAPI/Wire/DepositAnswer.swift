import Primitives

/// What an accepted deposit answers, with 201 the first time and 200 to an exact retry:
///
/// ```json
/// {
///   "acceptance": "<base64 of SubmissionAcceptance.json>",
///   "signature": "<base64 of SubmissionAcceptance.json.sig>",
///   "entry": "<base64 of SubmissionAcceptance.entry>"
/// }
/// ```
package struct DepositAnswer: Hashable, Sendable {
    package let acceptance: SignedFiles

    package init(acceptance: SignedFiles) {
        self.acceptance = acceptance
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object(acceptance.members(.acceptance)).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            acceptance = try SignedFiles(&reader, .acceptance)
        } catch {
            throw .schema(error)
        }
    }
}

/// What a refused deposit answers when the broker signed its reason: 422, a problem document with
/// `code` `submission-rejected` and three more members, `rejection`, `signature`, `entry`.
package struct RejectionAnswer: Hashable, Sendable {
    package let rejection: SignedFiles
    /// The reason in the signed statement, repeated for people who read only the problem.
    package let detail: String?

    package init(rejection: SignedFiles, detail: String?) {
        self.rejection = rejection
        self.detail = detail
    }

    package var jsonBytes: [UInt8] {
        let problem = ProblemDocument(.submissionRejected, detail: detail)
        return JSONValue.object(problem.members + rejection.members(.rejection)).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            try reader.constant("code", ProblemCode.submissionRejected.rawValue)
            detail = try reader.optionalString("detail")
            rejection = try SignedFiles(&reader, .rejection)
        } catch {
            throw .schema(error)
        }
    }
}
