import Hummingbird
import HummingbirdCore
package import Listening
import Logging
import Primitives
import ServiceLifecycle
import TransparencyLog
import UnixSignals
package import Witness

/// A witness that is set up and can be run: its folder is taken, nothing listens yet.
package struct WitnessDaemon: Sendable {
    private let application: Application<WitnessResponder>
    private let service: WitnessService
    private let port: Int
    private let quietLogger: Logger

    fileprivate init(
        _ application: Application<WitnessResponder>, _ service: WitnessService, port: Int,
        quietLogger: Logger
    ) {
        self.application = application
        self.service = service
        self.port = port
        self.quietLogger = quietLogger
    }

    /// Runs until SIGTERM or SIGINT.
    package var untilSignal: WitnessRun { run(stoppingOn: [.sigterm, .sigint]) }

    /// Runs until `stop` is called, for a process that handles signals itself.
    package var untilStopped: WitnessRun { run(stoppingOn: []) }

    private func run(stoppingOn signals: [UnixSignal]) -> WitnessRun {
        var group = ServiceGroupConfiguration(
            services: [application, FaultWatch(service: service)], gracefulShutdownSignals: signals,
            logger: quietLogger)
        group.maximumGracefulShutdownDuration = .seconds(WitnessRules.stopSeconds)
        return WitnessRun(ServiceGroup(configuration: group), port: port)
    }
}

/// Ends the process after a write that failed, so that whoever keeps it running starts it anew: until then
/// nothing would be signed.
private struct FaultWatch: Service {
    let service: WitnessService

    func run() async throws {
        for await _ in service.untilFault.cancelOnGracefulShutdown() {}
        if service.hasFault { throw WitnessError.notStored }
    }
}

/// One run of a witness.
package struct WitnessRun: Sendable {
    private let group: ServiceGroup
    private let port: Int

    fileprivate init(_ group: ServiceGroup, port: Int) {
        self.group = group
        self.port = port
    }

    /// Listens until it is stopped.
    ///
    /// - Throws: ``ListenError`` when the socket cannot be had; `WitnessError.notStored` once a write has failed.
    package func run() async throws {
        do {
            try await group.run()
        } catch {
            throw ListenError(error, port: port) ?? error
        }
    }

    package func stop() async {
        await group.triggerGracefulShutdown()
    }
}

/// How much one peer, and all of them, may ask of a witness.
enum WitnessRules {
    static let connections = 64
    static let stopSeconds: Int64 = 5
    private static let idleSeconds: Int64 = 10
    private static let requestSeconds: Int64 = 30
    private static let minimumBytesPerSecond: Int64 = 512
    private static let fieldBytes = 8 << 10
    private static let fieldCount = 64

    static var channel: HTTP1Channel.Configuration {
        let limits = PaceLimits(
            window: .seconds(idleSeconds), minimumBytesPerSecond: minimumBytesPerSecond,
            deadline: .seconds(requestSeconds))
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: ConnectionGuards.handlers(limits),
            idleTimeout: .seconds(idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: fieldBytes, maxHeaderListSize: fieldBytes,
                maxHeaderFieldCount: fieldCount))
    }
}

/// Sets a witness up: the one composition root, for the command and for tests.
///
/// - Parameters:
///   - sink: where log lines go.
///   - onListening: told the port once the socket is open.
package func buildWitness(
    _ service: WitnessService, sink: LogSink,
    onListening: @escaping @Sendable (Int) async -> Void
) -> WitnessDaemon {
    let logger = Logger(label: "witness") { _ in JSONLogHandler(level: .info, sink: sink) }
    let quietLogger = Logger(label: "libraries") { _ in QuietLogHandler(sink: sink) }
    let configuration = service.configuration
    let application = Application(
        responder: WitnessResponder(service: service, logger: logger),
        server: .http1(configuration: WitnessRules.channel),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port),
            availableConnectionsDelegate: MaximumAvailableConnections(
                WitnessRules.connections, logger: quietLogger)),
        onServerRunning: { channel in
            let port = channel.localAddress?.port ?? configuration.port
            logger.info("listening", metadata: LogField.metadata([.port: "\(port)"]))
            if service.hasConflict { logger.tellOfTwoHistories() }
            await onListening(port)
        },
        logger: quietLogger)
    return WitnessDaemon(
        application, service, port: configuration.port, quietLogger: quietLogger)
}
