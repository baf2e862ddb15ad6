import ArgumentParser
import Custodian
import Report
import Screen
import Wording

struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document",
        abstract: "Write a paper beside the report: hand-over record, exhibits, receipts, consent.",
        discussion: """
            Checks the case again, offline, as 'plomba report' does, and writes one page or a few, as one HTML \
            file without scripts that any browser shows and prints on A4. Nothing is changed in the case, nobody \
            is contacted. The same case, partners and language give the same bytes; times and names that the \
            signed material does not have are written by hand.

              handover      two copies for wet signatures, of an act that says handed_over,
                            returned or received: the last one, or that of --act
              exhibits      each exhibit: what it is, full hash value, where it is
              verification  what was checked, with which program, and what came of it
              referral      who asks whom for what, and on what basis
              consent       for the person: who may get what, what for, how that is taken
                            back; of a case folder, or of a case.json before it is sealed
              withdrawal    consent that was withdrawn: who was told, who answered what,
                            who is silent; takes an identifier
              packing       for the sender's file: what was sealed here, for whom; takes
                            an identifier or a sealed file, asks for the passphrase
              delivery      what server, computer and person said of a delivery; takes
                            a folder of 'plomba evidence'

            A scan of a signed hand-over record belongs to the next act: plomba custody add ... --document scan.pdf

              plomba document handover case --act 2 --language sr-Cyrl -o handover.html
              plomba document exhibits case --evidence evidence --language bs -o exhibits.html
              plomba document verification case --language mk --second-language en -o verification.html
              plomba document consent case.json --language bs --second-language en -o consent.html
              plomba document withdrawal 9b2f --offset +01:00 --language bs -o withdrawal.html
              plomba document packing 9b2f --offset +01:00 --language hr -o packing.html
              plomba document delivery proof --offset +01:00 --language sq -o delivery.html

            Languages: bs, hr, sr-Latn, sr-Cyrl, cnr, mk, sq, en. The wording has not been reviewed by sworn \
            translators yet. Exit status 2 when something does not hold; the paper says so, and is written all the \
            same. Of an act that does not hold no record is written.
            """)

    @Argument(help: "Which paper: \(PaperWord.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: PaperWord

    @OptionGroup var page: PageOptions

    @Option(
        help: ArgumentHelp(
            "Of which act a hand-over record is: its number in the folder acts/.",
            valueName: "number"))
    var act: Int?

    @Option(
        help: ArgumentHelp(
            "Of packing, delivery and withdrawal, which know no case: the local time beside UTC, like +01:00.",
            valueName: "+HH:MM"))
    var offset: LocalOffset?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let isOfDelivery = [.packing, .delivery, .withdrawal].contains(kind)
        guard isOfDelivery || offset == nil else {
            throw ValidationError("--offset belongs to packing, delivery and withdrawal only")
        }
        guard !isOfDelivery || page.evidence == nil else {
            throw ValidationError("--evidence belongs to papers about a case folder")
        }
        guard act == nil || kind == .handover else {
            throw ValidationError("--act belongs to handover only")
        }
    }

    func run() throws {
        try page.show(written(), called: "Document", global.format)
    }

    private func written() throws -> WrittenReport {
        var order = page.order
        order.offset = offset
        switch kind {
        case .handover: return try ofCase(.handover(act: act))
        case .exhibits: return try ofCase(.exhibits)
        case .verification: return try ofCase(.verification)
        case .referral: return try ofCase(.referral)
        case .consent:
            guard ConsentRecord.isOfFile(order) else { return try ofCase(.consent) }
            guard page.evidence == nil else {
                throw ValidationError("--evidence belongs to a case folder, not to a case.json")
            }
            return try ConsentRecord.write(order)
        case .withdrawal: return try global.office().withdrawalNotice(order)
        case .packing: return try global.office().packingReceipt(order)
        case .delivery:
            return try DeliveryReceipt.write(order, home: global.homeIfThere(), clock: .system)
        }
    }

    private func ofCase(_ paper: PaperKind) throws -> WrittenReport {
        try CasePaperWriting.write(
            paper, page.order, home: global.homeIfThere(), clock: .system,
            notices: Notices.board())
    }
}

enum PaperWord: String, CaseIterable, ExpressibleByArgument {
    case handover, exhibits, verification, referral, consent, withdrawal, packing, delivery
}

extension LocalOffset: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
