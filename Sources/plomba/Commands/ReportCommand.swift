import ArgumentParser
import Custodian
import Screen

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

    @OptionGroup var page: PageOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let written = try CaseReport.write(
            page.order, home: global.homeIfThere(), clock: .system, notices: Notices.board())
        try page.show(written, called: "Report", global.format)
    }
}
