import ArgumentParser
import Custodian
import Primitives
import Report
import Screen
import Wording

struct StatisticsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Write figures for whoever pays: how many, how fast, with what outcome.",
        discussion: """
            Counts what was sent and received by month, countries, service, urgency and outcome, with median \
            hours until the recipient's first sign and until the decision. Numbers from 1 to 4 are not \
            printed, nor those from which one could be worked out: a * stands there.

            It counts what this computer has, and asks nobody: run 'plomba sync' first, and make the figures \
            before copies are disposed of. After that both sides of a pair have the same figures, what one \
            sent and the other received:

              plomba statistics --from 2026-01 --to 2026-12 -o year.csv
              plomba statistics --from 2026-01 --to 2026-12 --language bs -o year.html
              plomba statistics --from 2026-01 --to 2026-06 --partner group484.rs -o half.csv

            A name that ends in .csv gives a table for spreadsheets, one in .html a page for printing. Give one \
            receiver figures of periods and partners that do not overlap: two papers together can show what \
            one withholds. 36 months at most. The same records give the same bytes.
            """)

    @Option(help: ArgumentHelp("The first month.", valueName: "YYYY-MM"))
    var from: CalendarMonth

    @Option(help: ArgumentHelp("The last month.", valueName: "YYYY-MM"))
    var to: CalendarMonth

    @Option(help: ArgumentHelp("Only deliveries to and from this partner.", valueName: "name"))
    var partner: String?

    @Option(
        help: ArgumentHelp("The language and script of the page (.html).", valueName: "tag"))
    var language: WordingLocale?

    @Option(
        help: ArgumentHelp(
            "A second language, below the first one on the same page.", valueName: "tag"))
    var secondLanguage: WordingLocale?

    @Option(
        name: [.customShort("o"), .long], help: "The file to write, ending in .csv or .html.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard StatisticsPeriod(from: from, to: to) != nil else {
            throw ValidationError(
                "--from and --to are 1 to \(StatisticsPeriod.maximumMonths) months, in this order")
        }
        let isTable = output.hasSuffix(".csv")
        guard !isTable || (language == nil && secondLanguage == nil) else {
            throw ValidationError(
                "a table is in no language: leave out --language, or name a .html")
        }
        guard isTable || language != nil else {
            throw ValidationError("a page needs --language, like --language bs")
        }
    }

    func run() throws {
        guard let period = StatisticsPeriod(from: from, to: to) else { return }
        let written = try global.office().writeStatistics(
            StatisticsOrder(period, partner: partner), to: output,
            languages: [language, secondLanguage].compactMap { $0 })
        var sheet = Sheet()
        sheet.add("Statistics", output, name: "file")
        sheet.add("SHA-256", written.digest.hex, name: "sha256")
        sheet.say("From what is here; for the newest: plomba sync, then once more.")
        sheet.write(global.format)
    }
}

extension CalendarMonth: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
