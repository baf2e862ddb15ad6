import ArgumentParser
import Custodian
import Primitives

struct BrokerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "The broker that stores and forwards what you send.",
        subcommands: [Use.self])
}

extension BrokerCommand {
    struct Use: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Choose the broker, by its address and the key its operator gave you.",
            discussion: """
                Every later connection is made only to the holder of that key. The broker must \
                also admit your organisation before you can send.

                  plomba broker use https://broker.example:8443 --pin sha256/AbCd...=
                """)

        @Argument(help: "The address, like https://broker.example:8443.")
        var url: String

        @Option(help: "The key's pin, as the operator gave it to you.")
        var pin: String

        @Option(help: "The key that signs receipts, if the operator gave it to you.")
        var serviceKey: String?

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let trust = try await global.office().use(
                BrokerIntroduction(url: url, pin: pin, serviceKey: serviceKey))
            var sheet = Sheet()
            sheet.add("Broker", trust.name.text, name: "name")
            sheet.add("Address", trust.address, name: "url")
            sheet.add("Pin", trust.pinText, name: "pin")
            sheet.add("Signs receipts with", trust.serviceKey.id.text, name: "serviceKeyId")
            sheet.write(global.format)
        }
    }
}
