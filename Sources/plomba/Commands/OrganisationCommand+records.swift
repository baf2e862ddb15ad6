import ArgumentParser
import Custodian
import Primitives
import Screen

/// The commands that make the next record of one's own organisation.
extension OrganisationCommand {
    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew",
            abstract: "Make the record, and the keys it lists, valid for longer.",
            discussion: """
                Nothing else changes: the same keys, the same fingerprint. Partners learn it from \
                the broker, or from a file that you export.

                  plomba organisation renew
                """)

        @Option(help: "For how many days from now the record is valid.")
        var validDays: Int = 365

        @Option(
            help: ArgumentHelp(
                "The day that a calendar shows, when this computer has heard of nobody for long.",
                valueName: "yyyy-mm-dd"))
        var today: String?

        @OptionGroup var global: GlobalOptions

        func validate() throws { try ValidDays.check(validDays) }

        func run() async throws {
            let office = try global.office()
            let outcome = try await office.renew(
                validDays: validDays, today: today.map { try ArgumentValue.time($0 + "T00:00:00Z") }
            )
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }

    struct Roots: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "roots",
            abstract: "Change whose keys may change the record, and how many must agree.",
            discussion: """
                Roots are ordinary SSH keys (Ed25519, or a FIDO security key) in different hands. \
                With two of three, one stolen or lost key changes nothing. A new threshold \
                must be met by the new roots as well as by the present ones.

                  ssh-keygen -t ed25519 -f director        (on the director's own computer)
                  plomba organisation roots --add director=director.pub \\
                      --add board=board.pub --threshold 2
                """)

        @Option(
            help: ArgumentHelp(
                "A new root: a role, '=', and the file with its public key. Repeatable.",
                valueName: "label=file"))
        var add: [String] = []

        @Option(
            help: ArgumentHelp("The label of a root that goes. Repeatable.", valueName: "label"))
        var remove: [String] = []

        @Option(help: "How many roots must sign from then on.")
        var threshold: Int?

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard !add.isEmpty || !remove.isEmpty || threshold != nil else {
                throw ValidationError("Give --add, --remove or --threshold.")
            }
            guard add.allSatisfy({ $0.contains("=") }) else {
                throw ValidationError("--add takes a label, '=' and a file.")
            }
        }

        func run() async throws {
            let added = try add.map { text in
                let parts = text.split(separator: "=", maxSplits: 1)
                let file = parts.count == 2 ? String(parts[1]) : ""
                return (label: String(parts[0]), key: try PublicKeyFile.read(file))
            }
            let office = try global.office()
            let change = try RootsChange(added: added, removed: remove, threshold: threshold)
            let outcome = try await office.change(.roots(change), validDays: nil)
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "draft",
            abstract: "Show the record that waits for signatures, and how to sign it.",
            discussion: "  plomba organisation draft")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            guard let draft = try global.office().recordDraft() else {
                throw RecordChangeError.noDraft
            }
            RecordOutcomeSheet.make(draft).write(global.format)
        }
    }

    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract: "Take over a colleague's newer file, or signatures of other roots.",
            discussion: """
                The organisation's file, as a colleague exported it after a change, must continue \
                the record that is known here.

                  plomba organisation adopt group484-2.plomba-org

                Without a file the broker is asked, and what is different is said: do so when \
                you know who changed it.

                  plomba organisation adopt

                For a draft that waits here, each root signs the file that 'plomba organisation draft' names, on its own \
                computer, with ssh-keygen, and hands back the .sig file. With enough of them the \
                record counts.

                  plomba organisation adopt record.json.sig

                When this computer and another one have both made the next record, or one was made \
                with a wrong date, --instead takes what the broker has, or the file, and drops what was \
                made here and is known to nobody else. Keys that it replaced are put back.

                  plomba organisation adopt --instead
                """)

        @Argument(
            help: ArgumentHelp(
                "What ssh-keygen wrote, or the file of your organisation.", valueName: "file"))
        var files: [String] = []

        @Flag(help: "Drop what was made here and is known to nobody else.")
        var instead = false

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard !instead || files.count <= 1 else {
                throw ValidationError("--instead takes one file, or none.")
            }
        }

        func run() async throws {
            let office = try global.office()
            let outcome =
                if instead {
                    try await office.adoptInstead(of: files.first)
                } else if files.isEmpty {
                    try await office.adoptFromBroker()
                } else if files.count == 1, try office.isHistory(files[0]) {
                    try office.adopt(history: files[0])
                } else {
                    try await office.adopt(signatures: files)
                }
            await RecordOutcomeSheet.tell(outcome, office, global.format)
        }
    }

    struct Discard: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "discard",
            abstract: "Drop the record that waits for signatures; the present one goes on.",
            discussion: "  plomba organisation discard")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.office().discardDraft()
            var sheet = Sheet()
            sheet.add("Draft", "dropped", name: "draft")
            sheet.write(global.format)
        }
    }
}

/// For changes that leave the record's end as it is, unless it has come.
struct RenewingOptions: ParsableArguments {
    @Option(help: "Renew the record with it: for how many days from now it is valid.")
    var validDays: Int?

    func validate() throws {
        if let validDays { try ValidDays.check(validDays) }
    }
}

/// What `--valid-days` takes.
enum ValidDays {
    static func check(_ days: Int) throws {
        guard (1...3650).contains(days) else {
            throw ValidationError("--valid-days takes 1 to 3650.")
        }
    }
}
