import BagIt
import Primitives

/// The exhibit numbers of case.json by bag path: what people call a file in a report.
struct ExhibitNames {
    private var numbers: [BagPath: String] = [:]

    init() {}

    /// Empty when the document is malformed: its own check says so.
    init(caseDocument: [UInt8]) {
        guard let document = try? JSONValue.parse(caseDocument),
            let items = document["items"]?.elements
        else { return }
        for item in items.prefix(CaseLimits.items) {
            guard let stored = item["file"]?["name_stored"]?.text,
                let number = item["exhibit_no"]?.text,
                let path = CaseText.storedPath(stored)
            else { continue }
            numbers[path] = number
        }
    }

    func difference(_ kind: FileDifference.Kind, _ path: BagPath) -> FileDifference {
        FileDifference(kind: kind, path: path, exhibit: numbers[path])
    }
}
