import ArgumentParser
import Glibc
import Primitives
import Screen
import Verification

/// Verification alone, for a computer without a network: nothing here can speak to one, which
/// `Package.swift` shows.
@main
struct PlombaVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plomba-verify",
        abstract: "Check a sealed file, a dossier, a case, evidence or bag folder, or a log.",
        discussion: """
            Prints each check and the verdict, as 'plomba verify' does. Needs nothing installed, no network \
            and no key; changes nothing, asks for nothing.

              plomba-verify case
              plomba-verify case --evidence evidence

            Who signed is judged by what you say that you know: each organisation's file with the fingerprint \
            that you have from the organisation itself, on paper or by voice. Without it the best verdict is \
            'consistent, signer unknown'.

              plomba-verify case --organisation sender.plomba-org=9c56cc51...0635ab

            Exit status: 0 verified, 1 could not be looked at, 2 something does not hold, 64 usage.
            """,
        version: "plomba-verify \(Version.text)")

    @Argument(help: "The sealed file, the dossier or the folder.")
    var path: String

    @Option(
        help: ArgumentHelp(
            "The evidence folder about the opened case in PATH.", valueName: "folder"))
    var evidence: String?

    @Option(help: "How to answer: text for people, json for programs.")
    var format: OutputFormat = .text

    @OptionGroup var trust: TrustOptions

    static func main() {
        // A closed pipe is an error of the write that meets it, not the end of the process.
        _ = signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            FailureText.end(error, of: Self.self)
        }
    }

    func run() throws {
        if evidence == nil, let histories = try HistoriesReport.readIfSuch(path) {
            HistoriesSheet.write(histories.found, format)
            return
        }
        guard let now = Timestamp(secondsSinceEpoch: Int64(time(nil))) else {
            throw NoClock()
        }
        let line = ProgressLine()
        let verification = OfflineVerification(known: try trust.known(at: now)) { done, total in
            line.show("verifying", done: done, total: total)
        }
        let report =
            try evidence.map { try verification.verify(path, with: $0) }
            ?? verification.verify(path)
        VerificationSheet.write(report, format, program: "plomba-verify")
        guard report.isPositive else { throw EndWithStatus(status: report.exitStatus) }
    }
}

private struct NoClock: PlainFailure {
    let code = "clock.unusable"
    let message = "the clock of this computer shows a year that nothing was signed in"
    let hint: String? = "set the clock, then run the same command again"
}
