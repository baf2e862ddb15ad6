import Custody
import EvidenceBundle
import Primitives
import Wording

/// For the sender's own file: what was sealed, by whom, when, for whom.
extension ReportWriter {
    var packing: [Block] {
        let rows = findings.files.prefix(Self.maximumRows).enumerated().map { index, file in
            Table.Row([
                [.words(String(index + 1))], [.outside(name(file.path))],
                [wording.number(file.size)], [file.digest.groups],
            ])
        }
        var blocks: [Block] = [
            .facts(caseNumbers + packingFacts),
            .table(
                Table(
                    [
                        (wording.say(.exhibitNumber), 8), (wording.say(.exhibitFileList), 38),
                        (wording.say(.exhibitSize), 14), (wording.say(.exhibitHash), 40),
                    ], Array(rows))),
        ]
        if findings.files.count > Self.maximumRows {
            let count = wording.number(UInt64(Self.maximumRows))
            blocks.append(.paragraph(wording.say(.exhibitTooMany, [.count: count])))
        }
        return blocks + [.paragraph(wording.say(.packingNote)), maker]
    }

    private var packingFacts: [Block.Fact] {
        let open = findings.deadline.map { wording.say(.packingDeadline, [.time: moment($0)]) }
        return [
            Block.Fact(wording.say(.whoLabel), who),
            Block.Fact(
                wording.say(.whenLabel),
                [
                    findings.sealer.map {
                        wording.say(.whenSealed, [.time: moment($0.sealedTime)])
                    }, open,
                ].compactMap { $0 }),
            Block.Fact(wording.say(.whatLabel), [total]),
            Block.Fact(
                wording.say(.digestSeal),
                findings.parts.filter { $0.kind == .seal }.map(\.digest.groups)),
        ]
    }
}
