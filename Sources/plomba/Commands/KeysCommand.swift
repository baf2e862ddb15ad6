import ArgumentParser
import Custodian
import Primitives
import Screen

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Other keys: on schedule, or because some were lost or stolen.",
        subcommands: [Rotate.self, Take.self, Replace.self, Revoke.self])
}

extension KeysCommand {
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Make new keys for the person at this computer, as planned.",
            discussion: """
                For keys that nobody has stolen; else first 'plomba keys revoke'. What was sealed to \
                the old key still opens here, what was signed with it stays signed, and for 30 days \
                more its signatures count: roots may need time to sign, and your other computer \
                takes the new keys when it can. The record is renewed.

                This computer's own key, which signs requests to the broker, stays, unless you \
                say --device: do so after that key was revoked, or when this is another computer \
                with a copy of the folder. Run 'plomba sync' before: what was signed with the old \
                one and not sent is refused afterwards.

                  plomba keys rotate
                  plomba keys rotate --device
                """)

        @Flag(help: "Make another key for this computer as well.")
        var device = false

        @Option(help: "For how many days from now the record and the new keys are valid.")
        var validDays: Int = 365

        @OptionGroup var global: GlobalOptions

        func validate() throws { try ValidDays.check(validDays) }

        func run() async throws {
            let office = try global.office()
            let outcome = try await office.rotateKeys(validDays: validDays, withDevice: device)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
            if case .adopted = outcome {
                Notices.say("Make a new backup now: older ones do not have the new keys.")
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Say that a key is in the wrong hands since a time.",
            discussion: """
                What that key signed, and was not recorded before that time, is not accepted any \
                more; partners seal nothing more to it. The broker refuses a computer at once when you \
                name it, with --device. Keys that the person had then and that were replaced since \
                are revoked too; those made later go on. On a machine without your keys: 'plomba help emergency'. \
                What was already opened or fetched on it stays readable there: the cases that it \
                had, or may have had, are listed, so that those whom they concern can be told. A \
                draft that waits for signatures is dropped for it, and said so. When the record has \
                expired, --valid-days renews it with the same signatures.

                  plomba keys revoke --device device-1 --compromised --since 2026-11-20T16:00:00Z
                """)

        @Option(help: "The label of a computer's key.")
        var device: String?

        @Option(help: "The label of a person's keys.")
        var member: String?

        @Flag(help: "It is, or may be, in the wrong hands.")
        var compromised = false

        @Option(help: ArgumentHelp("Since when it is not trusted.", valueName: "time"))
        var since: String

        @OptionGroup var valid: RenewingOptions
        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard (device == nil) != (member == nil) else {
                throw ValidationError("Give --device or --member, not both.")
            }
            guard compromised else {
                throw ValidationError(
                    "A revocation is for keys in the wrong hands: say so with --compromised.")
            }
        }

        func run() async throws {
            let office = try global.office()
            let key = device.map(RevokedKey.device) ?? .member(member ?? "")
            let outcome = try await office.change(
                .revocation(key, since: ArgumentValue.time(since)), validDays: valid.validDays)
            await RecordOutcomeSheet.tell(outcome, office, global.format) { sheet in
                await HoldingsSheet.tell(key, office, in: &sheet)
                try? tellUnread(office.mailboxesWithoutReader(), in: &sheet)
            }
        }

        /// Mail that nobody opens is lost until somebody has new keys.
        private func tellUnread(_ mailboxes: [String], in sheet: inout Sheet) {
            sheet.set("unread", .array(mailboxes.map { .string($0) }))
            for mailbox in mailboxes { sheet.say("Nobody opens any more", mailbox) }
            guard !mailboxes.isEmpty else { return }
            sheet.say("Next, on a computer that was not in those hands:")
            sheet.say("  plomba keys rotate --device, or plomba mailbox hand-over")
        }
    }
}
