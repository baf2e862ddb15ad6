import BagIt
import Custody
import EvidenceBundle
import Primitives
import Wording

/// Two copies on paper of one signed act: who gave what to whom, and lines for both hands.
extension ReportWriter {
    func handover(_ act: FoundStatement) -> [Block] {
        let right = rightEntry(of: act)
        let copy = blocks(of: act, right)
        return [.heading(wording.say(.handoverCopyGiver))] + copy
            + [.page(wording.say(.handoverTitle)), .heading(wording.say(.handoverCopyTaker))]
            + copy
    }

    private func blocks(of act: FoundStatement, _ right: FoundStatement) -> [Block] {
        let words = right.predicate
        // A thing in a bag is not spoiled by a file that is: but both sides have to see it.
        let doubt = findings.verdict.isPositive ? [] : [verdict]
        let facts: [Block] = [
            .facts(
                caseNumbers + [
                    entry(act, right),
                    Block.Fact(wording.say(.handoverWhen), when(right)),
                    Block.Fact(wording.say(.handoverGiver), giver(act, words)),
                    Block.Fact(wording.say(.handoverTaker), taker(act, words)),
                    Block.Fact(wording.say(.handoverPurpose), [outside(words["purpose"])]),
                    Block.Fact(wording.say(.handoverAuthority), [outside(words["authority"])]),
                    Block.Fact(wording.say(.handoverThing), thing(words)),
                ])
        ]
        return doubt + facts + consentSince + things(words) + [
            .paragraph(wording.say(.handoverCompared, [.text: Self.blank])),
            hands(
                (wording.say(.handoverGiver), wording.say(.handoverTaker)),
                [.handoverName, .handoverOrganisation, .handoverPlace].map { wording.say($0) }),
            .paragraph(wording.say(.paperRendering)),
        ]
    }

    private func outside(_ value: JSONValue?) -> Passage {
        value?.line.map(Passage.outside) ?? Self.blank
    }

    /// The signed act by its file and digest, and what corrected it.
    private func entry(_ act: FoundStatement, _ right: FoundStatement) -> Block.Fact {
        var lines = [
            self.act(act),
            Passage.code(SafeText.shown(act.path) + ".json").followed(by: act.digest.groups),
        ]
        if right.digest != act.digest {
            lines.append(
                wording.say(.detailsCorrected, [.number: .words(Self.number(right))]))
            lines.append(
                Passage.code(SafeText.shown(right.path) + ".json")
                    .followed(by: right.digest.groups))
        }
        return Block.Fact(wording.say(.handoverEntry), lines + outcome(right.predicate))
    }

    private static func number(_ act: FoundStatement) -> String {
        act.actNumber.map(String.init) ?? "–"
    }

    private func when(_ right: FoundStatement) -> [Passage] {
        var lines = [right.firstTime.map(moment) ?? wording.say(.timelineNoTime)]
        if let end = right.endTime {
            lines.append(wording.say(.timelineUntil, [.time: moment(end)]))
        }
        lines.append(wording.say(.timelineClaimed))
        if let place = right.predicate["location"]?.line {
            lines.append(wording.say(.detailsPlace, [.place: .outside(place)]))
        }
        if let witness = right.predicate["witness"]?.line {
            lines.append(wording.say(.detailsWitness, [.name: .outside(witness)]))
        }
        return lines
    }

    /// Whoever signed gives, unless the act says that it was received.
    private func giver(_ act: FoundStatement, _ words: JSONValue) -> [Passage] {
        act.act == "received" ? [outside(words["from"])] : signer(act, words)
    }

    private func taker(_ act: FoundStatement, _ words: JSONValue) -> [Passage] {
        act.act == "received" ? signer(act, words) : [outside(words["to"])]
    }

    private func signer(_ act: FoundStatement, _ words: JSONValue) -> [Passage] {
        var lines = [
            Passage.outside(act.party ?? "–").followed(by: .outside(act.role ?? ""), after: ", ")
        ]
        if let performer = words["performer"]?.line {
            lines.append(wording.say(.detailsPerformer, [.name: .outside(performer)]))
        }
        return lines
    }

