import ArgumentParser
import Custodian
import Glibc
import Primitives
import Screen

struct DisposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispose",
        abstract: "Destroy your organisation's copy of a case, and sign that you did.",
        discussion: """
            Removes the folders and files that you name with --copy and everything that plomba keeps of \
            the case, proofs and salts included. What stays is your signed statement, which the broker \
            and the other side get. It can be done once a case has ended: accepted, declined, withdrawn \
            or expired; for one that you sent, in every mailbox.

            Nothing can bring the copy back. It says nothing about copies of others, backups, printed \
            pages or your own original files, and a disk may keep traces of files that were removed: \
            see to those yourself, before you sign. What you passed on bears another identifier and is \
            disposed of by itself.

              plomba dispose 8d5519fed2e1 --reason retention_ended --basis 'retention rule, 2 years' \\
                  --copy case
              plomba dispose 8d5519fed2e1 --reason ordered --basis 'order 12' \\
                  --gone /media/stick/case
              plomba dispose 8d5519fed2e1 --reason not_taken --basis 'we declined it' --yes

            Reasons: \(DisposeReason.list)
            """)

    @OptionGroup var delivery: DeliveryOptions

    @Option(help: "Why, as one of the codes below.")
    var reason: String

    @Option(
        help: ArgumentHelp(
            "On whose authority, in one line without personal data.", valueName: "text"))
    var basis: String

    @Option(
        help: ArgumentHelp(
            "A folder or sealed file of this case to remove; as often as needed.",
            valueName: "path"))
    var copy: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A place that cannot be looked at, like a disk that is lost: you say that the copy there is \
            destroyed; as often as needed.
            """, valueName: "path"))
    var gone: [String] = []

    @Flag(help: "Do it without asking.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard let code = DisposeReason(reason) else {
            throw ValidationError("'\(reason)' is not a reason. Reasons: \(DisposeReason.list)")
        }
        guard yes || isatty(0) == 1 else {
            throw ValidationError("nobody can be asked here: add --yes to destroy it all the same")
        }
        let order = DisposalOrder(
            try delivery.prefix(), mailbox: try delivery.address(), reason: code, basis: basis,
            copies: copy, gone: gone)
        let disposed = try await global.office().dispose(order) { plan in
            if !yes { try Self.ask(plan) }
        }
        show(disposed)
    }

    /// Says what will be gone, and waits for a whole word.
    private static func ask(_ plan: DisposalPlan) throws {
        var text = "This destroys your copy of \(plan.consignment.text) from \(plan.sender.text):\n"
        for copy in plan.copies {
            text += "  \(SafeText.shown(copy.path)), with \(count(copy.files)) in it\n"
        }
        text += "  everything that plomba keeps of it here\n"
        for absent in plan.absent { text += sentence(absent) + "\n" }
        Notices.say(text + "You sign that your organisation has no copy left. Type 'destroy': ")
        guard let answer = readLine(), answer.utf8.elementsEqual("destroy".utf8) else {
            throw DisposalError.notConfirmed
        }
    }

    private static func sentence(_ absent: AbsentCopy) -> String {
        let path = SafeText.shown(absent.path)
        return switch absent.finding {
        case .gone:
            "It was in \(path), and is not there any more. You sign that it is destroyed wherever it is."
        case .notLookedAt:
            "It was in \(path), where nobody can look now. You sign that it is destroyed there."
        }
    }

    private static func count(_ files: Int) -> String {
        files == 1 ? "1 file" : "\(files) files"
    }

    private static func state(_ telling: DisposedCase.Telling) -> String {
        switch telling {
        case .recorded: "copy destroyed"
        case .later: "copy destroyed, not yet recorded"
        case .nobody: "copy destroyed, in no log"
        }
    }

    private func show(_ disposed: DisposedCase) {
        var sheet = Sheet()
        sheet.add("Consignment", disposed.consignment.text, name: "consignment")
        sheet.add("From", disposed.sender.text, name: "sender")
        for copy in disposed.copies { sheet.say("Removed", copy) }
        sheet.set("removed", .array(disposed.copies.map { .string($0) }))
        for absent in disposed.absent {
            sheet.say(absent.finding == .gone ? "Not there" : "Not looked at", absent.path)
        }
        sheet.set(
            "absent",
            .array(
                disposed.absent.map { absent in
                    .object([
                        JSONMember("path", .string(absent.path)),
                        JSONMember("found", .string(absent.finding.rawValue)),
                    ])
                }))
        sheet.add("State", Self.state(disposed.telling), name: "state")
        sheet.set("recorded", .bool(disposed.telling == .recorded))
        sheet.add("What is left", disposed.record, name: "record")
        sheet.write(global.format)
        for absent in disposed.absent { Notices.say(Self.sentence(absent)) }
        switch disposed.telling {
        case .recorded: break
        case .later:
            Notices.say("The broker cannot be reached now: 'plomba sync' tells it later.")
        case .nobody:
            Notices.say(
                "No broker has this case: nobody was told, and your statement is in no log. Whoever got "
                    + "the sealed file from you learns of it when you hand the statement over.")
        }
        Notices.say(
            "Not touched and not claimed: copies of others, backups, your own original files, and "
                + "what a disk keeps of removed files.")
    }
}
