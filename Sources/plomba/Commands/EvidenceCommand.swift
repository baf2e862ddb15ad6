import ArgumentParser
import Custodian
import Primitives
import Screen

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Put the proof of what happened to a case into a folder, for others to check.",
        discussion: """
            The folder holds every signed statement about the case with its signature, the proofs that \
            it is in the broker's log, and the public keys that it takes to check them. README-VERIFY \
            in it says how to do that with other people's tools. It holds nothing of the content and \
            no secret; it does show who sent something to whom, and when.

              plomba evidence 8d5519fed2e1 -o evidence
              plomba verify evidence
            """)

    @OptionGroup var delivery: DeliveryOptions

    @Option(name: [.customShort("o"), .long], help: "The folder to make.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let kept = try await global.office().evidence(
            delivery.prefix(), mailbox: delivery.address(), into: output)
        var sheet = Sheet()
        sheet.add("Consignment", kept.consignment.text, name: "consignment")
        sheet.add("Folder", output, name: "folder")
        sheet.say("Statements", "\(kept.statements)")
        sheet.set("statements", .integer(Int64(kept.statements)))
        let stage = kept.isWitnessed ? "witnessed" : "unwitnessed"
        sheet.say(
            "Broker's log", kept.isInLog ? "each is proven to be in it; \(stage)" : "NOT proven")
        sheet.set("inLog", .bool(kept.isInLog))
        sheet.set("witnessed", .bool(kept.isWitnessed))
        sheet.write(global.format)
    }
}
