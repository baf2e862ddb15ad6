import ArgumentParser
import Custodian
import Primitives
import Screen

struct CustodyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody",
        abstract: "Write down what was done with a case after it was received.",
        subcommands: [CustodyAddCommand.self])
}

struct CustodyAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Sign what was done with an opened case, and keep it in its folder.",
        discussion: """
            Each act is one signed statement in the folder acts/ of the case, numbered, and names the one \
            before it: one that is taken out from between shows. Nothing is ever changed; what was wrong \
            is said anew, with --act corrected --corrects NUMBER, all of it and not the difference. Exhibits \
            are hashed as they are now and must be what was sealed. 'plomba verify' and 'plomba report' show \
            the acts. Name people by role or number, not by name.

              plomba custody add case --act stored --all --place 'safe 2' \\
                --purpose safekeeping --authority 'order K-12/26'
              plomba custody add case --act handed_over --exhibit VP-2026-014-02 --to 'expert E-4, Sarajevo' \\
                --bag A-10293 --seal 0045512 --seal-intact yes --document handover.pdf \\
                --purpose examination --authority 'order K-12/26'
              plomba custody add case --act examined --exhibit VP-2026-014-02 --by 'expert E-4, Sarajevo' \\
                --at 2026-11-24T08:00:00Z --until 2026-11-25T15:00:00Z --method 'logical copy' --tool 'NAME 1.2' \\
                --result copy.zip --purpose examination --authority 'order K-12/26'
              plomba custody add case --act received --exhibit VP-2026-014-02 --from 'expert E-4, Sarajevo' \\
                --place 'safe 2' --seal-intact yes --purpose safekeeping --authority 'order K-12/26'

            Acts: \(CustodyActWord.list).

            received needs --from; stored and moved --place; disclosed, handed_over and returned --to; destroyed \
            --witness; copied, working_copy_made, redacted, translated and transcribed --result, unless they failed; \
            seal_checked and unsealed --seal-intact; resealed --new-seal; corrected --corrects and --note.

            The time of signing is this computer's. Acts are in no broker's log yet: that the last ones were not taken \
            out, only a copy elsewhere shows.
            """)

    @Argument(help: "The opened case folder.")
    var folder: String

    @Option(help: "What was done, as one of the words below.")
    var act: String

    @Option(help: ArgumentHelp("What for, in one line.", valueName: "text"))
    var purpose: String

    @Option(
        help: ArgumentHelp(
            "On what basis, in one line: an order's number, a consent, a duty.", valueName: "text"))
    var authority: String

    @OptionGroup var subject: CustodySubjectOptions
    @OptionGroup var parties: CustodyPartyOptions
    @OptionGroup var thing: CustodyThingOptions

    @Option(help: "How it went: ok, partial or failed.")
    var outcome: String = "ok"

    @Option(help: ArgumentHelp("When it was done, in UTC; now without it.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("Until when, where it took a while.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("How it was done.", valueName: "text"))
    var method: String?

    @Option(help: ArgumentHelp("With which tool, and its version.", valueName: "text"))
    var tool: String?

    @Option(help: ArgumentHelp("The number of the act that is corrected.", valueName: "number"))
    var corrects: Int?

    @Option(help: ArgumentHelp("Anything else, in one line.", valueName: "text"))
    var note: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let kept = try global.office().addCustodyAct(order())
        var sheet = Sheet()
        sheet.say("Act", "\(kept.number), \(kept.word)")
        sheet.set("number", .integer(Int64(kept.number)))
        sheet.set("act", .string(kept.word))
        sheet.add("File", kept.path, name: "file")
        sheet.add("SHA-256", kept.digest.hex, name: "sha256")
        sheet.write(global.format)
    }

    private func order() throws -> CustodyOrder {
        guard let word = CustodyActWord(act) else {
            throw ValidationError("'\(act)' is not an act. Acts: \(CustodyActWord.list)")
        }
        guard let went = CustodyOutcomeWord(outcome) else {
            throw ValidationError(
                "'\(outcome)' is not an outcome. Outcomes: \(CustodyOutcomeWord.list)")
        }
        var order = CustodyOrder(
            folder: folder, act: word, purpose: purpose, authority: authority)
        order.outcome = went
        order.startTime = try at.map(ArgumentValue.time)
        order.endTime = try until.map(ArgumentValue.time)
        (order.method, order.tool) = (method, tool)
        (order.corrects, order.note) = (corrects, note)
        subject.fill(&order)
        parties.fill(&order)
        thing.fill(&order)
        return order
    }
}

/// What it was done with, and what came of it.
struct CustodySubjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The number of an exhibit, as case.json has it; as often as needed.",
            valueName: "number"))
    var exhibit: [String] = []

    @Flag(help: "It was done with all that was sealed.")
    var all = false

    @Option(
        help: ArgumentHelp("A file that came of it; as often as needed.", valueName: "file"))
    var result: [String] = []

    @Option(
        help: ArgumentHelp(
            "A paper or photograph that goes with it, like a signed hand-over record; as often as needed.",
            valueName: "file"))
    var document: [String] = []

    func validate() throws {
        guard all != !exhibit.isEmpty else {
            throw ValidationError("name each --exhibit, or say --all")
        }
    }

    func fill(_ order: inout CustodyOrder) {
        order.exhibits = all ? nil : exhibit
        (order.results, order.documents) = (result, document)
    }
}

/// Who had a part in it, and where.
struct CustodyPartyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Who did it, where it was not you: a role or a code.", valueName: "who"))
    var by: String?

    @Option(help: ArgumentHelp("Who gave it.", valueName: "who"))
    var from: String?

    @Option(help: ArgumentHelp("Who got it.", valueName: "who"))
    var to: String?

    @Option(help: ArgumentHelp("Who saw it done.", valueName: "who"))
    var witness: String?

    @Option(help: ArgumentHelp("Where it lies now, or where it was done.", valueName: "where"))
    var place: String?

    func fill(_ order: inout CustodyOrder) {
        (order.performer, order.from, order.to) = (by, from, to)
        (order.witness, order.location) = (witness, place)
    }
}

/// Of a physical item.
struct CustodyThingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The number of its bag.", valueName: "number"))
    var bag: String?

    @Option(help: ArgumentHelp("The number of the seal that was on it.", valueName: "number"))
    var seal: String?

    @Option(help: "Whether that seal was intact: yes or no.")
    var sealIntact: YesOrNo?

    @Option(help: ArgumentHelp("The number of the seal that was put on it.", valueName: "number"))
    var newSeal: String?

    @Option(help: ArgumentHelp("The condition that it was in.", valueName: "text"))
    var condition: String?

    func fill(_ order: inout CustodyOrder) {
        (order.bag, order.seal, order.newSeal) = (bag, seal, newSeal)
        (order.isSealIntact, order.condition) = (sealIntact.map { $0 == .yes }, condition)
    }
}

enum YesOrNo: String, CaseIterable, ExpressibleByArgument {
    case yes, no
}
