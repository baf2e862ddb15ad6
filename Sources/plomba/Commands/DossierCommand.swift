import ArgumentParser
import Custodian
import Primitives
import Report
import Screen
import Wording

struct DossierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier",
        abstract:
            "Put a case and all that it takes to check it into one file, for a court or an expert.",
        discussion: """
            Checks the case again, offline, and writes one tar archive: the opened case, the evidence about \
            it, the public keys of those who signed, reports, and a verifier that needs nothing but Python. \
            README-VERIFY in it says step by step how to check all of it with sha256sum, ssh-keygen, openssl \
            and python3. Nothing is changed in the case, nobody is contacted. The same material, partners \
            and languages give the same bytes.

              plomba dossier case --evidence evidence --report bs en -o dossier.tar
              plomba verify dossier.tar

            THE FILE IS NOT ENCRYPTED: it holds the case in clear. Who must not see it must not get it.

            A case that does not hold is refused (exit status 2, nothing written), and so is one whose \
            sender nobody here knows. Exit status 2 also when not everything could be checked; the dossier \
            is written then.
            """)

    @Argument(help: "The opened case folder.")
    var folder: String

    @Option(
        help: ArgumentHelp("The evidence folder about the case.", valueName: "folder"))
    var evidence: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Languages of the reports that go into it.", valueName: "tag"))
    var report: [WordingLocale] = []

    @Option(name: [.customShort("o"), .long], help: "The file to write, ending in .tar.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let written = try Dossier.write(
            DossierOrder(
                folder: folder, evidence: evidence, languages: report, output: output,
                tool: ReportTool(name: "plomba", version: Version.text)),
            home: global.homeIfThere(), clock: .system, notices: Notices.board())
        var sheet = Sheet()
        sheet.add("Dossier", output, name: "file")
        sheet.add("SHA-256", written.digest.hex, name: "sha256")
        sheet.say("Files", "\(written.files)")
        sheet.set("files", .integer(Int64(written.files)))
        sheet.say("Encrypted", "no: it holds the case in clear")
        for name in written.leftOut { sheet.say("Left out", name + ": no part of a case") }
        sheet.set("leftOut", .array(written.leftOut.map { .string($0) }))
        sheet.say("Verified", written.isPositive ? "yes" : "NO: not everything could be checked")
        sheet.set("verified", .bool(written.isPositive))
        sheet.write(global.format)
        guard written.isPositive else { throw EndWithStatus(status: written.exitStatus) }
    }
}
