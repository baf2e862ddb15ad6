import ArgumentParser
import Custodian
import Primitives
import Report
import Screen
import Wording

/// What a page is about, in which languages, and where it goes.
struct PageOptions: ParsableArguments {
    @Argument(help: "What it is about: the opened case folder, unless it is said otherwise.")
    var folder: String

    @Option(
        help: ArgumentHelp("The evidence folder about the case.", valueName: "folder"))
    var evidence: String?

    @Option(help: ArgumentHelp("The language and script of the page.", valueName: "tag"))
    var language: WordingLocale

    @Option(
        help: ArgumentHelp(
            "A second language, below the first one on the same page.", valueName: "tag"))
    var secondLanguage: WordingLocale?

    @Option(name: [.customShort("o"), .long], help: "The file to write, ending in .html.")
    var output: String

    var order: ReportOrder {
        ReportOrder(
            folder: folder, evidence: evidence, locale: language, secondLocale: secondLanguage,
            output: output, tool: ReportTool(name: "plomba", version: Version.text))
    }

    /// Says what was written; ends with status 2 where the case does not hold.
    func show(_ written: WrittenReport, called name: String, _ format: OutputFormat) throws {
        var sheet = Sheet()
        sheet.add(name, output, name: "file")
        sheet.add("SHA-256", written.digest.hex, name: "sha256")
        let isUnsealed = written.findings.isUnsealed
        sheet.say(
            "Verified",
            isUnsealed
                ? "no: nobody has sealed it" : written.isPositive ? "yes" : "NO: see the first page"
        )
        sheet.set("verified", .bool(written.isPositive && !isUnsealed))
        sheet.write(format)
        guard written.isPositive else { throw EndWithStatus(status: written.exitStatus) }
    }
}

extension WordingLocale: ExpressibleByArgument {
    public init?(argument: String) { self.init(tag: argument) }

    public static var allValueStrings: [String] { allCases.map(\.tag) }
}
