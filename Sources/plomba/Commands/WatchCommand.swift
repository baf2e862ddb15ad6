import ArgumentParser
import Custodian
import Primitives
import Screen
import TransparencyLog

struct WatchCommand: AsyncParsableCommand {
    private static let longestMinutes = 10_080

    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Look whether the broker keeps its word: its log, your cases, your mailboxes.",
        discussion: """
            Checks that the broker's log only grows, that enough witnesses have signed a new state of \
            it, that what you sent is in it and has an end by its deadline, that nobody has entered keys \
            in your organisation's name, and that nothing is left out of your mailboxes. Sends nothing and asks for nothing; let it run every hour. Exit \
            status 2 when there is an alarm, 1 when something could not be looked at.

              plomba watch
              plomba watch --fresh-within 30 --format json
            """)

    @Option(
        help: ArgumentHelp(
            "How old the newest signatures of the witnesses may be.", valueName: "minutes"))
    var freshWithin = 120

    @Option(
        help: ArgumentHelp(
            "How long the broker is asked; what was not looked at by then is told.",
            valueName: "seconds"))
    var atMost = Int(WatchLimits.duration.components.seconds)

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...Self.longestMinutes).contains(freshWithin) else {
            throw ValidationError("--fresh-within takes 1 to \(Self.longestMinutes) minutes")
        }
        guard WatchLimits.seconds.contains(atMost) else {
            throw ValidationError(
                "--at-most takes \(WatchLimits.seconds.lowerBound) to "
                    + "\(WatchLimits.seconds.upperBound) seconds")
        }
    }

    func run() async throws {
        let report = try await global.office()
            .watchBroker(freshInSeconds: Int64(freshWithin) * 60, within: .seconds(atMost))
        switch global.format {
        case .text: WatchSheet.write(report)
        case .json: Stream.output.write(WatchSheet.json(report).serializedForScreen())
        }
        guard report.exitStatus == 0 else { throw EndWithStatus(status: report.exitStatus) }
    }
}

/// What was found, as it is shown.
///
/// ```
/// ALARM: the broker's log has 6 entries, and had 9 when it was last seen here [watch.log-went-back]
///   send nothing more until it is explained; tell your partners
/// Broker                broker.example
/// Its log               6 entries
/// ```
enum WatchSheet {
    static func write(_ report: WatchReport) {
        for alarm in report.alarms {
            Stream.output.writeSentence(
                "ALARM: \(SafeText.sentence(alarm.message)) [\(alarm.code)]", indent: "")
            Stream.output.writeSentence(SafeText.sentence(alarm.hint), indent: "  ")
            if let file = alarm.evidence {
                Stream.output.writeSentence(
                    "Evidence: " + SafeText.shown(Array(file.utf8)), indent: "  ")
            }
        }
        facts(report).write(.text)
        for finding in report.unknown {
            Stream.output.writeSentence(
                "Not checked: \(SafeText.sentence(finding.message)) [\(finding.code)]", indent: "")
            Stream.output.writeSentence(SafeText.sentence(finding.hint), indent: "  ")
        }
        for remark in report.remarks {
            Stream.output.writeSentence(
                "Note: \(SafeText.sentence(remark.message)) [\(remark.code)]", indent: "")
        }
        if report.alarms.isEmpty {
            Stream.output.write(
                report.unknown.isEmpty ? "No alarm.\n" : "No alarm in what could be looked at.\n")
        }
    }

    private static func facts(_ report: WatchReport) -> Sheet {
        var sheet = Sheet()
        sheet.say("Broker", report.broker)
        if let newest = report.newest { sheet.say("Its log", "\(newest.size) entries") }
        if let seen = report.witnessed, let time = report.witnessedTime {
            let word = WitnessedWord.seen(
                witnesses: seen.cosignatures.count, organisations: seen.organisations.count,
                latest: time)
            sheet.say("Witnessed", "\(seen.size) entries \(word.sentence), at \(time.text)")
        }
        sheet.say("Witnesses that agree", "\(report.agreeing)")
        sheet.say("Own statements in the log", "\(report.included)")
        sheet.say("Entries read for new keys", "\(report.recordsRead)")
        if report.unchecked > 0 { sheet.say("Deliveries not checked yet", "\(report.unchecked)") }
        return sheet
    }

    static func json(_ report: WatchReport) -> JSONValue {
        .object([
            JSONMember("broker", .string(report.broker)),
            JSONMember("log", report.log.map { .string($0.name.text) } ?? .null),
            JSONMember("checkpoint", report.newest.map(checkpoint) ?? .null),
            JSONMember("witnessed", witnessed(report)),
            JSONMember("witnessesAgreeing", .integer(Int64(report.agreeing))),
            JSONMember("receiptsWitnessed", .integer(Int64(report.proven))),
            JSONMember("statementsIncluded", .integer(Int64(report.included))),
            JSONMember("entriesRead", .integer(Int64(clamping: report.recordsRead))),
            JSONMember("deliveriesUnchecked", .integer(Int64(report.unchecked))),
            JSONMember("clockAheadOfBroker", report.secondsAhead.map { .integer($0) } ?? .null),
            JSONMember("alarms", .array(report.alarms.map(alarm))),
            JSONMember("unknown", .array(report.unknown.map(finding))),
            JSONMember("remarks", .array(report.remarks.map(finding))),
        ])
    }

    private static func checkpoint(_ checkpoint: VerifiedCheckpoint) -> JSONValue {
        .object([
            JSONMember("size", .integer(Int64(clamping: checkpoint.size))),
            JSONMember("root", .string(checkpoint.root.hex)),
        ])
    }

    private static func witnessed(_ report: WatchReport) -> JSONValue {
        guard let seen = report.witnessed, let time = report.witnessedTime else { return .null }
        return .object([
            JSONMember("size", .integer(Int64(clamping: seen.size))),
            JSONMember("time", .string(time.text)),
            JSONMember("witnesses", .integer(Int64(seen.cosignatures.count))),
            JSONMember("organisations", .integer(Int64(seen.organisations.count))),
        ])
    }

    private static func alarm(_ alarm: Alarm) -> JSONValue {
        .object([
            JSONMember("code", .string(alarm.code)),
            JSONMember("message", .string(alarm.message)),
            JSONMember("hint", .string(alarm.hint)),
            JSONMember(
                "consignment", alarm.consignment.map { .string($0.text) } ?? .null),
            JSONMember("evidence", alarm.evidence.map { .string($0) } ?? .null),
        ])
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        .object([
            JSONMember("code", .string(finding.code)),
            JSONMember("message", .string(finding.message)),
            JSONMember("hint", .string(finding.hint)),
        ])
    }
}
