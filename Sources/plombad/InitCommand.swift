import ArgumentParser
import BrokerServer
import Primitives

/// `plombad init`: makes a broker's home.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a broker: configuration, service key, log key, TLS key, certificate.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The folder to make; instead of --home.")
    var folder: String?

    @Option(help: "The broker's name in the statements it signs, like broker.example.org.")
    var name: String

    @Option(help: "The name or address under which clients reach the broker.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8443

    @Option(help: "'live', or 'training' for a broker that takes only practice material.")
    var mode = "live"

    mutating func run() throws {
        guard let mode = Mode(rawValue: mode) else {
            throw ValidationError("--mode is 'live' or 'training'")
        }
        let setup = try BrokerSetup(name: name, mode: mode, host: host, port: port)
        let home = BrokerHome(folder ?? common.home)
        let card = try setup.create(in: home, now: SystemClock.now())
        CardOutput.show(card, home: home, format: common.format)
    }
}

/// What clients need to know of a broker.
enum CardOutput {
    static func show(_ card: BrokerCard, home: BrokerHome, format: OutputFormat) {
        switch format {
        case .json:
            Output.json([
                JSONMember("home", .string(home.path)),
                JSONMember("name", .string(card.name)),
                JSONMember("mode", .string(card.mode.rawValue)),
                JSONMember("url", .string(card.url)),
                JSONMember("pin", .string(card.pin)),
                JSONMember("serviceKey", .string(card.serviceKey)),
                JSONMember("logKey", card.logKey.map { .string($0) } ?? .null),
            ])
        case .text:
            Output.line("The broker \(card.name) is ready in \(SafeText.shown(home.path)).")
            Output.line("Its partners need these lines, on paper or by telephone:")
            Output.line("  url          \(card.url)")
            Output.line("  pin          \(card.pin)")
            Output.line("  service key  \(card.serviceKey)")
            if let logKey = card.logKey {
                Output.line("  log key      \(logKey)")
                Output.line(
                    "Whoever runs a witness adds the log key; a policy begins with 'log' and that key."
                )
            }
            Output.line("Next: plombad serve --home \(SafeText.typed(home.path))")
        }
    }
}
