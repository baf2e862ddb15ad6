import Primitives

/// The rules about consent that need more than one field.
extension CaseRules {
    func checkConsent(into checker: inout CaseChecker) {
        guard case .array(let entries)? = document["consent"] else { return }
        for (index, entry) in entries.enumerated() {
            let path = "consent[\(index)]"
            checkBasis(entry, at: path, into: &checker)
            checkRecipients(entry, at: path, into: &checker)
            checkDocument(entry, at: path, into: &checker)
        }
    }

    private func checkBasis(
        _ entry: JSONValue, at path: String, into checker: inout CaseChecker
    ) {
        guard let basis = entry["legal_basis"]?.text, CaseVocabulary.bases.contains(basis) else {
            return
        }
        guard basis == "consent" else {
            if entry["override"] == nil {
                checker.report(
                    .missing, at: "\(path).override", "is required when the basis is no consent")
            }
            return
        }
        for name in CaseSchema.requiredOfConsent where entry[name] == nil {
            checker.report(
                .missing, at: "\(path).\(name)", "is required when the basis is consent")
        }
    }

    /// Nobody may both get it and not get it.
    private func checkRecipients(
        _ entry: JSONValue, at path: String, into checker: inout CaseChecker
    ) {
        let allowed = (entry["release_to"]?.elements ?? []).compactMap(\.text)
            .map { Array($0.utf8) }
        for (index, excluded) in (entry["not_to"]?.elements ?? []).enumerated() {
            guard let name = excluded.text, allowed.contains(Array(name.utf8)) else { continue }
            checker.report(
                .contradiction, at: "\(path).not_to[\(index)]", "stands in release_to too")
        }
    }

    private func checkDocument(
        _ entry: JSONValue, at path: String, into checker: inout CaseChecker
    ) {
        guard let id = entry["document"]?.text, CaseText.expectation(of: .uuid, for: id) == nil
        else { return }
        let ids = (document["items"]?.elements ?? []).compactMap { $0["id"]?.text }
        if !ids.contains(where: { $0.utf8.elementsEqual(id.utf8) }) {
            checker.report(
                .contradiction, at: "\(path).document", "is the id of no item of this case")
        }
    }
}
