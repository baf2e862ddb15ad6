import Primitives
package import TransparencyLog

/// Two histories of a log as they are shown.
package enum HistoriesSheet {
    package static func write(_ found: TwoHistories, _ format: OutputFormat) {
        var sheet = Sheet()
        sheet.add("Log", found.log.name.text, name: "log")
        sheet.add("Signed by", found.log.text, name: "key")
        show("First", found.first, "first", &sheet)
        show("Second", found.second, "second", &sheet)
        sheet.add("Verdict", sentence(found.verdict), name: "verdict")
        sheet.set("proven", .bool(found.verdict == .proven))
        sheet.write(format)
    }

    private static func show(
        _ label: String, _ checkpoint: VerifiedCheckpoint, _ name: String, _ sheet: inout Sheet
    ) {
        sheet.say(label, "\(checkpoint.size) entries, root \(checkpoint.root.hex)")
        sheet.set(
            name,
            .object([
                JSONMember("size", .integer(Int64(clamping: checkpoint.size))),
                JSONMember("root", .string(checkpoint.root.hex)),
            ]))
    }

    private static func sentence(_ verdict: TwoHistories.Verdict) -> String {
        switch verdict {
        case .proven: "proven: the holder of this key has signed two histories of one log"
        case .unexplained:
            "unexplained: both are signed, and nobody has shown that one continues the other"
        }
    }
}
