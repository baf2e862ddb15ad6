import Primitives
import Wording

/// What only an act after receipt has. (`Protocol/custody-acts.md`)
extension ReportWriter {
    func actDetails(_ found: FoundStatement) -> [Passage] {
        let json = found.predicate
        var lines = outcome(json) + [exhibits(json)]
        lines += texts(
            json, [("performer", .detailsPerformer, .name), ("witness", .detailsWitness, .name)])
        lines += files(json["results"], .detailsResult) + files(json["documents"], .detailsDocument)
        lines += thing(json["physical"])
        lines += texts(
            json, [("method", .detailsMethod, .text), ("tool", .detailsTool, .text)])
        if let number = number(of: found.corrects) {
            lines.append(wording.say(.detailsCorrects, [.number: .words(String(number))]))
        }
        lines += texts(json, [("note", .detailsNote, .text)])
        if let index = findings.statements.lastIndex(where: {
            $0.holds && $0.corrects == found.digest
        }) {
            lines.append(wording.say(.detailsCorrected, [.number: .words(String(index + 1))]))
        }
        return lines
    }

    /// The number of the entry with this digest.
    func number(of digest: SHA256Digest?) -> Int? {
        digest.flatMap { digest in findings.statements.firstIndex { $0.digest == digest } }
            .map { $0 + 1 }
    }

    func outcome(_ json: JSONValue) -> [Passage] {
        switch json["outcome"]?.line {
        case "failed": [wording.say(.detailsFailed)]
        case "partial": [wording.say(.detailsPartial)]
        default: []
        }
    }

    private func exhibits(_ json: JSONValue) -> Passage {
        guard let list = json["exhibits"]?.list else { return wording.say(.detailsEverything) }
        let names = list.compactMap { $0["name"]?.line }.map(Passage.outside)
        return wording.say(.detailsItems, [.text: .list(names)])
    }

    private func texts(
        _ json: JSONValue, _ members: [(name: String, phrase: Phrase, slot: Slot)]
    ) -> [Passage] {
        members.compactMap { name, phrase, slot in
            json[name]?.line.map { wording.say(phrase, [slot: .outside($0)]) }
        }
    }

    private func files(_ list: JSONValue?, _ phrase: Phrase) -> [Passage] {
        (list?.list ?? []).compactMap { file in
            file["sha256"]?.line.flatMap(SHA256Digest.init(hex:)).map { digest in
                wording.say(phrase, [.text: digest.groups])
                    .followed(by: .outside(file["name"]?.line ?? ""))
            }
        }
    }

    private func thing(_ thing: JSONValue?) -> [Passage] {
        guard let thing, thing != .null else { return [] }
        var lines = texts(
            thing, [("bag", .detailsBag, .text), ("seal", .detailsSeal, .text)])
        if case .bool(let isIntact)? = thing["sealIntact"] {
            lines.append(wording.say(isIntact ? .detailsSealIntact : .detailsSealBroken))
        }
        return lines
            + texts(
                thing,
                [("newSeal", .detailsNewSeal, .text), ("condition", .detailsCondition, .text)])
    }
}

extension FoundStatement {
    /// What an act after receipt was; nil of every other statement, whatever its members are called.
    var act: String? { isAct ? predicate["act"]?.line : nil }
    /// The act that it corrects.
    var corrects: SHA256Digest? {
        isAct ? predicate["corrects"]?.line.flatMap(SHA256Digest.init(hex:)) : nil
    }
    /// When it was done, of an act; else when it was signed.
    var firstTime: Timestamp? {
        isAct ? predicate["startTime"]?.line.flatMap(Timestamp.init) : time
    }
    var endTime: Timestamp? {
        isAct ? predicate["endTime"]?.line.flatMap(Timestamp.init) : nil
    }
    var lastTime: Timestamp? { endTime ?? firstTime }
}
