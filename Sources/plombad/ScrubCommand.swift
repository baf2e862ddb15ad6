import ArgumentParser
import BrokerServer
import Glibc
import Primitives

/// `plombad scrub`: whether every byte at rest is still what was accepted.
struct ScrubCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scrub",
        abstract: "Read all that lies on the disk and compare it with what was signed.",
        discussion: """
            The database, the log derived anew, every statement and signature, every preview and
            payload. Only reads, while the broker runs or not; what was found is kept for
            'plombad check' and monitors. One line for each finding; exit code 2 when something is
            damaged: look at the disk, and restore it from a backup that has it whole.

            Not seen: uploads that are still coming, and in what state a delivery is: nobody has
            signed those.

            Example: plombad scrub --home /var/lib/plombad
            """)

    @OptionGroup var common: CommonOptions

    mutating func run() throws {
        var shown: Int64 = 0
        let isSeen = common.format == .text && isatty(STDERR_FILENO) == 1
        let scrub = try BrokerScrub(of: BrokerHome(common.home), now: SystemClock.now()) {
            done, total in
            let percent = total > 0 ? done.multipliedFullWidth(by: 100).low / UInt64(total) : 100
            guard isSeen, Int64(percent) >= shown + 5 else { return }
            shown = Int64(percent)
            Output.error("\(percent) % of \(total >> 20) MiB of payloads read")
        }
        switch common.format {
        case .text: tell(scrub)
        case .json: Output.json(json(scrub))
        }
        guard scrub.findings.isEmpty else { throw ExitCode(2) }
    }

    private func tell(_ scrub: BrokerScrub) {
        for finding in scrub.findings {
            Output.line("\(finding.level.rawValue)  \(finding.code)  \(finding.message)")
        }
        let record = scrub.record
        Output.line(
            "read: \(record.entries) entries of the log, \(record.deposits) deposits, "
                + "\(record.files) large payloads (\(record.bytes >> 20) MiB)")
        Output.line(
            scrub.findings.isEmpty
                ? "all of it is as it was accepted" : "\(scrub.findings.count) are damaged")
    }

    private func json(_ scrub: BrokerScrub) -> [JSONMember] {
        let record = scrub.record
        return [
            JSONMember("time", .string(record.time.text)),
            JSONMember("entries", .integer(Int64(clamping: record.entries))),
            JSONMember("deposits", .integer(Int64(record.deposits))),
            JSONMember("files", .integer(Int64(record.files))),
            JSONMember("bytes", .integer(record.bytes)),
            JSONMember("findings", .array(scrub.findings.map(\.json))),
        ]
    }
}
