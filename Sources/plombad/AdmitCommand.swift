import ArgumentParser
import BrokerServer
import Primitives

/// `plombad admit`: lets an organisation use this broker.
struct AdmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Admit an organisation, or take a newer record of one.",
        discussion: """
            FILE is what 'plomba organisation export' wrote. The digits are the organisation's
            fingerprint, as its people read it to you: never copy them from the file.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The organisation file.")
    var file: String

    @Option(help: "The fingerprint that was compared: 60 digits, in groups or not.")
    var fingerprint: String

    mutating func run() async throws {
        let bytes = try AdmissionClient.readFile(file)
        let client = AdmissionClient(
            home: BrokerHome(common.home), clock: { SystemClock.now() })
        let answer = try await client.admit(file: bytes, digits: fingerprint)
        show(answer)
        if case .refused = answer { throw ExitCode(1) }
    }

    private func show(_ answer: AdmissionAnswer) {
        switch (answer, common.format) {
        case (.admitted(let name), .text):
            Output.line("\(SafeText.shown(name)) is admitted.")
        case (.admitted(let name), .json):
            Output.json([
                JSONMember("outcome", .string("admitted")), JSONMember("name", .string(name)),
            ])
        case (.refused(_, let message, let hint), .text):
            Output.error(message)
            if let hint { Output.error(hint) }
        case (.refused(let code, let message, let hint), .json):
            Output.json([
                JSONMember("outcome", .string("refused")),
                JSONMember("code", .string(code)),
                JSONMember("message", .string(message)),
                JSONMember("hint", hint.map { .string($0) } ?? .null),
            ])
        }
    }
}
