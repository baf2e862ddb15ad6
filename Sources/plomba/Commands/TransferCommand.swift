import ArgumentParser
import Custodian
import Primitives
import Screen

struct TransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Pass on a case that you accepted, with the proof of who sealed it first.",
        discussion: """
            The receiver gets every file bit for bit, the first sender's seal, your acceptance, and \
            your signed statement of why you pass it on and by what right. Nobody has to take your \
            word for what you received. Write no personal data into purpose and basis: whoever \
            gets the case later reads them too.

              plomba transfer case --to intake@partner.example --purpose 'legal aid in Vienna' \\
                  --basis 'consent of 2026-11-24'
              plomba transfer 8d5519fed2e1 --to intake@partner.example --purpose 'legal aid' \\
                  --basis 'consent of 2026-11-24' -o case.plomba
            """)

    @Argument(help: "The folder of the case, or its identifier.")
    var original: String

    @Option(help: ArgumentHelp("Why, in one line.", valueName: "text"))
    var purpose: String

    @Option(help: ArgumentHelp("On what legal basis, in one line.", valueName: "text"))
    var basis: String

    @OptionGroup var options: PassOnOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let done = try await global.office().transfer(
            TransferOrder(
                original: original, purpose: purpose, basis: basis, target: options.target()))
        var sheet = PassedOnSheet.make(done)
        sheet.add("Purpose", purpose, name: "purpose")
        sheet.add("Basis", basis, name: "basis")
        sheet.write(global.format)
    }
}