    /// Bag, seal and condition as the act says; what it does not say is written by hand.
    private func thing(_ words: JSONValue) -> [Passage] {
        let thing = words["physical"] ?? .null
        var lines = [
            wording.say(.detailsBag, [.text: outside(thing["bag"])]),
            wording.say(.detailsSeal, [.text: outside(thing["seal"])]),
        ]
        if let seal = thing["newSeal"]?.line {
            lines.append(wording.say(.detailsNewSeal, [.text: .outside(seal)]))
        }
        if case .bool(let isIntact)? = thing["sealIntact"] {
            lines.append(wording.say(isIntact ? .detailsSealIntact : .detailsSealBroken))
        } else {
            lines.append(wording.say(.handoverSealByHand, [.text: Self.blank]))
        }
        return lines
            + [wording.say(.detailsCondition, [.text: outside(thing["condition"])])]
    }

    private func things(_ words: JSONValue) -> [Block] {
        var rows =
            words["exhibits"]?.list.map { named in
                named.map { row($0["name"]?.line, $0["sha256"]?.line) }
            } ?? everything
        let isTooLong = rows.count > Self.maximumRows
        if isTooLong {
            rows = rows.filter { $0.kind == .failed } + rows.filter { $0.kind != .failed }
        }
        let table = Table(
            [
                (wording.say(.exhibitNumber), 18), (wording.say(.exhibitDescription), 42),
                (wording.say(.exhibitHash), 40),
            ], Array(rows.prefix(Self.maximumRows)))
        guard isTooLong else { return [.table(table)] }
        let count = wording.number(UInt64(Self.maximumRows))
        return [.table(table), .paragraph(wording.say(.exhibitTooMany, [.count: count]))]
    }

    /// What was sealed, by the manifest: what lies there today may be something else.
    private var everything: [Table.Row] {
        let described = Set(view.items.compactMap(\.path))
        let others = findings.listed.keys.filter {
            $0.bytes.starts(with: "data/".utf8) && !described.contains($0)
        }
        let files = Dictionary(
            findings.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return view.items.map { sealedRow($0, files) }
            + others.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map { path in
                let (digest, kind) = sealedValue(path, files)
                return Table.Row([[.words("–")], [.outside(name(path))], digest], kind)
            }
    }

    private func sealedRow(_ item: CaseItem, _ files: [BagPath: PackedFile]) -> Table.Row {
        let (digest, kind) =
            item.path.map { sealedValue($0, files) }
            ?? ([wording.say(.exhibitThing)], Table.Row.Kind.plain)
        return Table.Row(
            [[.outside(item.exhibitNumber ?? "–")], description(item), digest], kind)
    }

    /// The sealed digest; where the file is not that any more, what was found and the word for it.
    private func sealedValue(
        _ path: BagPath, _ files: [BagPath: PackedFile]
    ) -> ([Passage], Table.Row.Kind) {
        let (hash, result, kind) = outcome(path, files[path])
        guard kind != .failed, let digest = findings.listed[path] else {
            return (hash + [result], kind)
        }
        return ([digest.groups], .plain)
    }

    /// An exhibit that the act names, with the digest that it gives.
    private func row(_ number: String?, _ digest: String?) -> Table.Row {
        let item = view.items.first { $0.exhibitNumber == number }
        let isThing = item.map { $0.path == nil } ?? false
        let named =
            digest.flatMap(SHA256Digest.init(hex:))?.groups
            ?? (isThing ? wording.say(.exhibitThing) : .words("–"))
        let (_, result, kind) = outcome(
            item?.path, findings.files.first { $0.path == item?.path })
        return Table.Row(
            [
                [.outside(number ?? "–")], item.map { description($0) } ?? [.words("–")],
                [named] + (kind == .failed ? [result] : []),
            ], kind)
    }
}
