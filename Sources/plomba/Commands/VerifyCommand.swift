import ArgumentParser
import Custodian
import Primitives
import Screen
import Verification

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a sealed file, a dossier, a case, evidence or bag folder, or a log.",
        discussion: """
            Prints each check and the verdict. Changes nothing, asks for nothing, contacts nobody. \
            Who signed is judged by the partners that you have confirmed. Exit status 2 when \
            something does not hold.

              plomba verify case.plomba
              plomba verify case
              plomba verify evidence
              plomba verify dossier.tar
              plomba verify case --evidence evidence

            With --evidence the content and its receipt are judged together: what was sealed, by whom, that \
            exactly this was deposited and recorded, that the witnesses which you have chosen have seen it, \
            and that an authority which you have chosen has stamped the time. All of it must hold.
            """)

    @Argument(help: "The sealed file, the dossier or the folder.")
    var path: String

    @Option(
        help: ArgumentHelp(
            "The evidence folder about the opened case in PATH.", valueName: "folder"))
    var evidence: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
        if let evidence { return try finish(verification().verify(path, with: evidence)) }
        if let histories = try HistoriesReport.readIfSuch(path) {
            HistoriesSheet.write(histories.found, global.format)
            return
        }
        try finish(verification().verify(path))
    }

    private func verification() throws -> OfflineVerification {
        try OfflineVerification(
            home: global.homeIfThere(), clock: .system, notices: Notices.board())
    }

    private func finish(_ report: VerificationReport) throws {
        VerificationSheet.write(report, global.format, program: "plomba")
        guard report.isPositive else { throw EndWithStatus(status: report.exitStatus) }
    }
}
