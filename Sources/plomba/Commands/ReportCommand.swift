import ArgumentParser
import Custodian
import Primitives
import Report
import Screen
import Wording

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the chain-of-custody report of an opened case, for a court.",
        discussion: """
            Checks the case again, offline, and writes what was found: on page one who, what, when, where, \
            how, one verdict and what the report does not show; then every exhibit with its full hash \
            value, the sequence of events with gaps, who kept the material, remarks, and what the trust \
            rests on. A case that fails gets its report too, with the failure on page one. Nothing is \
            changed in the case, nobody is contacted.

            The report is one HTML file without scripts that any browser shows and prints on A4; it \
            cannot be written as PDF yet. The same case, partners and language give the same bytes.

              plomba report case --language bs -o report.html
              plomba report case --evidence evidence --language mk --second-language en -o report.html

            Languages: bs, hr, sr-Latn, sr-Cyrl, cnr, mk, sq, en. The wording has not been reviewed by sworn \
            translators yet. Exit status 2 when something does not hold; the report is written all the same.
            """)

    @Argument(help: "The opened case folder.")
    var folder: String

    @Option(
        help: ArgumentHelp("The evidence folder about the case.", valueName: "folder"))
    var evidence: String?

    @Option(help: ArgumentHelp("The language and script of the report.", valueName: "tag"))
    var language: WordingLocale

    @Option(
        help: ArgumentHelp(
            "A second language, below the first one on the same page.", valueName: "tag"))
    var secondLanguage: WordingLocale?

    @Option(name: [.customShort("o"), .long], help: "The file to write, ending in .html.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let written = try CaseReport.write(
            ReportOrder(
                folder: folder, evidence: evidence, locale: language,
                secondLocale: secondLanguage, output: output,
                tool: ReportTool(name: "plomba", version: Version.text)),
            home: global.homeIfThere(), clock: .system, notices: Notices.board())
        var sheet = Sheet()
        sheet.add("Report", output, name: "file")
        sheet.add("SHA-256", written.digest.hex, name: "sha256")
        sheet.say("Verified", written.isPositive ? "yes" : "NO: see page one of the report")
        sheet.set("verified", .bool(written.isPositive))
        sheet.write(global.format)
        guard written.isPositive else { throw EndWithStatus(status: written.exitStatus) }
    }
}

extension WordingLocale: ExpressibleByArgument {
    public init?(argument: String) { self.init(tag: argument) }

    public static var allValueStrings: [String] { allCases.map(\.tag) }
}
