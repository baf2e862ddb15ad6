import Primitives

/// What an accepted deposit answers, with 201 the first time and 200 to an exact retry:
///
/// ```json
/// {
///   "acceptance": "<base64 of SubmissionAcceptance.json>",
///   "signature": "<base64 of SubmissionAcceptance.json.sig>",
///   "entry": "<base64 of SubmissionAcceptance.entry>",
///   "proofs": { "statement": "<base64 of a .tlog-proof>", "seal": "...", "acceptance": "..." }
/// }
/// ```
package struct DepositAnswer: Hashable, Sendable {
    package let acceptance: SignedFiles
    /// Nil from a broker of a version without a log.
    package let proofs: DepositProofs?

    package init(acceptance: SignedFiles, proofs: DepositProofs?) {
        self.acceptance = acceptance
        self.proofs = proofs
    }

    package var jsonBytes: [UInt8] {
        let proofs = proofs.map { [JSONMember("proofs", $0.json)] } ?? []
        return JSONValue.object(acceptance.members(.acceptance) + proofs).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            acceptance = try SignedFiles(&reader, .acceptance)
            if var proofs = try reader.optionalObject("proofs") {
                self.proofs = try DepositProofs(&proofs)
            } else {
                proofs = nil
            }
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
