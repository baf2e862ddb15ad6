import Foundation
import Testing

/// Figures for whoever pays, of both sides of real exchanges.
@Suite(.timeLimit(.minutes(10))) struct `Statistics` {
    private let scene: Scene
    private var folder: Folder { scene.folder }

    init() throws { scene = try Scene() }

    private func count(_ party: Party, _ output: String, _ more: String...) throws -> Outcome {
        try party.plomba(
            arguments: ["statistics", "--from", "2020-01", "--to", "2022-12", "-o", output] + more)
    }

    /// The whole period in which a test can run.
    private func figures(_ party: Party, _ more: String...) throws -> [[String: String]] {
        let months = Self.period
        let name = "\(UUID().uuidString).csv"
        let made = try party.plomba(
            arguments: ["statistics", "--from", months.0, "--to", months.1, "-o", name] + more)
        try #require(made.status == 0, "\(made.errors)")
        let read = try Interop.run("statistics_csv.py", [folder.place(name)], in: folder)
        try #require(read.status == 0, "\(read.errors)")
        return try #require(read.json()["rows"] as? [[String: String]])
    }

    /// This month and the next: the test may run over midnight.
    private static var period: (String, String) {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(identifier: "UTC")
        form.dateFormat = "yyyy-MM"
        return (
            form.string(from: Date()), form.string(from: Date().addingTimeInterval(32 * 86_400))
        )
    }

    /// Without whose it is and in which direction.
    private func rows(
        _ figures: [[String: String]], _ direction: String
    ) -> [String] {
        figures.filter {
            $0["direction"] == direction && !["not_seen", "left_out"].contains($0["by"])
        }.map { row in
            [
                "from", "to", "by", "value", "deliveries", "percent",
                "median_hours_to_first_sign", "median_hours_to_decision",
            ].map { row[$0] ?? "?" }.joined(separator: " ")
        }
    }

    private func decide(_ id: String, accepting: Bool) throws {
        func done(_ arguments: String...) throws {
            let outcome = try scene.receiver.plomba(arguments: arguments)
            try #require(outcome.status == 0, "\(arguments) \(outcome.errors)")
        }
        try done("preview", id)
        guard accepting else { return try done("decline", id, "--reason", "no_capacity") }
        try done("receive", id, "-o", "case-" + id)
        try done("accept", id)
    }

    @Test func `of both sides of a pair are the same, and name nobody`() throws {
        let ids = try (0..<12).map { _ in try scene.send() }
        for id in ids.prefix(5) { try decide(id, accepting: true) }
        for id in ids.dropFirst(5).prefix(6) { try decide(id, accepting: false) }
        try withdrawConsent(for: ids.prefix(5))
        // The last one nobody looks at: its sender alone knows of it.
        let synced = try scene.sender.plomba("sync")
        try #require(synced.status == 0, "\(synced.errors)")
        let sent = try figures(scene.sender, "--partner", scene.receiver.name)
        let received = try figures(scene.receiver, "--partner", scene.sender.name)
        let same = rows(sent, "sent")
        #expect(same == rows(received, "received"))
        #expect(rows(sent, "received") == rows(received, "sent"))
        for row in [
            "total all 11 ", "route BA-RS 11 100", "service legal_aid 11 100",
            "priority routine 11 100", "outcome accepted 5 45", "outcome declined 6 55",
            "answered in_time 11 100", "declined no_capacity 6 100",
            "consent not_withdrawn 6 55", "consent in_time 5 45", "consent none 0 0",
        ] {
            #expect(same.contains { $0.contains(" \(row)") }, "\(row) in \(same)")
        }
        let unseen = sent.filter { $0["by"] == "not_seen" }
        #expect(unseen.map { $0["deliveries"] } == ["*"])
        try namesNobody(sent + received, ids)
        try isOnAPage()
        try isUnknownWhereNothingWasKept(ids[0])
    }

    private func withdrawConsent(for ids: ArraySlice<String>) throws {
        for id in ids {
            try #require(scene.sender.plomba("consent", "withdraw", id).status == 0)
        }
        try #require(scene.receiver.plomba("sync").status == 0)
        for id in ids {
            let answered = try scene.receiver.plomba("consent", "answer", id, "stopped")
            try #require(answered.status == 0, "\(answered.errors)")
        }
    }

    private func namesNobody(_ figures: [[String: String]], _ ids: [String]) throws {
        let words = figures.flatMap(\.values)
        for word in words {
            #expect(!ids.contains { word.contains($0.prefix(8)) })
            #expect(!word.contains("intake") && !word.contains(":"), "\(word)")
        }
        // What is kept beside the entries is what home.md says, and no more.
        for party in [scene.sender, scene.receiver] {
            let kept = folder.tree(party.name).filter { $0.hasSuffix("/figures.json") }
            #expect(kept.count == (party.name == Parties.sender ? 12 : 11))
            for file in kept {
                let value = try JSONSerialization.jsonObject(
                    with: Data(folder.read(party.name + "/" + file)))
                let names = try #require(value as? [String: Any]).keys
                #expect(
                    Set(names)
                        == ["type", "version", "priority", "services", "from", "to", "answerBy"])
            }
        }
    }

    private func isOnAPage() throws {
        let months = Self.period
        for (name, second) in [("one.html", []), ("two.html", ["--second-language", "en"])] {
            let made = try scene.receiver.plomba(
                arguments: [
                    "statistics", "--from", months.0, "--to", months.1, "--language", "sr-Cyrl",
                    "-o", name,
                ] + second)
            #expect(made.status == 0, "\(made.errors)")
        }
        let seen = try Interop.run(
            "report_html.py", ["one.html", "two.html"].map(folder.place), in: folder)
        #expect(seen.status == 0, "\(seen.errors)")
        #expect(seen.output.contains("[Статистика достава]"), "\(seen.output)")
        let again = try scene.receiver.plomba(
            "statistics", "--from", months.0, "--to", months.1, "--language", "sr-Cyrl", "-o",
            "again.html")
        #expect(again.status == 0)
        #expect(try folder.read("one.html") == folder.read("again.html"))
    }

    /// A home of a version that kept no figures.
    private func isUnknownWhereNothingWasKept(_ id: String) throws {
        let path = scene.sender.home + "/outbox/\(id)/figures.json"
        let kept = try Data(contentsOf: URL(filePath: path))
        try FileManager.default.removeItem(atPath: path)
        let found = rows(try figures(scene.sender), "sent")
        #expect(found.contains { $0.contains(" priority unknown 1 ") }, "\(found)")
        #expect(found.contains { $0.contains(" outcome accepted 5 ") })
        // What is there and is none is no figure, and is told.
        try Data("{}".utf8).write(to: URL(filePath: path))
        let told = try count(scene.sender, "damaged.csv")
        #expect(told.status == 0 && told.errors.contains("is not counted"), "\(told.errors)")
        try kept.write(to: URL(filePath: path))
    }

    @Test func `are refused where nothing right can be written`() throws {
        for (more, output, status, words) in [
            ([], "x.html", 64, "--language"), (["--language", "bs"], "x.csv", 64, "no language"),
            (["--language", "bs"], "x.pdf", 1, "report.no-pdf"),
            (["--language", "bs"], "x.txt", 1, "report.other-format"),
            ([], scene.sender.home + "/x.csv", 1, "report.inside-case"),
            (["--language", "bs"], scene.sender.home + "/x.html", 1, "report.inside-case"),
            (["--partner", "nobody.example"], "x.csv", 1, "partner.unknown"),
            (["--partner", "=1+1"], "x.csv", 1, "statistics.no-name"),
        ] as [([String], String, Int32, String)] {
            let refused = try scene.sender.plomba(
                arguments: ["statistics", "--from", "2026-01", "--to", "2026-12", "-o", output]
                    + more)
            #expect(refused.status == status, "\(more) \(output): \(refused.errors)")
            #expect(refused.errors.contains(words), "\(more) \(output): \(refused.errors)")
        }
        for (from, to) in [("2026-13", "2026-12"), ("2026-05", "2026-04"), ("2020-01", "2026-01")] {
            let refused = try scene.sender.plomba(
                "statistics", "--from", from, "--to", to, "-o", "x.csv")
            #expect(refused.status == 64, "\(from) \(to): \(refused.output)")
        }
        #expect(!folder.exists("x.csv") && !folder.exists("x.html"))
        // A file that is there stays, and a home without a case or a broker has zeros to tell.
        #expect(try count(scene.sender, "zero.csv").status == 0)
        let first = try folder.read("zero.csv")
        #expect(try count(scene.sender, "zero.csv").status == 1)
        #expect(try folder.read("zero.csv") == first)
        #expect(String(decoding: first, as: UTF8.self).contains(",sent,total,all,0,,,"))
    }

    @Test func `leave out copies that were destroyed, and say how many in one number`() throws {
        let id = try scene.send()
        try decide(id, accepting: true)
        let disposed = try scene.receiver.plomba(
            "dispose", id, "--reason", "retention_ended", "--basis", "rule of 2024", "--yes",
            "--copy", "case-" + id)
        try #require(disposed.status == 0, "\(disposed.errors)")
        #expect(folder.tree(scene.receiver.name).allSatisfy { !$0.hasSuffix("figures.json") })
        let found = try figures(scene.receiver).filter { $0["by"] == "left_out" }
        let row = found.first {
            $0["value"] == "copy_destroyed" && $0["direction"] == "received"
        }
        #expect(row?["deliveries"] == "*")
    }
}
