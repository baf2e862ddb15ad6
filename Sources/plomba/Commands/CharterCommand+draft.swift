import ArgumentParser
import Custodian
import Primitives
import Screen

/// The commands that make a network's first charter, and the next one.
extension CharterCommand {
    struct Propose: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose",
            abstract: "Draft a charter for its roots to sign.",
            discussion: """
                network.json says which organisations, brokers, witnesses and authorities there are: \
                'plomba charter content' prints it. The roots are SSH keys in different hands; each \
                key is made with 'plomba charter root' or ssh-keygen. A later charter needs the \
                signatures of the present roots and of the next ones.

                  plomba charter propose network.json --name network.example \\
                      --add first=first.pub --add second=second.pub --threshold 2
                  plomba charter propose network.json
                """)

        @Argument(help: "The file with what the charter says.")
        var file: String

        @Option(help: "The name of the network, for its first charter.")
        var name: String?

        @OptionGroup var roots: CharterRoots

        @Option(help: "For how many days from now the charter is valid.")
        var validDays: Int = 365

        @OptionGroup var global: GlobalOptions

        func validate() throws { try ValidDays.check(validDays) }

        func run() throws {
            let name = try name.map { text in
                guard let name = OrganisationName(text) else {
                    throw ValidationError("'\(text)' is not the name of a network")
                }
                return name
            }
            let draft = try global.office().proposeCharter(
                CharterProposal(
                    contentFile: file, name: name, roots: roots.change(), validDays: validDays))
            CharterDraftSheet.make(draft).write(global.format)
        }
    }

    struct Renew: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew",
            abstract: "Draft a charter that says the same for longer, or has other roots.",
            discussion: """
                  plomba charter renew
                  plomba charter renew --remove first --add third=third.pub
                """)

        @OptionGroup var roots: CharterRoots

        @Option(help: "For how many days from now the charter is valid.")
        var validDays: Int = 365

        @OptionGroup var global: GlobalOptions

        func validate() throws { try ValidDays.check(validDays) }

        func run() throws {
            let draft = try global.office().proposeCharter(
                CharterProposal(
                    contentFile: nil, name: nil, roots: roots.change(), validDays: validDays))
            CharterDraftSheet.make(draft).write(global.format)
        }
    }

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "draft",
            abstract: "Show the charter that waits for signatures, and how to sign it.",
            discussion: "  plomba charter draft")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            guard let draft = try global.office().charterDraft() else {
                throw RecordChangeError.noDraft
            }
            CharterDraftSheet.make(draft).write(global.format)
        }
    }

    struct Root: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "root",
            abstract: "Show the charter root key of this computer, or make one.",
            discussion: """
                It signs charters and nothing else. Give its line to whoever drafts the charter.

                  plomba charter root --make > first.pub
                """)

        @Flag(help: "Make the key; one that is there stays as it is.")
        var make = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let line = try make ? office.makeCharterRoot() : office.charterRoot()
            Stream.output.write(Array((line + "\n").utf8))
        }
    }

    struct Sign: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign",
            abstract: "Sign a drafted charter with the charter root key of this computer.",
            discussion: """
                What the draft changes is shown. A key made with ssh-keygen signs without this \
                program: ssh-keygen -Y sign -n plomba/v1/Charter -f KEY charter.json

                  plomba charter sign charter.json
                """)

        @Argument(help: "The file that was drafted; without it, the draft that waits here.")
        var file: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let signing = try global.office().signCharter(file)
            var sheet = Sheet()
            sheet.add("Signed", "\(signing.name.text), charter \(signing.version)", name: "charter")
            sheet.set("version", .integer(signing.version))
            for change in signing.changes { sheet.say("Changes", change) }
            sheet.set("changes", .array(signing.changes.map { .string($0) }))
            sheet.add("Signature", signing.signature, name: "signature")
            sheet.say("Whoever drafted it takes it over: plomba charter adopt \(signing.signature)")
            sheet.write(global.format)
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract: "Add signatures of roots to the draft; with enough of them it counts.",
            discussion: "  plomba charter adopt first/charter.json.sig second/charter.json.sig")

        @Argument(help: "What 'plomba charter sign' or ssh-keygen wrote.")
        var files: [String]

        @OptionGroup var global: GlobalOptions

        func run() throws {
            switch try global.office().adoptCharter(signatures: files) {
            case .waiting(let draft): CharterDraftSheet.make(draft).write(global.format)
            case .adopted(let charter):
                CharterSheet.make(.confirmed(charter)).write(global.format)
            }
        }
    }

    struct Discard: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "discard",
            abstract: "Drop the charter that waits for signatures.",
            discussion: "  plomba charter discard")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.office().discardCharterDraft()
            var sheet = Sheet()
            sheet.add("Draft", "dropped", name: "draft")
            sheet.write(global.format)
        }
    }
}

/// Roots that come and go with a charter.
struct CharterRoots: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A new root: a role, '=', and the file with its public key. Repeatable.",
            valueName: "label=file"))
    var add: [String] = []

    @Option(help: ArgumentHelp("The label of a root that goes. Repeatable.", valueName: "label"))
    var remove: [String] = []

    @Option(help: "How many roots must sign from then on.")
    var threshold: Int?

    func validate() throws {
        guard add.allSatisfy({ $0.contains("=") }) else {
            throw ValidationError("--add takes a label, '=' and a file.")
        }
    }

    func change() throws -> RootsChange {
        let added = try add.map { text in
            let parts = text.split(separator: "=", maxSplits: 1)
            let file = parts.count == 2 ? String(parts[1]) : ""
            return (label: String(parts[0]), key: try PublicKeyFile.read(file))
        }
        return try RootsChange(added: added, removed: remove, threshold: threshold)
    }
}
