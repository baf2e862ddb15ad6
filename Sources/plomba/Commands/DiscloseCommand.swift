import ArgumentParser
import Custodian
import Primitives
import Screen

/// What `disclose` and `transfer` ask alike.
struct PassOnOptions: ParsableArguments {
    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("The mailbox of the partner that gets it.", valueName: "mailbox"))
    var mailbox: String

    @Option(
        name: .customLong("case"),
        help: "A case.json for it. Default: one that says who gives it to whom, nothing else.")
    var caseFile: String?

    @Option(
        help: ArgumentHelp(
            "Until when you want an answer: a whole hour like 2026-12-08T12:00:00Z. "
                + "Default: two weeks.",
            valueName: "time"))
    var deadline: String?

    @Option(
        name: [.customShort("o"), .long],
        help: "The file to make, to be carried by hand. Default: it is sent to the broker.")
    var output: String?

    func target() throws -> PassOnTarget {
        PassOnTarget(
            mailbox: try ArgumentValue.mailbox(mailbox), caseFile: caseFile,
            deadline: try deadline.map(ArgumentValue.time),
            output: try output.map(ArgumentValue.place))
    }
}

struct DiscloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclose",
        abstract: "Give somebody a few files of a sealed case, with the proof of who sealed them.",
        discussion: """
            The receiver can prove that these files are part of what was sealed, and learns nothing \
            else of it: not the other files, not how many there are, not the case number, not for \
            whom it was. Of a case that you received, name the folder or its identifier; of one \
            that you sealed, its identifier or file, and run this where the files lie.

              plomba disclose case --items VP-2026-014-03 --to prosecution@tuzilastvo.example
              plomba disclose 8d5519fed2e1 --items photos/7.jpg --to legal@group484.rs -o part.plomba
            """)

    @Argument(help: "A case folder, a sealed file of yours, or an identifier.")
    var original: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Files by their path below data/, or exhibit numbers of an opened case.",
            valueName: "item"))
    var items: [String]

    @Option(
        help: ArgumentHelp(
            "Of a case that you sealed: the folder in which the files lie. Default: the current one.",
            valueName: "folder"))
    var originals = "."

    @OptionGroup var options: PassOnOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let done = try await global.office().disclose(
            DisclosureOrder(
                original: original, items: items, originalsFolder: originals,
                target: options.target()))
        var sheet = PassedOnSheet.make(done)
        for file in done.files { sheet.say("Disclosed", file) }
        sheet.set("items", .array(done.files.map { .string($0) }))
        sheet.write(global.format)
    }
}

/// What was passed on, as it is shown.
enum PassedOnSheet {
    static func make(_ done: PassedOnCase) -> Sheet {
        var sheet = done.sealed.map(SealedSheet.make) ?? Sheet()
        if done.sealed == nil, let sent = done.sent {
            sheet.add("Consignment", sent.consignment.text, name: "consignment")
        }
        sheet.add("First sealed by", done.originalSender.text, name: "originalSender")
        sheet.add("There called", done.original.text, name: "originalConsignment")
        if let sent = done.sent {
            sheet.add("Safe at the broker", sent.broker.text, name: "broker")
            sheet.add("Since", sent.receivedTime.text, name: "receivedTime")
        } else if let sealed = done.sealed {
            sheet.add("File", sealed.file, name: "file")
            sheet.say("Left this computer", "no")
        }
        sheet.set("state", .string(done.sent == nil ? "sealed" : "safe"))
        return sheet
    }
}
