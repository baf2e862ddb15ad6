package import Primitives

/// The case.json that a person (or a case system) hands to `pack` and `seal`, validated.
///
/// It holds the envelope, the preview, the referral and the items of `Protocol/case.md`; every
/// other member is kept as it is. Packing splits it: what may be seen before acceptance goes to
/// preview.json, everything else to bag/case.json, and nothing stands in both.
package struct CaseDocument: Sendable {
    let document: JSONValue
    /// `preview.respond_by`: until when an answer is needed.
    package let respondBy: Timestamp
    /// One of `CaseVocabulary.kinds`.
    package let kind: String
    package let mode: Mode
    /// The sender's own number of the case, `referral.sender_ref`; the seal commits to it.
    package let caseID: String
    /// `referral.from.org`.
    package let sendingOrganisation: OrganisationName
    /// `referral.to.org`.
    package let receivingOrganisation: OrganisationName

    /// Parses and validates the bytes of a user's case.json.
    ///
    /// - Throws: `notStrictJSON`, `tooLarge`, or `invalid` with every wrong field.
    package init(parsing bytes: [UInt8]) throws(CaseError) {
        let document = try Self.strictJSON(bytes)
        var checker = CaseChecker()
        checker.checkObject(document, fields: CaseSchema.document, unknown: .kept, at: "")
        CaseRules(document: document).check(into: &checker)
        guard checker.problems.isEmpty else { throw .invalid(checker.problems) }
        // The tables have just held these six: a missing one here is the same failure.
        guard let kind = document["kind"]?.text,
            let mode = document["mode"]?.text.flatMap(Mode.init(rawValue:)),
            let caseID = document["referral"]?["sender_ref"]?.text,
            let respondBy = document["preview"]?["respond_by"]?.text.flatMap(Timestamp.init),
            let from = document["referral"]?["from"]?["org"]?.text.flatMap(OrganisationName.init),
            let to = document["referral"]?["to"]?["org"]?.text.flatMap(OrganisationName.init)
        else { throw .invalid([]) }
        self.document = document
        self.respondBy = respondBy
        (self.kind, self.mode, self.caseID) = (kind, mode, caseID)
        (sendingOrganisation, receivingOrganisation) = (from, to)
    }

    static func strictJSON(_ bytes: [UInt8]) throws(CaseError) -> JSONValue {
        guard bytes.count <= CaseLimits.documentSize else {
            throw .tooLarge(limit: CaseLimits.documentSize)
        }
        do {
            return try JSONValue.parse(bytes)
        } catch {
            let line = error.offset.map { offset in
                ", in line \(1 + bytes.prefix(offset).count { $0 == 0x0A })"
            }
            throw .notStrictJSON(detail: error.message + (line ?? ""))
        }
    }
}
