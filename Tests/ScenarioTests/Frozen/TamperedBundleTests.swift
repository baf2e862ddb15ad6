import Foundation
import Testing

/// US-18: somebody changed a copy of a frozen bundle. Each change is found, and what was changed is named.
@Suite(.timeLimit(.minutes(10))) struct `Frozen bundles that somebody changed` {
    struct Change: Sendable {
        let what: String
        /// For `sh`, in a copy of the version's folder.
        let script: String
        let arguments: [String]
        /// The check that fails, with its reason's code.
        let check: String
        let reason: String
        /// What the answer names.
        var named: [String] = []
    }

    private static let over = "dd bs=1 conv=notrunc"
    private static let film = "evidence/Željka_Đurić_ćšž.mp4"
    private static let decomposed =
        "\"$(printf 'Z\\314\\214eljka_\\304\\220uric\\314\\201_c\\314\\201s\\314\\214z\\314\\214.mp4')\""
    private static let data = "case/bag/data/evidence/"
    private static let lane = "evidence/lanes/intake@group484.rs/"
    private static let exhibit = "exhibit VP-2026-014-01: content differs from the one sealed"

    static let files: [Change] = [
        Change(
            what: "flip", script: "printf X | \(over) seek=3 of='case/bag/data/\(film)'",
            arguments: ["case"], check: "bag.manifests", reason: "bundle.originals-differ",
            named: [exhibit]),
        Change(
            what: "truncate", script: "truncate -s -1 'case/bag/data/\(film)'",
            arguments: ["case"], check: "bag.manifests", reason: "bundle.originals-differ",
            named: [exhibit]),
        Change(
            what: "swap",
            script: "cd \(data); mv 'снимак 1.mov' a; mv ЃоргиЌ.docx 'снимак 1.mov'; "
                + "mv a ЃоргиЌ.docx",
            arguments: ["case"], check: "bag.manifests", reason: "bundle.originals-differ",
            named: [
                "снимак 1.mov': content differs", "ЃоргиЌ.docx': content differs",
            ]),
        Change(
            what: "another Unicode form",
            script: "cd \(data); mv Željka_Đurić_ćšž.mp4 \(decomposed)",
            arguments: ["case"], check: "bag.manifests", reason: "bundle.originals-differ",
            named: ["exhibit VP-2026-014-01: sealed but not there", "there but not sealed"]),
        Change(
            what: "a file more", script: "echo planted > \(data)planted.jpg",
            arguments: ["case"], check: "bag.manifests", reason: "bundle.originals-differ",
            named: ["the file 'data/evidence/planted.jpg': there but not sealed"]),
        Change(
            what: "a file less", script: "rm 'case/bag/data/\(film)'",
            arguments: ["case"], check: "bag.manifests", reason: "bundle.originals-differ",
            named: ["exhibit VP-2026-014-01: sealed but not there"]),
        Change(
            what: "flip in the sealed file",
            script: "printf X | \(over) seek=$(($(stat -c %s case.plomba) / 2)) of=case.plomba",
            arguments: ["case.plomba"], check: "outer.payload",
            reason: "bundle.payload-digest-mismatch"),
        Change(
            what: "truncated sealed file", script: "truncate -s -4096 case.plomba",
            arguments: ["case.plomba"], check: "outer.encoding",
            reason: "bundle.not-a-bundle"),
    ]

    static let events: [Change] = [
        Change(
            what: "an act dropped", script: "rm case/acts/0002-*", arguments: ["case"],
            check: "custody.acts", reason: "custody.hole"),
        Change(
            what: "acts reordered",
            script: "cd case/acts; for e in '' .sig; do mv 0002-CustodyAct.json$e a; "
                + "mv 0003-CustodyAct.json$e 0002-CustodyAct.json$e; mv a 0003-CustodyAct.json$e; done",
            arguments: ["case"], check: "custody.acts", reason: "custody.out-of-order"),
        Change(
            what: "an event dropped", script: "rm evidence/SubmissionAcceptance.*",
            arguments: ["evidence"], check: "custody.chain", reason: "custody.predecessor-missing"),
        Change(
            what: "events reordered",
            script: "cd \(lane); for e in .json .json.sig .entry .tlog-proof; do "
                + "mv ContentConsignment$e a; mv ConsignmentAcceptance$e ContentConsignment$e; "
                + "mv a ConsignmentAcceptance$e; done",
            arguments: ["evidence"], check: "custody.chain", reason: "evidence.other-name",
            named: ["ConsignmentAcceptance.json"]),
        Change(
            what: "an event changed",
            script: "sed -i s/2026-/2025-/ \(lane)ConsignmentAcceptance.json",
            arguments: ["evidence"], check: "custody.chain",
            reason: "statement.entry-mismatch"),
        Change(
            what: "the receipt of the log cut off",
            script: "truncate -s -10 evidence/statement.tlog-proof", arguments: ["evidence"],
            check: "log.inclusion", reason: "note.not-signed"),
        Change(
            what: "the evidence changed, and the case with it",
            script: "printf X | \(over) seek=3 of='case/bag/data/\(film)'",
            arguments: ["case", "--evidence", "evidence"], check: "bag.manifests",
            reason: "bundle.originals-differ", named: [exhibit]),
    ]

    @Test(arguments: files + events)
    func `is found and named`(_ change: Change) throws {
        for version in try FrozenBundle.versions() {
            let bundle = try FrozenBundle(version)
            let folder = try Folder()
            let copy = folder.place("copy")
            try FileManager.default.copyItem(atPath: bundle.place, toPath: copy)
            let made = try Program.run("/bin/sh", ["-ec", change.script], in: copy)
            try #require(made.status == 0, "\(change.what): \(made.errors)")
            let found = try FrozenBundle.verify(
                change.arguments + bundle.told(), in: copy, clock: bundle.dayAfter)
            #expect(found.said.status == 2, "\(change.what)")
            #expect(
                found.said.checks[change.check] == "failed: \(change.reason)",
                "\(change.what): \(found.said.checks)")
            let reasons = (found.json["checks"] as? [[String: Any]] ?? [])
                .compactMap { $0["reason"] as? String }
            let text = (reasons + (found.json["differences"] as? [String] ?? [])).joined(
                separator: " ")
            for name in change.named {
                #expect(text.contains(name), "\(change.what): \(name) is not named: \(text)")
            }
            try expectOthersUsable(change, found.json)
        }
    }

    /// Whatever was not changed is not among what differs.
    private func expectOthersUsable(_ change: Change, _ json: [String: Any]) throws {
        let differences = try #require(json["differences"] as? [String])
        #expect(differences.count <= max(change.named.count, 1), "\(change.what): \(differences)")
        #expect(!differences.contains { $0.contains("dëshmi") }, "\(differences)")
    }
}
