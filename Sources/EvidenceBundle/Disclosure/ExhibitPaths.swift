package import BagIt
package import Primitives

/// What bag/case.json of an opened folder says of its items, for whoever passes them on.
package enum CaseFolderItems {
    /// Every exhibit number with the path of its file. Empty for a document that is malformed.
    package static func exhibits(of caseDocument: [UInt8]) -> [(number: String, path: BagPath)] {
        let items = list(of: caseDocument)?.elements ?? []
        return items.prefix(CaseLimits.items).compactMap { item in
            guard let number = item["exhibit_no"]?.text,
                let path = item["file"]?["name_stored"]?.text.flatMap(CaseText.storedPath)
            else { return nil }
            return (number, path)
        }
    }

    /// Every exhibit number, with the path of its file where it has one: a thing has none.
    package static func numbers(of caseDocument: [UInt8]) -> [(number: String, path: BagPath?)] {
        let items = list(of: caseDocument)?.elements ?? []
        return items.prefix(CaseLimits.items).compactMap { item in
            item["exhibit_no"]?.text.map { number in
                (number, item["file"]?["name_stored"]?.text.flatMap(CaseText.storedPath))
            }
        }
    }

    /// The list as it stands; nil when there is none.
    package static func list(of caseDocument: [UInt8]) -> JSONValue? {
        (try? CaseDocument.strictJSON(caseDocument))?["items"]
    }
}
