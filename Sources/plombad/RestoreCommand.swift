import ArgumentParser
import BrokerServer
import Primitives

/// `plombad restore`: puts a backup back.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put an unpacked backup back into an empty folder.",
        discussion: """
            FOLDER is what the archive was unpacked into. The home must be empty, or hold only the
            folder 'log' of the broker that was lost: that one is never put back, but kept.

            Before it signs anything new, the broker asks its witnesses what they have seen. If they
            have seen more than the backup holds, it only reads, and says so.

            A configuration may put the data outside the home: then name that place with --data, so that no
            stranger's archive writes where you do not expect it.

            Example: age -d -i KEY 2026-11-26.tar.age | tar -x -C FOLDER
                     plombad restore FOLDER --home /var/lib/plombad
                     plombad check --home /var/lib/plombad
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The folder into which the archive was unpacked.")
    var folder: String

    @Option(help: "Where payloads and database go, if that is outside the home.")
    var data: String?

    @Flag(help: "Put all the rest back where payloads are not whole in the backup.")
    var acceptDamaged = false

    mutating func run() throws {
        let home = BrokerHome(common.home)
        let restore = try BrokerRestore(
            from: folder, to: home,
            BrokerRestore.Consent(data: data, acceptsDamaged: acceptDamaged),
            now: SystemClock.now())
        switch common.format {
        case .json: show(json: restore)
        case .text: show(restore, home)
        }
    }

    private func show(json restore: BrokerRestore) {
        Output.json([
            JSONMember("broker", .string(restore.manifest.broker)),
            JSONMember("time", .string(restore.manifest.time.text)),
            JSONMember("entries", .integer(Int64(clamping: restore.manifest.entries))),
            JSONMember("signed", .integer(Int64(clamping: restore.signed))),
            JSONMember("missing", .integer(Int64(clamping: restore.missing))),
            JSONMember("keptLog", .bool(restore.keptLog)),
            JSONMember("damaged", .integer(Int64(restore.damaged))),
            JSONMember("notIncluded", .array(restore.manifest.notIncluded.map { .string($0) })),
            JSONMember("waitsForWitnesses", .bool(restore.isWitnessed)),
            JSONMember("pin", .string(restore.card.pin)),
            JSONMember("serviceKey", .string(restore.card.serviceKey)),
        ])
    }

    private func show(_ restore: BrokerRestore, _ home: BrokerHome) {
        let manifest = restore.manifest
        Output.line("\(manifest.broker) is back as it was at \(manifest.time.text):")
        Output.line("  \(manifest.entries) entries in its log, \(manifest.payloads) large payloads")
        if restore.damaged > 0 {
            Output.line(
                "  \(restore.damaged) payloads are not whole: their senders have to send again")
        }
        for name in manifest.notIncluded {
            Output.line("  not in the backup: \(SafeText.shown(name)); put it there yourself")
        }
        Output.line("  pin          \(restore.card.pin)")
        Output.line("  service key  \(restore.card.serviceKey)")
        Output.line(
            "Compare both with what partners were told: whoever has a key can make a backup.")
        Output.line(
            "What it accepted after that moment is not here; the senders hold its receipts.")
        if restore.missing > 0 {
            Output.line(
                "\(restore.signed) entries were signed: \(restore.missing) are missing, and it only reads."
            )
            Output.line("Look for a newer backup, or for the data folder of the lost broker.")
        } else if restore.isWitnessed {
            Output.line("It signs on once enough witnesses have told that they have seen no more.")
        } else if restore.isMarked {
            Output.line(
                "Nobody witnesses its log, so it only reads: see 'plombad help log resume'.")
        }
        Output.line("Next: plombad serve --home \(SafeText.typed(home.path))")
    }
}
