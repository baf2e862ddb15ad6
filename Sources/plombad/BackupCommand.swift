import ArgumentParser
import BrokerServer
import Primitives

/// `plombad backup`: the whole broker in one encrypted file.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write the whole broker into one encrypted archive, while it runs or not.",
        discussion: """
            The archive holds every key of the broker, its log and all that is stored, as at one
            moment. It is encrypted with the program 'age' to whoever is to restore it: make a key
            with age-keygen on another computer, and bring only the public line here.

            Example: plombad backup /backup/2026-11-26.tar.age --recipient age1... \\
                         --home /var/lib/plombad
            Look inside: age -d -i KEY 2026-11-26.tar.age | tar -x -C FOLDER
                         (cd FOLDER && sha256sum -c --quiet SHA256SUMS)

            It ends with 1, after making the backup, where payloads are not whole on the broker's own
            disk: look at the disk, and keep older backups, which may have them.

            Delete backups after 35 days: what was erased since is still in them.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The file to make.")
    var file: String

    @Option(help: "Who can open it, as age-keygen prints it; several are possible.")
    var recipient: [String] = []

    @Flag(help: "Write the keys and all else in clear: only onto an encrypted disk.")
    var unencrypted = false

    @Flag(help: "Make the backup although keys outside the home are not in it.")
    var withoutKeys = false

    func validate() throws {
        guard recipient.isEmpty == unencrypted else {
            throw ValidationError("name at least one --recipient, or choose --unencrypted")
        }
    }

    mutating func run() throws {
        let backup = try BrokerBackup(
            of: BrokerHome(common.home), to: file,
            sealing: unencrypted ? .unencrypted : .age(recipient), withoutKeys: withoutKeys,
            now: SystemClock.now())
        let manifest = backup.manifest
        switch common.format {
        case .json:
            Output.json([
                JSONMember("file", .string(file)),
                JSONMember("broker", .string(manifest.broker)),
                JSONMember("time", .string(manifest.time.text)),
                JSONMember("entries", .integer(Int64(clamping: manifest.entries))),
                JSONMember("root", .string(manifest.root.hex)),
                JSONMember("payloads", .integer(Int64(manifest.payloads))),
                JSONMember("notIncluded", .array(manifest.notIncluded.map { .string($0) })),
                JSONMember("damaged", .array(manifest.damaged.map { .string($0) })),
            ])
        case .text:
            Output.line("\(SafeText.shown(file)) holds the broker \(manifest.broker):")
            Output.line(
                "  \(manifest.entries) entries in its log, \(manifest.payloads) large payloads")
            for name in manifest.notIncluded {
                Output.line("  not in it: \(SafeText.shown(name)), which is outside the home")
            }
            for name in manifest.damaged {
                Output.line("  not whole on this disk: payload \(SafeText.shown(name))")
            }
        }
        guard manifest.damaged.isEmpty else { throw ExitCode(1) }
    }
}
