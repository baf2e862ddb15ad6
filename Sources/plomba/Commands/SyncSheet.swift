import Custodian
import Primitives
import Screen
import TransparencyLog
import Verification

/// What a `sync` did, for people and for machines.
enum SyncSheet {
    static func of(_ report: SyncReport) -> Sheet {
        var sheet = Sheet()
        showCases(report, &sheet)
        showRecords(report.records, &sheet)
        show(report.charter, report.charterProblem, &sheet)
        show(report.watch, &sheet)
        let problems = report.problems.map { consignment, failure in
            JSONValue.object([
                JSONMember("consignment", .string(consignment.text)),
                JSONMember("code", .string(failure.code)),
                JSONMember("message", .string(failure.message)),
                JSONMember("evidence", failure.evidencePath.map { .string($0) } ?? .null),
            ])
        }
        sheet.set("problems", .array(problems))
        sheet.set("consent", .array(report.consent.map(ConsentText.json)))
        return sheet
    }

    private static func showCases(_ report: SyncReport, _ sheet: inout Sheet) {
        list("Sent", report.sent, "sent", &sheet)
        list("News about", report.news, "news", &sheet)
        list("Told the broker about", report.told, "told", &sheet)
        if !report.ended.isEmpty {
            sheet.say("Withdrawn or expired", "\(report.ended.count)")
        }
        showJoined(report.joined, &sheet)
        sheet.set("ended", .array(report.ended.map { .string($0.text) }))
        if !report.stolen.isEmpty {
            sheet.say("Refused", "\(report.stolen.count), signed with a key in the wrong hands")
        }
        sheet.set("stolen", .array(report.stolen.map { .string($0.text) }))
        sheet.set("unreadable", .array(report.unreadable.map { .string($0.0.text) }))
        sheet.say("Waiting in the inbox", "\(report.waiting)")
        sheet.set("waiting", .integer(Int64(report.waiting)))
    }

    private static func showRecords(_ records: [RecordNews], _ sheet: inout Sheet) {
        for news in records {
            sheet.say("New keys of", "\(news.name.text), record \(news.version)")
            for mailbox in news.recovered {
                sheet.say("Recovered", "\(mailbox), with shares of its recovery key")
            }
        }
        let values = records.map { news in
            JSONValue.object([
                JSONMember("organisation", .string(news.name.text)),
                JSONMember("version", .integer(news.version)),
                JSONMember("recovered", .array(news.recovered.map { .string($0) })),
            ])
        }
        sheet.set("records", .array(values))
    }

    /// Cases that had come by hand, and that the broker has by now.
    private static func showJoined(_ consignments: [ConsignmentID], _ sheet: inout Sheet) {
        if !consignments.isEmpty {
            sheet.say("Came by hand, now here too", "\(consignments.count)")
        }
        sheet.set("joined", .array(consignments.map { .string($0.text) }))
    }

    private static func show(
        _ charter: CharterNews?, _ problem: (any PlainFailure)?, _ sheet: inout Sheet
    ) {
        if let charter {
            sheet.say("New charter", "version \(charter.version) of \(charter.name.text)")
        }
        sheet.set(
            "charter",
            charter.map { charter in
                .object([
                    JSONMember("network", .string(charter.name.text)),
                    JSONMember("version", .integer(charter.version)),
                    JSONMember("changes", .array(charter.changes.map { .string($0) })),
                ])
            } ?? .null)
        sheet.set(
            "charterProblem",
            problem.map { failure in
                .object([
                    JSONMember("code", .string(failure.code)),
                    JSONMember("message", .string(failure.message)),
                ])
            } ?? .null)
    }

    /// What is known of the broker's log, where witnesses were chosen.
    private static func show(_ watch: LogWatch?, _ sheet: inout Sheet) {
        guard let watch else { return }
        let seen = watch.witnessed.map { checkpoint in
            WitnessedWord.seen(
                witnesses: checkpoint.cosignatures.count,
                organisations: checkpoint.organisations.count, latest: nil)
        }
        let word = (seen ?? .notYet).sentence
        sheet.add("The broker's log", word, name: "log")
        let problems = watch.problems.map { failure in
            JSONValue.object([
                JSONMember("code", .string(failure.code)),
                JSONMember("message", .string(failure.message)),
            ])
        }
        sheet.set("logProblems", .array(problems))
        sheet.set("witnessesAgreeing", .integer(Int64(watch.agreeing)))
        sheet.set("receiptsWitnessed", .integer(Int64(watch.proven)))
    }

    private static func list(
        _ label: String, _ consignments: [ConsignmentID], _ name: String, _ sheet: inout Sheet
    ) {
        sheet.say(label, consignments.isEmpty ? "-" : "\(consignments.count)")
        sheet.set(name, .array(consignments.map { .string($0.text) }))
    }
}
