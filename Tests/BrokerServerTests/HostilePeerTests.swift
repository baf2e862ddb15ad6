import BrokerAPI
import BrokerClient
import BrokerServer
import Primitives
import Testing

/// Peers that send too much, too slowly, or what no HTTP library would send.
@Suite(.timeLimit(.minutes(3))) struct `Hostile peers` {
    @Test func `heads, floods and slow peers meet their limits`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        let broker = try TestBroker { configuration in
            configuration.pace.idleSeconds = 2
            configuration.pace.windowSeconds = 2
            configuration.pace.minimumBytesPerSecond = 1000
        }
        let met = try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(8_000_000))
            _ = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            await here.shutdown()
            return try await Interop.run(
                "http_raw.py",
                [
                    "port": broker.port.number, "certificate": broker.certificate,
                    "mailbox": try recipient.mailbox.text,
                    "sender": try Interop.device(sender, in: broker.folder),
                    "recipient": try Interop.device(recipient, in: broker.folder),
                ], in: broker.folder)
        }
        let heads = try #require(met["heads"])
        for (name, status) in Self.heads {
            #expect(heads[name: name] == .integer(status), "\(name)")
        }
        #expect(met["refused early"]?["status"] == .integer(401))
        #expect(met["refused early"]?["says"] == .bool(true))
        #expect(try Self.seconds(met["refused early"]?["answered"]) == 0)
        #expect(try Self.seconds(met["refused early"]?["closed"]) <= 4)
        let flood = try Self.seconds(met["flood"])
        #expect(flood < 32_000_000, "\(flood) bytes")
        #expect(met["continue"] == .array([.integer(100), .integer(401)]))
        for slow in ["slow body", "slow head", "silent"] {
            let seconds = try Self.seconds(met[name: slow])
            #expect((1...10).contains(seconds), "\(slow): \(seconds) s")
        }
        #expect(try Self.seconds(met["slow reader"]) < 7_000_000)
    }

    @Test func `connections beyond the limit wait until one is free`() async throws {
        let organisation = try TestOrganisation("group484.rs")
        let broker = try TestBroker { configuration in
            configuration.limits.connections = 2
            configuration.pace.idleSeconds = 3
        }
        try await broker.run(admitting: [organisation]) { broker in
            let start = ContinuousClock.now
            let silent = try (0..<2).map { _ in try SilentConnection(to: broker.port.number) }
            try await Task.sleep(for: .milliseconds(300))
            let connection = try broker.connection(of: organisation)
            _ = try await connection.info()
            // Not before the broker has given up on one of the two.
            #expect(ContinuousClock.now - start >= .seconds(3))
            #expect(silent.count == 2)
            await connection.shutdown()
        }
    }

    @Test func `one device may not have too many requests open`() async throws {
        let (one, other) = (
            try TestOrganisation("group484.rs"), try TestOrganisation("other.example.org")
        )
        let broker = try TestBroker { $0.limits.requestsPerDevice = 2 }
        try await broker.run(admitting: [one, other]) { broker in
            let connection = try broker.connection(of: one)
            let polls = (0..<2).map { _ in
                Task {
                    try await connection.deliveries(
                        in: one.mailbox, DeliveryQuery(waitSeconds: 12))
                }
            }
            try await Task.sleep(for: .seconds(3))
            await #expect(throws: BrokerClientError.refused(.init(.tooManyRequests))) {
                _ = try await connection.deliveries(in: one.mailbox, DeliveryQuery())
            }
            let neighbour = try broker.connection(of: other)
            _ = try await neighbour.deliveries(in: other.mailbox, DeliveryQuery())
            for poll in polls { #expect(try await poll.value.deliveries.isEmpty) }
            _ = try await connection.deliveries(in: one.mailbox, DeliveryQuery())
            await connection.shutdown()
            await neighbour.shutdown()
        }
    }

    private static func seconds(_ value: JSONValue?) throws -> Int64 {
        try #require(value?.integer)
    }

    private static let heads: [(String, Int64)] = [
        ("plain", 200), ("no host", 400), ("another host", 400), ("host without port", 400),
        ("two hosts", 400), ("absolute form", 200), ("chunked", 411), ("two lengths", 400),
        ("length and chunked", 400), ("another expectation", 400), ("large field", 431),
        ("huge field", 400), ("many fields", 431), ("long target", 414), ("old version", 200),
        ("percent-encoded", 404), ("dots", 404), ("garbage", 400),
    ]
}

extension JSONValue {
    subscript(name name: String) -> JSONValue? { self[name] }
}
