import ArgumentParser
import BrokerServer
import Primitives

/// `plombad export-all`: everything that the broker knows, for a court.
struct ExportAllCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-all",
        abstract: "Write everything that the broker knows into a folder, while it runs or not.",
        discussion: """
            For an order of a court. The folder holds each row of the databases, each signed
            statement, the log and the configuration, as at one moment, with a README in plain words.
            There is no content in it: that is sealed, and nobody here can open it. The private keys of
            the broker are not in it. Read README.txt before you hand it over, and ask a lawyer
            whether the order asks for all of it.

            Example: plombad export-all -o /media/court/export --home /var/lib/plombad
            Check it: cd /media/court/export && sha256sum -c --quiet manifest-sha256.txt
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        name: [.customShort("o"), .long],
        help: "The folder to make; there must be none of that name.")
    var output: String

    @Flag(help: "Put the sealed bytes in as well, which only the recipients can open.")
    var withSealed = false

    mutating func run() throws {
        let export = try BrokerExport(
            of: BrokerHome(common.home), to: output, withSealed: withSealed,
            now: SystemClock.now())
        switch common.format {
        case .json:
            Output.json([
                JSONMember("folder", .string(output)),
                JSONMember("broker", .string(export.broker)),
                JSONMember("entries", .integer(Int64(clamping: export.entries))),
                JSONMember("deliveries", .integer(Int64(export.deliveries))),
                JSONMember("files", .integer(Int64(export.files))),
                JSONMember("leftOut", .array(export.leftOut.map { .string($0) })),
            ])
        case .text:
            Output.line("\(SafeText.shown(output)) holds what the broker \(export.broker) knows:")
            Output.line(
                "  \(export.deliveries) deliveries, \(export.entries) entries in its log, \(export.files) files"
            )
            for what in export.leftOut { Output.line("  not in it: \(SafeText.shown(what))") }
            Output.line("  read README.txt in it before you hand it over")
        }
    }
}
