import ArgumentParser
import Custodian
import Primitives
import Screen

struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Put files and their case.json into a plain folder that anybody can check.",
        discussion: """
            The folder is a BagIt bag: the files bit for bit, with a list of their digests. \
            Nothing is encrypted, nothing is signed, nothing leaves this computer.

              plomba pack photos/ consent.pdf --case case.json -o bag
            """)

    @Argument(help: "Files and folders.")
    var paths: [String]

    @Option(name: .customLong("case"), help: "The case.json that describes them.")
    var caseFile: String

    @Option(name: [.customShort("o"), .long], help: "The folder to make.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let packed = try Office.pack(
            paths: paths, caseFile: caseFile, to: ArgumentValue.place(output), clock: .system,
            notices: Notices.board())
        var sheet = Sheet()
        sheet.add("Bag", packed.folder, name: "folder")
        sheet.add("Identifier", packed.identifier, name: "identifier")
        sheet.say("Files", "\(packed.files), \(ByteText.short(packed.totalBytes))")
        sheet.set("files", .integer(Int64(packed.files)))
        sheet.set("totalBytes", .integer(Int64(clamping: packed.totalBytes)))
        sheet.say("Encrypted for", "nobody: everyone who has the folder can read it")
        sheet.say("Signed by", "nobody")
        sheet.say("Left this computer", "no")
        sheet.write(global.format)
    }
}
