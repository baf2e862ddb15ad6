import BrokerAPI
import BrokerClient
import BrokerServer
import Primitives
import Testing

/// Slow peers at real sockets: who keeps the pace is served, who does not is let go, and nobody stays for ever.
@Suite(.timeLimit(.minutes(3))) struct `Slow peers` {
    private static let patience = 25
    /// How long a reader is slow.
    private static let paced = 15
    private static let payloadSize: Int64 = 8_000_000
    /// More than what the kernels on both sides take off the broker at once.
    private static let buffered: Int64 = 7_000_000

    /// What each peer met, and how long an honest question took meanwhile.
    private func meet(
        _ peers: [(String, Int)], longer: Int,
        _ change: @escaping (inout PaceConfiguration) -> Void
    ) async throws -> (peers: JSONValue, question: Duration) {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        let broker = try TestBroker { change(&$0.pace) }
        return try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(Int(Self.payloadSize)))
            _ = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            async let met = Interop.run(
                "http_slow.py",
                [
                    "port": broker.port.number, "certificate": broker.certificate,
                    "mailbox": try recipient.mailbox.text,
                    "sender": try Interop.device(sender, in: broker.folder),
                    "recipient": try Interop.device(recipient, in: broker.folder),
                    "patience": Self.patience, "longer": longer, "paced": Self.paced,
                    "peers": peers.map { [$0.0, $0.1] as [Any] },
                ], in: broker.folder)
            try await Task.sleep(for: .seconds(3))
            let start = ContinuousClock.now
            _ = try await here.allowance()
            let question = ContinuousClock.now - start
            let peers = try await met
            // Whoever was slow has left nothing open behind.
            _ = try await here.allowance()
            await here.shutdown()
            return (peers, question)
        }
    }

    private func seconds(_ met: JSONValue, _ peer: String) throws -> Int64 {
        try #require(met[name: peer]?["seconds"]?.integer, "\(peer)")
    }

    private func bytes(_ met: JSONValue, _ peer: String) throws -> Int64 {
        try #require(met[name: peer]?["bytes"]?.integer, "\(peer)")
    }

    @Test func `who is slower than the least pace is let go, both ways and in the handshake`()
        async throws
    {
        let peers = [
            ("sender", 100), ("reader", 100), ("handshake", 10), ("sender", 60_000),
            ("reader", 60_000),
        ]
        let (met, question) = try await meet(peers, longer: 1) {
            $0.idleSeconds = 3
            $0.windowSeconds = 2
            $0.minimumBytesPerSecond = 4000
            $0.requestSeconds = 600
        }
        for slow in ["sender 100", "handshake 10"] {
            #expect(try seconds(met, slow) <= 18, "\(slow): \(met)")
        }
        #expect(try bytes(met, "reader 100") < Self.buffered, "\(met)")
        // Those that keep the pace are not taken for slow.
        #expect(try seconds(met, "sender 60000") >= 20, "\(met)")
        #expect(try bytes(met, "reader 60000") > Self.payloadSize, "\(met)")
        #expect(question < .seconds(10), "\(question)")
    }

    @Test
    func `who keeps the pace ends at the deadline of a request, and a connection may last longer`()
        async throws
    {
        let peers = [("sender", 60_000), ("reader", 60_000)]
        let (met, question) = try await meet(peers, longer: 16) {
            $0.windowSeconds = 2
            $0.minimumBytesPerSecond = 1000
            $0.requestSeconds = 8
        }
        #expect((6...18).contains(try seconds(met, "sender 60000")), "\(met)")
        #expect(try bytes(met, "reader 60000") < Self.buffered, "\(met)")
        #expect(try seconds(met, "many requests") >= 15, "\(met)")
        #expect(question < .seconds(10), "\(question)")
    }
}
