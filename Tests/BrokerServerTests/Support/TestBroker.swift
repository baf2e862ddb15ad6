import Broker
import BrokerAPI
import BrokerClient
import BrokerServer
import Glibc
import Listening
import Primitives
import Synchronization
import TestSupport
import Testing

/// A broker in this process, over loopback with real TLS, made and gone with the test.
final class TestBroker: Sendable {
    let home: BrokerHome
    let configuration: HomeConfiguration
    let card: BrokerCard
    let folder: Folder
    let port: ReservedPort
    /// Lines of its log, appended by its tasks.
    private let lines = Mutex<[String]>([])
    /// How far the broker's clock is ahead of the machine's.
    let skewSeconds = Mutex<Int64>(0)

    /// Makes a home; nothing runs yet.
    init(_ change: (inout HomeConfiguration) -> Void = { _ in }) throws {
        folder = try Folder()
        port = try ReservedPort()
        home = BrokerHome(folder.path + "/broker")
        let setup = try BrokerSetup(
            name: "broker.example.org", mode: .live, host: "127.0.0.1", port: port.number)
        card = try setup.create(in: home, now: Self.machineTime())
        var configuration = try home.configuration()
        change(&configuration)
        self.configuration = configuration
    }

    /// Admits the organisations, runs the broker while `body` runs, and stops it.
    func run<Result: Sendable>(
        admitting organisations: [TestOrganisation] = [],
        _ body: @Sendable (TestBroker) async throws -> Result
    ) async throws -> Result {
        for organisation in organisations { try await admit(organisation) }
        let (listening, isListening) = AsyncStream.makeStream(of: Void.self)
        let sink = LogSink(
            clock: { self.now },
            output: { line in
                self.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            })
        let daemon = try await Self.whenFree {
            try buildBroker(
                home: self.home, configuration: self.configuration, sink: sink,
                clock: { self.now }, onListening: { isListening.finish() })
        }
        let run = daemon.untilStopped
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { isListening.finish() }
                try await run.run()
            }
            for await _ in listening {}
            do {
                let result = try await body(self)
                await run.stop()
                try await group.waitForAll()
                return result
            } catch {
                await run.stop()
                throw error
            }
        }
    }

    /// The store that admitted organisations in this process may need a moment to go away.
    private static func whenFree<Result>(_ open: () throws -> Result) async throws -> Result {
        for _ in 0..<100 {
            do {
                return try open()
            } catch StoreError.locked {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        return try open()
    }

    /// Through the same door as `plombad admit`.
    func admit(_ organisation: TestOrganisation) async throws {
        let client = AdmissionClient(home: home, clock: { self.now })
        let answer = try await client.admit(
            file: organisation.file, digits: organisation.digits)
        #expect(answer == .admitted(name: organisation.name.text))
    }

    var now: Timestamp { Self.machineTime(skewedBy: skewSeconds.withLock { $0 }) }

    var log: [String] { lines.withLock { $0 } }

    var origin: ExternalOrigin {
        get throws { try #require(ExternalOrigin(card.url)) }
    }

    var pin: ServicePin {
        get throws { try #require(ServicePin(card.pin)) }
    }

    var certificate: String { home.path + "/tls/certificate.pem" }

    /// A connection of the organisation's device, with short retries.
    func connection(
        of organisation: TestOrganisation, at origin: ExternalOrigin? = nil,
        clockOffset: Int64 = 0
    ) throws -> BrokerConnection {
        try BrokerConnection(
            origin: try origin ?? self.origin, pin: pin, deviceKey: organisation.copyOfDeviceKey(),
            retries: RetryPolicy(
                attempts: 3, firstPause: .milliseconds(50), longestPause: .milliseconds(200))
        ) { Self.machineTime(skewedBy: clockOffset) }
    }

    static func machineTime(skewedBy seconds: Int64 = 0) -> Timestamp {
        guard let time = Timestamp(secondsSinceEpoch: Int64(time(nil)) + seconds) else {
            preconditionFailure("a test moved the clock out of its range")
        }
        return time
    }
}
