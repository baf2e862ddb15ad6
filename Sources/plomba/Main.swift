import ArgumentParser
import Custodian
import Glibc
import Primitives
import Screen

/// Reads the command line, runs one command, ends with its exit status.
@main
struct Plomba: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plomba",
        abstract: "Seal evidence for a partner organisation, send it, and check what arrives.",
        discussion: """
            Evidence is encrypted on this computer for the people of one or more mailboxes, and \
            signed by you. The broker in between stores it and can read none of it.

            The first steps:
              plomba organisation create group484.rs --member intake-officer --mailbox intake
              plomba partner add vasaprava.plomba-org --fingerprint '12345 67890 ...'
              plomba broker use https://broker.example:8443 --pin sha256:...

            Then:
              plomba case new
              plomba send photos/ --case case.json --to intake@vasaprava.ba
              plomba inbox

            Exit status: 0 done, 1 could not be done, 2 evidence failed verification, 64 usage.
            """,
        version: "plomba \(Version.text)",
        subcommands: [
            OrganisationCommand.self, MemberCommand.self, MailboxCommand.self, KeysCommand.self,
            RecoveryCommand.self, EmergencyCommand.self, PartnerCommand.self, CharterCommand.self,
            BrokerCommand.self,
            CaseCommand.self, ConsentCommand.self,
            PackCommand.self, SealCommand.self, OpenCommand.self, VerifyCommand.self,
            LintCommand.self,
            SendCommand.self, ResealCommand.self, InboxCommand.self, PreviewCommand.self,
            ReceiveCommand.self, ExportCommand.self, ImportCommand.self,
            AcceptCommand.self, DeclineCommand.self, WithdrawCommand.self,
            SkipCommand.self, DisposeCommand.self,
            DiscloseCommand.self, TransferCommand.self, StatusCommand.self, SyncCommand.self,
            EvidenceCommand.self, CustodyCommand.self, ReportCommand.self, DocumentCommand.self,
            ExportCaseCommand.self, DossierCommand.self, StatisticsCommand.self,
            WatchCommand.self,
            UnlockCommand.self, LockCommand.self, WitnessCommand.self, KeyLockerCommand.self,
            KeyAgentCommand.self,
            PassphraseCommand.self, DoctorCommand.self, FingerprintCommand.self,
        ])

    static func main() async {
        ProcessHardening.apply()
        // A closed pipe is an error of the write that meets it, not the end of the process.
        _ = signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            FailureText.end(error, of: Self.self)
        }
    }
}
