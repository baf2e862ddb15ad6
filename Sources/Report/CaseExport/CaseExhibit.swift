import BagIt
import Primitives

/// One item of case.json as it stands there, for a program that reads it.
///
/// What is missing or has another form is left out: the check of the case has told it already.
struct CaseExhibit {
    let number: String?
    let id: String?
    let path: BagPath?
    let metadataFiles: [BagPath]
    let json: JSONValue

    /// At most ``CaseView/maximumItems``.
    static func all(in caseDocument: JSONValue) -> [CaseExhibit] {
        (caseDocument["items"]?.list ?? []).prefix(CaseView.maximumItems).map(CaseExhibit.init)
    }

    private init(_ json: JSONValue) {
        self.json = json
        number = json["exhibit_no"]?.exact
        id = json["id"]?.exact
        path = json["file"]?["name_stored"]?.exact.flatMap(Self.stored)
        metadataFiles = (json["metadata_files"]?.exactList ?? []).compactMap(Self.stored)
    }

    private static func stored(_ name: String) -> BagPath? {
        try? BagPath(Array("data/".utf8) + Array(name.utf8))
    }

    /// What tells it apart in its case.
    var name: String { id ?? number ?? path?.text ?? "" }
    /// A thing, if it is no file.
    var isDevice: Bool { json["type"]?.exact == "device" }

    /// `video, original, third_party`
    var tags: [String] {
        [
            json["type"]?.exact.map { "type: " + $0 },
            json["copy_status"]?.exact.map { "copy status: " + $0 },
        ].compactMap { $0 } + (json["sensitivity"]?.exactList ?? []).map { "sensitivity: " + $0 }
    }
}
