import ArgumentParser
import BrokerServer
import Listening
import Primitives

/// `plombad serve`: runs the broker until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the broker until SIGTERM or SIGINT.",
        discussion: """
            The log goes to standard error, one JSON object for each line. When the broker is
            ready, one line says so on standard output.
            """)

    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        let home = BrokerHome(common.home)
        let configuration = try home.configuration()
        let card = try BrokerCard(home: home)
        let format = common.format
        let daemon = try buildBroker(
            home: home, configuration: configuration,
            sink: LogSink(clock: SystemClock.now, output: Output.log), clock: SystemClock.now
        ) {
            Self.announce(card, format)
        }
        try await daemon.untilSignal.run()
    }

    private static func announce(_ card: BrokerCard, _ format: OutputFormat) {
        switch format {
        case .text: Output.line("plombad: \(card.name) listens as \(card.url), pin \(card.pin)")
        case .json:
            Output.json([
                JSONMember("event", .string("listening")),
                JSONMember("url", .string(card.url)),
                JSONMember("pin", .string(card.pin)),
            ])
        }
    }
}
