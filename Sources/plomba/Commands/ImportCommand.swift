import ArgumentParser
import Custodian
import Primitives
import Screen
import Verification

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take what is for you from a USB stick or a folder.",
        discussion: """
            Cases come into your inbox, answers to the cases that you sealed. Every piece and every signature \
            is checked; what is damaged is named and left out, and the rest is taken. Nothing on the stick is \
            changed. What was here already, from another stick or the broker, does not come twice.

            What has only come by hand is in no broker's log, and there is no receipt for it.

              plomba import /media/stick
              plomba preview 8d5519fed2e1
              plomba receive 8d5519fed2e1 -o case

            Exit status: 0 done, 1 something could not be read, 2 something is damaged or not what it claims.
            """)

    @Argument(help: "The stick, or the folder that 'plomba export' wrote to.")
    var carrier: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let office = try global.office()
        let report = try office.importCarrier(carrier)
        let confirmations = try office.confirmations(of: Set(report.parcels.compactMap(\.sender)))
        switch global.format {
        case .text: Stream.output.write(report.parcels.map(ImportText.text).joined())
        case .json:
            Stream.output.write(
                JSONValue.object([
                    JSONMember("parcels", .array(report.parcels.map(ImportText.json))),
                    JSONMember("partners", PartnerSheet.json(confirmations)),
                ]).serializedForScreen())
        }
        PartnerSheet.notices(confirmations)
        guard let failure = report.failure else { return }
        Notices.say("plomba: \(SafeText.sentence(failure.message)) [\(failure.code)]")
        if let hint = FailureStatus.hint(for: failure) {
            Notices.say("  " + SafeText.sentence(hint))
        }
        throw EndWithStatus(status: FailureStatus.of(failure))
    }
}

extension ImportedParcel {
    /// From whom a case came; nil for all else.
    fileprivate var sender: OrganisationName? {
        if case .arrived(let arrived) = outcome { arrived.sender } else { nil }
    }
}
