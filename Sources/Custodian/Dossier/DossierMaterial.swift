import BagIt
import Primitives
import Verification

/// The files of a case folder and of the evidence about it, as they were seen before they were verified.
struct DossierMaterial {
    struct Part {
        let source: PayloadSource
        /// In the order of the dossier.
        var items: [(path: BagPath, item: PayloadItem)]
    }

    let caseFolder: Part
    let evidence: Part?
    let leftOut: [String]

    /// - Throws: `PayloadError` for links, devices and names that no archive takes; `FileError`.
    init(_ folder: String, evidence path: String?) throws {
        let whole = try Self.part(folder, as: DossierLayout.caseFolder)
        // Below `case/` nothing else stands first.
        func first(_ path: BagPath) -> String {
            let below = path.bytes.drop { $0 != UInt8(ascii: "/") }.dropFirst()
            return String(decoding: below.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
        }
        caseFolder = Part(
            source: whole.source,
            items: whole.items.filter { DossierLayout.caseParts.contains(first($0.path)) })
        leftOut = Set(whole.items.map { first($0.path) }).subtracting(DossierLayout.caseParts)
            .sorted()
        evidence = try path.map { try Self.part($0, as: DossierLayout.evidence) }
    }

    var totalSize: UInt64 {
        let all = caseFolder.items + (evidence?.items ?? [])
        return all.reduce(0) { sum, file in
            let (total, overflow) = sum.addingReportingOverflow(file.item.size)
            return overflow ? .max : total
        }
    }

    private static func part(_ folder: String, as name: String) throws -> Part {
        var given = folder
        while given.count > 1, given.hasSuffix("/") { given.removeLast() }
        let source = try PayloadSource(unpacked: given)
        let items = try source.items.map { item in
            // The scan names what it finds as if it were to be packed: data/FOLDER/...
            let start = item.path.bytes.dropFirst("data/".utf8.count)
                .drop { $0 != UInt8(ascii: "/") }.dropFirst()
            return (path: try BagPath(Array((name + "/").utf8) + start), item: item)
        }
        return Part(source: source, items: items)
    }
}
