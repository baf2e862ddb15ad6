import ArgumentParser
import Custodian
import Primitives
import Screen
import Verification

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a sealed file that came by hand into a new folder.",
        discussion: """
            The folder appears only when every signature and every file of the case held. A broker's \
            receipt that lies beside it is judged too: one that does not hold is told, with exit status \
            2, and the case is there all the same, since whoever carried the file can have put it in. \
            The sender learns nothing: use 'receive' for what came through the broker. What came through \
            it before, and was received, declined or destroyed here, is named. Another content under an \
            identifier that was opened here before is not opened.

              plomba open case.plomba -o case
            """)

    @Argument(help: "The sealed file.")
    var file: String

    @Option(name: [.customShort("o"), .long], help: "The folder to make.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let office = try global.office()
        let opened = try office.open(file, into: ArgumentValue.place(output))
        try PartnerSheet.write(
            OpenedSheet.make(opened), office.confirmations(of: [opened.sender]), global.format)
        if let failure = opened.receiptFailure {
            Notices.tell(failure)
            throw EndWithStatus(status: FailureStatus.failedVerification)
        }
    }
}

/// An opened case as it is shown: from whom, what held, where it lies.
enum OpenedSheet {
    static func make(_ opened: OpenedCase) -> Sheet {
        var sheet = Sheet()
        sheet.add("Folder", opened.folder, name: "folder")
        sheet.add("Consignment", opened.consignment.text, name: "consignment")
        sheet.add("From", opened.sender.text, name: "sender")
        sheet.add("Signed by", opened.signer, name: "signedBy")
        sheet.add("Sealed, as claimed", opened.sealedTime.text, name: "sealedTime")
        sheet.say("Files", "\(opened.files), \(ByteText.short(opened.totalBytes))")
        sheet.set("files", .integer(Int64(opened.files)))
        sheet.set("totalBytes", .integer(Int64(clamping: opened.totalBytes)))
        if let original = opened.original {
            sheet.say("Original", original.sentence)
            for transfer in original.transfers {
                sheet.say("Passed on", "\(transfer.purpose); basis: \(transfer.basis)")
            }
        }
        sheet.set("original", opened.original?.json ?? .null)
        if let log = opened.log {
            sheet.add("The broker's log", log.sentence, name: "log")
            sheet.set("stage", .string(log.stage))
        }
        if opened.cameByHand {
            sheet.say("Broker", "none is known to have it: no receipt, no log entry")
        }
        sheet.set("byHand", .bool(opened.cameByHand))
        sheet.set("cameBefore", opened.earlier.map(json) ?? .null)
        if let revoked = opened.revoked {
            sheet.add("Revoked key", revoked.sentence, name: "revokedKey")
        }
        sheet.set("receiptFailure", opened.receiptFailure.map(json) ?? .null)
        sheet.set("verified", .bool(opened.isVerified))
        sheet.add(
            "Verdict",
            verdict(opened), name: "verdict")
        return sheet
    }

    private static func json(_ earlier: EarlierDelivery) -> JSONValue {
        .object([
            JSONMember("mailbox", .string(earlier.mailbox.text)),
            JSONMember("end", .string(earlier.end.rawValue)),
            JSONMember("folder", earlier.folder.map { .string($0) } ?? .null),
        ])
    }

    private static func json(_ failure: KeptReceipt.Failure) -> JSONValue {
        .object([
            JSONMember("check", .string(failure.checkName)),
            JSONMember("code", .string(failure.code)),
            JSONMember("message", .string(failure.message)),
        ])
    }

    private static func verdict(_ opened: OpenedCase) -> String {
        guard !opened.isVerified else { return "verified: identical to what was sealed" }
        let sealed = "NOT VERIFIED: identical to what \(opened.sender.text) sealed; "
        if let revoked = opened.revoked, revoked.leavesOpen { return sealed + revoked.sentence }
        guard let failure = opened.receiptFailure else {
            return sealed + "what came before was not checked"
        }
        return sealed + "but \(failure.message) (\(failure.checkName), \(failure.code))"
    }
}
