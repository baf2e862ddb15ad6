import ArgumentParser
import Custodian
import Primitives
import Screen

struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Encrypt and sign a case and bring it to the broker.",
        discussion: """
            If the connection breaks or this computer stops, give the same command again: it \
            continues where it stopped. It says 'safe at the broker' only when the broker has \
            signed that every byte is on its disk.

              plomba case new
              plomba send photos/ consent.pdf --case case.json --to intake@group484.rs
              plomba send case.plomba
            """)

    @Argument(help: "Files and folders, or one sealed file.")
    var paths: [String]

    @OptionGroup var options: SealOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let office = try global.office()
        let sent: SentCase
        if options.caseFile == nil, options.mailboxes.isEmpty, paths.count == 1 {
            sent = try await office.send(file: paths[0])
        } else {
            sent = try await office.send(options.order(paths))
        }
        var sheet = sent.sealed.map(SealedSheet.make) ?? Sheet()
        if sent.sealed == nil {
            sheet.add("Consignment", sent.consignment.text, name: "consignment")
            for mailbox in sent.mailboxes { sheet.say("To", mailbox.text) }
        }
        sheet.set("mailboxes", .array(sent.mailboxes.map { .string($0.text) }))
        sheet.add("Safe at the broker", sent.broker.text, name: "broker")
        sheet.add("Since", sent.receivedTime.text, name: "receivedTime")
        sheet.set("state", .string("safe"))
        let confirmations = try office.confirmations(
            of: Set(sent.mailboxes.map(\.organisation)))
        sheet.set("partners", PartnerSheet.json(confirmations))
        sheet.write(global.format)
        // Where it was sealed now, it was said before that.
        if sent.sealed == nil { PartnerSheet.notices(confirmations) }
    }
}
