import ArgumentParser
import Custodian
import Primitives
import Screen

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Put a case, or your answer to one, on a USB stick or in a folder.",
        discussion: """
            A case that you sealed goes to its recipients: encrypted, in pieces that fit any stick. Whoever \
            finds the stick sees only how large it is. No broker takes part: there is no receipt and no \
            log entry unless the broker has the case too. Sending it as well is fine: it stays one case.

            For a case that you received, what you signed about it goes back to its sender.

              plomba export 8d5519fed2e1 -o /media/stick
              plomba export 8d5519fed2e1 -o /media/other --pieces 4-9

            A stick was full, or was pulled out: give the same command again. Unmount it before you pull it.
            """)

    @Argument(help: "The identifier of the case, or the beginning of it.")
    var id: String

    @Option(name: [.customShort("o"), .long], help: "The stick, or a folder; it must be there.")
    var output: String

    @Option(help: "Only these pieces of the content, like 4 or 7-9 or 4,7-9.")
    var pieces: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let choice = try pieces.map { text in
            guard let choice = PieceChoice(text) else {
                throw ValidationError("'\(text)' is not a list of pieces like 4 or 7-9 or 4,7-9")
            }
            return choice
        }
        let exported = try await global.office().export(
            ArgumentValue.consignment(id), to: output, pieces: choice)
        sheet(exported).write(global.format)
        Notices.say(next(exported))
    }

    private func sheet(_ exported: ExportedCase) -> Sheet {
        var sheet = Sheet()
        sheet.add("Consignment", exported.consignment.text, name: "consignment")
        for reader in exported.readers { sheet.say("For", reader.text) }
        sheet.set("readers", .array(exported.readers.map { .string($0.text) }))
        sheet.set("side", .string(exported.side.rawValue))
        sheet.add("In", exported.folder, name: "folder")
        if exported.pieces > 0 {
            let here = exported.onCarrier.joined(separator: ", ")
            sheet.say("Pieces", "\(here) of \(exported.pieces) (\(exported.written) written now)")
        }
        sheet.set("pieces", .integer(Int64(exported.pieces)))
        sheet.set("onCarrier", .array(exported.onCarrier.map { .string($0) }))
        sheet.set("written", .integer(Int64(exported.written)))
        for word in exported.words { sheet.say("Signed", word) }
        sheet.set("statements", .array(exported.words.map { .string($0) }))
        sheet.say(
            "Broker",
            exported.hasReceipt
                ? "its receipt goes along" : "none has it: no receipt, no log entry")
        sheet.set("receipt", .bool(exported.hasReceipt))
        return sheet
    }

    private func next(_ exported: ExportedCase) -> String {
        switch exported.side {
        case .sent:
            "Next: unmount it and bring it to them; they run 'plomba import STICK'. Their answer comes "
                + "back the same way, or through the broker."
        case .received:
            "Next: unmount it and bring it to the sender, who runs 'plomba import STICK'."
        }
    }
}
