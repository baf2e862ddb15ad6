import ArgumentParser
import Custodian
import Primitives
import Screen

/// What `seal` and `send` ask alike.
struct SealOptions: ParsableArguments {
    @Option(
        name: .customLong("to"),
        help: ArgumentHelp(
            "A mailbox that can open it; may be given several times.", valueName: "mailbox"))
    var mailboxes: [String] = []

    @Option(
        help: ArgumentHelp(
            "Until when the other side can accept or decline: a whole hour like 2026-12-08T12:00:00Z. "
                + "Default: two weeks; up to 90 days where case.json asks for an answer later.",
            valueName: "time"))
    var deadline: String?

    @Option(
        name: .customLong("case"), help: "The case.json that describes the files: plomba case new.")
    var caseFile: String?

    func order(_ paths: [String]) throws -> SealOrder {
        guard let caseFile else {
            throw ValidationError("Missing expected argument '--case <case>'")
        }
        guard !mailboxes.isEmpty else {
            throw ValidationError("Missing expected argument '--to <mailbox>'")
        }
        return SealOrder(
            paths: paths, caseFile: caseFile, mailboxes: try mailboxes.map(ArgumentValue.mailbox),
            deadline: try deadline.map(ArgumentValue.time))
    }
}

struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Encrypt and sign a case into one file, without sending it.",
        discussion: """
            Only the people of the mailboxes that you name can open the file. Your passphrase \
            unlocks the key that signs it. Nothing leaves this computer. Nobody gets what \
            the consent in case.json keeps from them.

              plomba case new
              plomba partner class group484.rs service_provider
              plomba seal photos/ --case case.json --to intake@group484.rs -o case.plomba
              plomba send case.plomba
            """)

    @Argument(help: "Files and folders.")
    var paths: [String]

    @OptionGroup var options: SealOptions

    @Option(name: [.customShort("o"), .long], help: "The file to make.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let order = try options.order(paths)
        let office = try global.office()
        let sealed = try office.seal(order, to: ArgumentValue.place(output))
        var sheet = SealedSheet.make(sealed)
        sheet.add("File", sealed.file, name: "file")
        sheet.say("Left this computer", "no")
        let parties = Set(sealed.readers.map(\.mailbox.organisation))
        sheet.set("partners", PartnerSheet.json(try office.confirmations(of: parties)))
        sheet.write(global.format)
    }
}

/// A sealed case as it is shown: for whom, by whom, how much.
enum SealedSheet {
    static func make(_ sealed: SealedCase) -> Sheet {
        var sheet = Sheet()
        sheet.add("Consignment", sealed.consignment.text, name: "consignment")
        for readers in sealed.readers {
            let members = readers.members.joined(separator: ", ")
            sheet.say(
                "Encrypted for",
                "\(readers.mailbox.text): \(members), and the mailbox's recovery key")
        }
        sheet.set(
            "encryptedFor",
            .array(
                sealed.readers.map { readers in
                    .object([
                        JSONMember("mailbox", .string(readers.mailbox.text)),
                        JSONMember("members", .array(readers.members.map { .string($0) })),
                    ])
                }))
        sheet.add("Signed by", sealed.signer, name: "signedBy")
        sheet.say("Files", "\(sealed.files), \(ByteText.short(sealed.totalBytes))")
        sheet.set("files", .integer(Int64(sealed.files)))
        sheet.set("totalBytes", .integer(Int64(clamping: sealed.totalBytes)))
        sheet.add("Answer wanted by", sealed.respondBy.text, name: "respondBy")
        sheet.add("Open until", sealed.deadline.text, name: "deadline")
        if sealed.deadline < sealed.respondBy {
            sheet.say("Note", "it closes before the answer that case.json asks for is due")
        }
        return sheet
    }
}
