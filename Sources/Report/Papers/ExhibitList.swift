import BagIt
import Custody
import EvidenceBundle
import Primitives
import Wording

/// Every exhibit: what it is, its digest, where it is and in which language.
extension ReportWriter {
    var exhibitList: [Block] {
        let listed = listRows
        var blocks: [Block] = [
            verdict,
            .facts(
                caseNumbers + [
                    Block.Fact(wording.say(.whoLabel), who),
                    Block.Fact(wording.say(.whatLabel), what),
                ]),
        ]
        blocks += consentSince
        blocks.append(.table(listTable(Array(listed.prefix(Self.maximumRows)))))
        if listed.count > Self.maximumRows {
            let count = wording.number(UInt64(Self.maximumRows))
            blocks.append(.paragraph(wording.say(.exhibitTooMany, [.count: count])))
        }
        return blocks + [
            .paragraph(wording.say(.listWhereNote)), paperLimits, maker,
        ]
    }

    private func listTable(_ rows: [Table.Row]) -> Table {
        Table(
            [
                (wording.say(.exhibitNumber), 14), (wording.say(.exhibitDescription), 23),
                (wording.say(.exhibitSize), 11), (wording.say(.exhibitHash), 28),
                (wording.say(.listWhere), 13), (wording.say(.listLanguage), 11),
            ], rows)
    }

    /// The exhibits, what nobody described, and what holders made of them since; what fails comes first
    /// where there is no room for all.
    private var listRows: [Table.Row] {
        let rows =
            view.items.map(listRow) + undescribed.map(listRow) + laterCopies
        guard rows.count > Self.maximumRows else { return rows }
        return rows.filter { $0.kind == .failed } + rows.filter { $0.kind != .failed }
    }

    private func listRow(_ item: CaseItem) -> Table.Row {
        let file = item.path.flatMap { path in findings.files.first { $0.path == path } }
        let (hash, result, kind) = outcome(item.path, file)
        let status = item.path == nil ? wording.say(.exhibitThing) : result
        return Table.Row(
            [
                [.outside(item.exhibitNumber ?? "–")], description(item) + thing(item),
                [file.map { wording.number($0.size) } ?? .words("–")], hash + [status],
                [whereabouts(of: item)],
                [item.language.map(Passage.outside) ?? .words("–")],
            ], kind)
    }

    /// A file of the bag, or one of the list that is missing, about which no item says anything.
    private func listRow(_ path: BagPath) -> Table.Row {
        let file = findings.files.first { $0.path == path }
        let (hash, result, kind) = outcome(path, file)
        return Table.Row(
            [
                [.words("–")], [.outside(name(path)), wording.say(.exhibitUndescribed)],
                [file.map { wording.number($0.size) } ?? .words("–")], hash + [result],
                [whereabouts(of: nil)], [.words("–")],
            ], kind)
    }

    private var undescribed: [BagPath] {
        let described = Set(view.items.compactMap(\.path))
        let missing = findings.differences.filter { $0.kind == .missing }.map(\.path)
        return (missing + findings.files.map(\.path)).filter { !described.contains($0) }
    }

    private func whereabouts(of item: CaseItem?) -> Passage {
        if let place = place(of: item?.exhibitNumber) { return place }
        guard let storage = item?.physical["storage"]?.line else {
            return wording.say(.timelinePlaceUnknown)
        }
        return wording.say(.listBySender, [.place: .outside(storage)])
    }

    /// The files that acts after receipt name as their results: by their signers' word, and not here.
    private var laterCopies: [Table.Row] {
        findings.statements.filter { $0.holds && $0.isAct && $0.corrects == nil }.flatMap { act in
            let words = rightEntry(of: act).predicate
            let origins = (words["exhibits"]?.list ?? []).compactMap { $0["name"]?.line }
            return (words["results"]?.list ?? []).map { laterCopy($0, of: origins, act) }
        }
    }

    private func laterCopy(
        _ file: JSONValue, of origins: [String], _ act: FoundStatement
    ) -> Table.Row {
        var lines = [Passage.outside(file["name"]?.line ?? "–"), self.act(act)]
        if !origins.isEmpty {
            let names = Passage.list(origins.map(Passage.outside))
            lines.append(wording.say(.exhibitDerivedFrom, [.number: names]))
        }
        let digest = file["sha256"]?.line.flatMap(SHA256Digest.init(hex:))
        return Table.Row([
            [.words("–")], lines, [.words("–")],
            [digest?.groups ?? .words("–"), wording.say(.exhibitNotChecked)],
            [wording.say(.timelinePlaceUnknown)], [.words("–")],
        ])
    }
}
