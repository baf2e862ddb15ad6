import BagIt
import Custody
import EvidenceBundle
import Primitives
import Wording

/// Every exhibit with its full digest, and how it was acquired.
extension ReportWriter {
    /// A report names what a person can read; all the rest is in the manifest.
    static let maximumRows = 2000

    var exhibits: [Block] { exhibitResults + acquisition }

    /// Each exhibit and file, with the value that was found and what that means.
    var exhibitResults: [Block] {
        var rows = view.items.map(row)
        let described = Set(view.items.compactMap(\.path))
        // What is missing is in no list of files that are there.
        let missing = findings.differences.filter {
            $0.kind == .missing && !described.contains($0.path)
        }
        rows += missing.map { row($0.path, nil) }
        rows += findings.files.filter { !described.contains($0.path) }
            .map { row($0.path, $0) }
        if rows.count > Self.maximumRows {
            // What failed is named, whatever has no room.
            rows = rows.filter { $0.kind == .failed } + rows.filter { $0.kind != .failed }
        }
        var blocks: [Block] = [.table(table(Array(rows.prefix(Self.maximumRows))))]
        if rows.count > Self.maximumRows {
            blocks.append(
                .paragraph(
                    wording.say(
                        .exhibitTooMany, [.count: wording.number(UInt64(Self.maximumRows))])))
        }
        return blocks
    }

    private func table(_ rows: [Table.Row]) -> Table {
        Table(
            [
                (wording.say(.exhibitNumber), 14), (wording.say(.exhibitDescription), 30),
                (wording.say(.exhibitSize), 11), (wording.say(.exhibitHash), 31),
                (wording.say(.exhibitResult), 14),
            ], rows)
    }

    private func row(_ item: CaseItem) -> Table.Row {
        let file = item.path.flatMap { path in findings.files.first { $0.path == path } }
        let (hash, result, kind) = outcome(item.path, file)
        return Table.Row(
            [
                [.outside(item.exhibitNumber ?? "–")], description(item) + thing(item),
                [file.map { wording.number($0.size) } ?? .words("–")], hash,
                [item.path == nil ? wording.say(.exhibitThing) : result],
            ], kind)
    }

    /// What the sender says of an item: title, kind, file, and what it was made from.
    func description(_ item: CaseItem) -> [Passage] {
        var lines: [Passage] = []
        if let title = item.title { lines.append(.outside(title)) }
        let kinds = [
            item.type.map { wording.wordOrQuote(.itemType, $0) },
            item.copyStatus.map { wording.wordOrQuote(.copyStatus, $0) },
        ].compactMap { $0 }
        lines.append(.list(kinds))
        if let path = item.path { lines.append(.outside(name(path))) }
        if let original = item.originalName, original != item.path.map(lastName) {
            lines.append(
                wording.say(.exhibitOriginalName).followed(by: .outside(original), after: ": "))
        }
        if let origin = item.derivedFrom {
            let number = view.items.first { $0.id == origin }?.exhibitNumber ?? origin
            lines.append(wording.say(.exhibitDerivedFrom, [.number: .outside(number)]))
        }
        return lines
    }

    private func row(_ path: BagPath, _ file: PackedFile?) -> Table.Row {
        let (hash, result, kind) = outcome(path, file)
        return Table.Row(
            [
                [.words("–")], [.outside(name(path)), wording.say(.exhibitUndescribed)],
                [file.map { wording.number($0.size) } ?? .words("–")], hash, [result],
            ], kind)
    }

    /// Bag and seal of a thing, as the case says.
    func thing(_ item: CaseItem) -> [Passage] {
        var lines: [Passage] = []
        if let bag = item.physical["bag_no"]?.line {
            lines.append(wording.say(.detailsBag, [.text: .outside(bag)]))
        }
        if let seal = item.physical["seal_no"]?.line {
            lines.append(wording.say(.detailsSeal, [.text: .outside(seal)]))
        }
        if let condition = item.physical["condition"]?.line {
            lines.append(wording.say(.detailsCondition, [.text: .outside(condition)]))
        }
        return lines
    }

    /// The values of a file, what became of it in words, and how its row looks.
    func outcome(
        _ path: BagPath?, _ file: PackedFile?
    ) -> (hash: [Passage], result: Passage, kind: Table.Row.Kind) {
        let sealed = path.flatMap { findings.listed[$0] }
        if let path, let difference = differing[path] {
            let lines = [
                sealed.map { wording.say(.exhibitSealedValue, [.value: $0.groups]) },
                file.map { wording.say(.exhibitFoundValue, [.value: $0.digest.groups]) },
            ].compactMap { $0 }
            let result =
                switch difference.kind {
                case .content: wording.say(.exhibitDifferent)
                case .missing: wording.say(.exhibitMissing)
                case .extra: wording.say(.exhibitExtra)
                case .uncovered: wording.say(.exhibitUncovered)
                }
            return (lines, result, .failed)
        }
        guard let file else {
            return ([sealed?.groups ?? .words("–")], wording.say(.exhibitNotChecked), .plain)
        }
        let result =
            if findings.sealer != nil {
                wording.say(.exhibitIdentical)
            } else if sealed == file.digest {
                wording.say(.exhibitConsistent)
            } else {
                wording.say(.exhibitNotChecked)
            }
        return ([file.digest.groups], result, .plain)
    }

    private var acquisition: [Block] {
        let rows = view.items.filter { $0.acquisition != .null }.prefix(Self.maximumRows).map {
            item in
            Table.Row([
                [.outside(item.exhibitNumber ?? "–")],
                [
                    item.method.map { wording.wordOrQuote(.method, $0) } ?? .words("–"),
                    .outside(item.acquisition["app"]?.line ?? ""),
                ],
                [.outside(item.acquisition["by"]?.line ?? "–")],
                [.outside(item.acquisition["from"]?.line ?? "–")],
                [
                    item.acquiredTime.map(moment) ?? .words("–"),
                    .outside(item.acquisition["place"]?.line ?? ""),
                ],
                [
                    item.acquisition["original_available"]?.line.map {
                        wording.wordOrQuote(.originalAvailable, $0)
                    } ?? .words("–")
                ],
            ])
        }
        guard !rows.isEmpty else { return [] }
        let table = Table(
            [
                (wording.say(.exhibitNumber), 14), (wording.say(.exhibitMethod), 21),
                (wording.say(.exhibitAcquiredBy), 13), (wording.say(.exhibitFrom), 12),
                (wording.say(.exhibitTimePlace), 26), (wording.say(.exhibitOriginal), 14),
            ], Array(rows))
        return [.heading(wording.say(.exhibitAcquisition)), .table(table)]
    }

    /// A path as people see it: without `data/`.
    func name(_ path: BagPath) -> String {
        SafeText.shown(Array(path.bytes.dropFirst("data/".utf8.count)))
    }

    private func lastName(_ path: BagPath) -> String {
        SafeText.shown(Array(path.bytes.split(separator: UInt8(ascii: "/")).last ?? []))
    }
}
