import ArgumentParser
import Custodian
import Primitives
import Screen

struct PassphraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Change the passphrase of your keys.",
        subcommands: [Change.self])

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "change",
            abstract: "Lock every key on this computer with another passphrase.",
            discussion: """
                Asks for the old passphrase and twice for the new one. Either all keys have the \
                new passphrase afterwards or all have the old one, also when the power fails. \
                Copies and backups made before still open with the old passphrase.

                  plomba passphrase change
                """)

        @Option(
            help: ArgumentHelp(
                "Take the new passphrase from the first line of a file instead of asking.",
                valueName: "file"))
        var newPassphraseFile: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let new = newPassphraseFile.map(PassphraseSource.file) ?? .terminal
            let changed = try office.changePassphrase(from: new)
            var sheet = Sheet()
            sheet.add("Passphrase", "changed", name: "passphrase")
            sheet.say("Key files", changed.keys.joined(separator: ", "))
            sheet.set("keys", .array(changed.keys.map { .string($0) }))
            sheet.set("elsewhere", .array(changed.elsewhere.map { .string($0) }))
            sheet.write(global.format)
            for name in changed.elsewhere {
                Notices.warn("'\(name)' is not here: wherever it is, it keeps the old passphrase")
            }
            Notices.say("Make a new backup now; older ones still open with the old passphrase.")
        }
    }
}
