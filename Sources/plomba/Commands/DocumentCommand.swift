import ArgumentParser
import Custodian
import Report
import Screen

struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document",
        abstract: "Write a paper beside the report: hand-over record, exhibit list, verification.",
        discussion: """
            Checks the case again, offline, as 'plomba report' does, and writes one page or a few, as one HTML \
            file without scripts that any browser shows and prints on A4. Nothing is changed in the case, nobody \
            is contacted. The same case, partners and language give the same bytes; times and names that the \
            signed material does not have are written by hand.

              handover      hand-over record in two copies for wet signatures, of an act handed_over, returned or
                            received; the last one, or that of --act. A scan of the signed copy belongs to the next
                            act: plomba custody add ... --document scan.pdf
              exhibits      exhibit list: number, description, size, full hash value, made from what, where it is
              verification  what was checked, with which program, and what came of it; two parts for two people

              plomba document handover case --act 2 --language sr-Cyrl -o handover.html
              plomba document exhibits case --evidence evidence --language bs -o exhibits.html
              plomba document verification case --language mk --second-language en -o verification.html

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

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard act == nil || kind == .handover else {
            throw ValidationError("--act belongs to handover only")
        }
    }

    func run() throws {
        let written = try CasePaperWriting.write(
            kind.paper(act: act), page.order, home: global.homeIfThere(), clock: .system,
            notices: Notices.board())
        try page.show(written, called: "Document", global.format)
    }
}

enum PaperWord: String, CaseIterable, ExpressibleByArgument {
    case handover, exhibits, verification

    func paper(act: Int?) -> PaperKind {
        switch self {
        case .handover: .handover(act: act)
        case .exhibits: .exhibits
        case .verification: .verification
        }
    }
}
