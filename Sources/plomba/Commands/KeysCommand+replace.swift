import ArgumentParser
import Custodian
import Primitives
import Screen

extension KeysCommand {
    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replace",
            abstract: "Other keys for somebody whose computer or passphrase is lost.",
            discussion: """
                For what is lost and in nobody's hands; else 'plomba keys revoke --compromised'. \
                What the lost keys signed stays signed. What was sealed to them is read by the \
                mailbox's other members, or with the recovery key, and not with the new keys.

                On the new computer, in an empty folder; then as for a new colleague ('plomba help \
                member'). The roots enrol you again: lost keys cannot sign their successors.

                  plomba keys replace --lost group484.plomba-org \\
                      --fingerprint '00123 45678 ...' --name legal-officer -o again.plomba-request

                When only a computer is lost, and its owner has another one:

                  plomba keys replace --lost --device legal-desktop
                """)

        @Argument(help: "The organisation's file, as a colleague exported it.")
        var file: String?

        @Flag(help: "Lost, and in nobody's hands.")
        var lost = false

        @Option(help: "The 60 digits that a colleague read to you.")
        var fingerprint: String?

        @Option(help: "Your label in the record, as it was.")
        var name: String?

        @Option(help: "With a file: the new computer's label. Without: the lost one's.")
        var device: String?

        @Option(name: [.customShort("o"), .long], help: "The file to write.")
        var output: String?

        @OptionGroup var valid: RenewingOptions
        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard lost else {
                throw ValidationError(
                    "Say --lost when it is in nobody's hands; else 'plomba keys revoke'.")
            }
            let isRequest = [file, fingerprint, name, output].allSatisfy { $0 != nil }
            let isDevice = [file, fingerprint, name, output].allSatisfy { $0 == nil }
            guard isRequest || (isDevice && device != nil) else {
                throw ValidationError(
                    "Give FILE, --fingerprint, --name and -o, or --device alone.")
            }
        }

        func run() async throws {
            guard let file, let fingerprint, let name, let output else {
                let office = try global.office()
                let outcome = try await office.change(
                    .lostDevice(device ?? ""), validDays: valid.validDays)
                return await RecordOutcomeSheet.tell(outcome, office, global.format)
            }
            let application = try MemberApplication.replacement(label: name, device: device)
            try MemberSheet.request(
                application, file, fingerprint, output: output, global
            ).write(global.format)
            Notices.say(
                """
                What was sealed to the lost keys is read by your mailboxes' other members or with \
                the recovery key, not with these.
                Next: give the office \(SafeText.shown(output)), and wait for its challenge
                """)
        }
    }
}

extension KeysCommand {
    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "take",
            abstract: "Take your newer keys from another computer of yours.",
            discussion: """
                After 'plomba keys rotate' on one of your computers: copy its folder 'keys' to a \
                stick, take over the record here, and then the keys. Both computers must have the \
                same passphrase. Erase the stick afterwards.

                  plomba organisation adopt
                  plomba keys take /media/stick/keys
                """)

        @Argument(help: "The folder 'keys' of the other computer, or a copy of it.")
        var folder: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let label = try global.office().takeKeys(from: folder)
            var sheet = Sheet()
            sheet.add("Keys of", label, name: "label")
            sheet.write(global.format)
            Notices.say("Make a new backup now, and erase the copy of the keys.")
        }
    }
}

extension HoldingsSheet {
    /// After the revocation counts; what cannot be found out holds up nothing.
    static func tell(_ key: RevokedKey, _ office: Office, in sheet: inout Sheet) async {
        do {
            add(try await office.holdings(of: key), to: &sheet)
        } catch let failure as any PlainFailure {
            Notices.warn("what it had could not be listed: \(failure.message)")
        } catch {
            Notices.warn("what it had could not be listed")
        }
    }
}
