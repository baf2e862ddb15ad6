package import Broker
import BrokerAPI
import Hummingbird
import HummingbirdCore
import KeyDirectory
package import Listening
import Logging
package import Primitives
import ServiceLifecycle
import SystemPackage
import TimestampClient
import UnixSignals
import WitnessClient

/// A broker that is set up and can be run: the store is open, nothing listens yet.
package struct BrokerDaemon: Sendable {
    private let application: Application<BrokerResponder>
    private let background: [any Service]
    private let configuration: HomeConfiguration
    private let quietLogger: Logger

    fileprivate init(
        application: Application<BrokerResponder>, background: [any Service],
        configuration: HomeConfiguration, quietLogger: Logger
    ) {
        self.application = application
        self.background = background
        self.configuration = configuration
        self.quietLogger = quietLogger
    }

    /// Runs until SIGTERM or SIGINT.
    package var untilSignal: BrokerRun { run(stoppingOn: [.sigterm, .sigint]) }

    /// Runs until `stop` is called, for a process that handles signals itself.
    package var untilStopped: BrokerRun { run(stoppingOn: []) }

    /// Everything that runs, as one group: it stops when asked to, and within `stopSeconds`.
    private func run(stoppingOn signals: [UnixSignal]) -> BrokerRun {
        var group = ServiceGroupConfiguration(
            services: background + [application], gracefulShutdownSignals: signals,
            logger: quietLogger)
        group.maximumGracefulShutdownDuration = .seconds(configuration.stopSeconds)
        return BrokerRun(ServiceGroup(configuration: group), configuration.listen)
    }
}

/// One run of a broker.
package struct BrokerRun: Sendable {
    private let group: ServiceGroup
    private let address: ListenAddress

    fileprivate init(_ group: ServiceGroup, _ address: ListenAddress) {
        self.group = group
        self.address = address
    }

    /// Listens until it is stopped.
    ///
    /// - Throws: ``ListenError`` when the socket cannot be had.
    package func run() async throws {
        do {
            try await group.run()
        } catch {
            throw ListenError(error, port: address.port) ?? error
        }
    }

    /// Takes no new connection and lets what is under way end, within `stopSeconds`.
    package func stop() async {
        await group.triggerGracefulShutdown()
    }
}

/// Sets a broker up from its home: the one composition root, for the daemon and for tests.
///
/// - Parameters:
///   - sink: where log lines go.
///   - clock: the broker's time.
///   - onListening: called once the socket is open.
/// - Throws: `ConfigurationError`, `StoreError`, `BrokerError`.
package func buildBroker(
    home: BrokerHome, configuration: HomeConfiguration, sink: LogSink,
    clock: @escaping @Sendable () -> Timestamp,
    onListening: @escaping @Sendable () async -> Void
) throws -> BrokerDaemon {
    let tls = try TLSMaterial(home: home, configuration: configuration)
    let service = try openService(home: home, configuration: configuration, clock: clock)
    let logger = Logger(label: "plombad") { _ in
        JSONLogHandler(level: configuration.logLevel, sink: sink)
    }
    if let fault = service.store.fault {
        logger.error(
            "read-only from the start", metadata: LogField.metadata([.code: fault.code]))
    }
    let quietLogger = Logger(label: "libraries") { _ in QuietLogHandler(sink: sink) }
    let routes = BrokerRoutes(
        service: service, origin: configuration.origin,
        limiter: DeviceLimiter(limit: configuration.limits.requestsPerDevice),
        rate: RequestRate(configuration.quotas?.quotas))
    let counts = RequestCounts()
    let application = Application(
        responder: BrokerResponder(
            authority: configuration.authority, routes: routes, logger: logger, counts: counts),
        server: try ConnectionRules(pace: configuration.pace).builder(tls: tls),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.listen.host, port: configuration.listen.port),
            availableConnectionsDelegate: MaximumAvailableConnections(
                configuration.limits.connections, logger: quietLogger)),
        onServerRunning: { _ in
            logger.info(
                "listening", metadata: LogField.metadata([.port: "\(configuration.listen.port)"]))
            await onListening()
        },
        logger: quietLogger)
    var background: [any Service] = [
        AdmissionWatcher(folder: AdmissionFolder(home: home), service: service, logger: logger),
        Housekeeper(service: service, logger: logger),
        LaneKeeper(service: service, logger: logger),
        charterWatcher(home, configuration, service, logger),
    ]
    if let relay = configuration.relay, !relay.peers.isEmpty {
        background.append(
            Relayer(
                service: service, peers: relay.peers,
                key: { try home.serviceKey(configuration) }, logger: logger))
    }
    if let rules = service.log.witnesses {
        background.append(
            WitnessCollector(
                log: service.log, rules: rules, client: WitnessClient(clock: clock), clock: clock,
                logger: logger))
    }
    if let timestamps = configuration.timestamps {
        background.append(
            TimestampCollector(
                log: service.log, authorities: try home.authorities(configuration),
                interval: .seconds(timestamps.everySeconds), client: TimestampClient(),
                clock: clock, logger: logger))
    }
    if let address = configuration.operations {
        let health = BrokerHealth(
            service, home, name: configuration.name.text, counts: counts, clock: clock)
        background.append(
            OperationsListener(health, address, quietLogger: quietLogger))
    }
    return BrokerDaemon(
        application: application, background: background, configuration: configuration,
        quietLogger: quietLogger)
}

/// One that has looked already, before the first request.
private func charterWatcher(
    _ home: BrokerHome, _ configuration: HomeConfiguration, _ service: BrokerService,
    _ logger: Logger
) -> CharterWatcher {
    let watcher = CharterWatcher(
        folder: CharterFolder(home: home, mode: configuration.mode), service: service,
        logger: logger)
    watcher.look()
    return watcher
}

/// Opens the store and the rules over it.
package func openService(
    home: BrokerHome, configuration: HomeConfiguration,
    clock: @escaping @Sendable () -> Timestamp
) throws -> BrokerService {
    let key = try home.serviceKey(configuration)
    let data = home.resolve(configuration.dataPath).string
    var options = StoreOptions()
    if let quotas = configuration.quotas { options.reserveInBytes = quotas.reserveBytes }
    let store = try BrokerStore(folder: data, options: options, now: clock())
    BackupStaging.sweep(in: data)
    var limits = PublishedLimits()
    limits.payloadBytes = configuration.limits.payloadBytes
    limits.mailboxesPerDeposit = configuration.limits.mailboxesPerDeposit
    limits.deadlineMaxHours = configuration.limits.deadlineMaxHours
    var rules = BrokerConfiguration(
        name: configuration.name, mode: configuration.mode, limits: limits)
    rules.quotas = configuration.quotas?.quotas
    rules.witnesses = try home.witnessRules(configuration)
    let changes = try home.keyChanges(configuration, to: key.publicKey)
    rules.keyChanges = changes.map { Base64.encode($0.serialized()) }
    rules.earlierKeys = Set(changes?.changes.map(\.oldKey) ?? [])
    if let relay = configuration.relay {
        rules.peers = relay.peers.map {
            RelayPeer(
                name: $0.name, serviceKey: $0.serviceKey, earlierKeys: $0.earlierKeys)
        }
        rules.relayPace = relay.pace
    }
    return try BrokerService(
        rules, store: store, serviceKey: key, logKey: home.logKey(configuration),
        checkpoints: home.resolve(BrokerSetup.checkpointsName).string, clock: clock)
}
