import BrokerAPI
import BrokerClient
import BrokerServer
import Custody
import Primitives
import Synchronization
import TestSupport
import Testing

/// What our client does when the line, the clock or the server is not what it should be.
@Suite(.timeLimit(.minutes(2))) struct `Broker client` {
    @Test func `sends no byte of a request to a server with another key`() async throws {
        let organisation = try TestOrganisation("sender.example.org")
        let (expected, impostor) = (try TestBroker(), try TestBroker())
        let proxy = try Running(
            Tool.python(),
            [
                Tool.script("http_proxy.py"), "impostor", "\(impostor.port.number)",
                impostor.certificate, impostor.home.path + "/tls/key.pem",
            ])
        try await proxy.waitForOutput("ready")
        let connection = try BrokerConnection(
            origin: impostor.origin, pin: expected.pin,
            deviceKey: organisation.copyOfDeviceKey()
        ) { TestBroker.machineTime() }
        await #expect(throws: BrokerClientError.otherKey) {
            _ = try await connection.deliveries(in: organisation.mailbox, DeliveryQuery())
        }
        await connection.shutdown()
        try await proxy.waitForOutput("bytes")
        proxy.terminate()
        let seen = try proxy.output()
        #expect(seen.contains("handshake"))
        #expect(seen.contains("bytes 0\n"))
    }

    @Test func `accepts the pinned key whatever the certificate says`() async throws {
        try await TestBroker().run { broker in
            // The name differs from the certificate's, and nobody we trust has signed it.
            let organisation = try TestOrganisation("sender.example.org")
            let connection = try broker.connection(of: organisation)
            let info = try await connection.info()
            #expect(info.serviceKey == broker.card.serviceKey)
            #expect(info.name == "broker.example.org")
            await connection.shutdown()
        }
    }

    @Test(arguments: [-4000, 4000] as [Int64])
    func `corrects a wrong clock once and tells by how much`(skew: Int64) async throws {
        let organisation = try TestOrganisation("group484.rs")
        try await TestBroker().run(admitting: [organisation]) { broker in
            let connection = try broker.connection(of: organisation)
            let moved = try broker.connection(of: organisation, clockOffset: -skew)
            _ = try await moved.deliveries(in: organisation.mailbox, DeliveryQuery())
            let offset = try #require(moved.clockOffsetInSeconds)
            #expect(abs(offset - skew) <= 30)
            _ = try await connection.deliveries(in: organisation.mailbox, DeliveryQuery())
            #expect(connection.clockOffsetInSeconds == nil)
            await moved.shutdown()
            await connection.shutdown()
        }
    }

    @Test func `says that a broker is unreachable after a few attempts`() async throws {
        let organisation = try TestOrganisation("group484.rs")
        let broker = try TestBroker()
        let connection = try broker.connection(of: organisation)
        await #expect(throws: BrokerClientError.unreachable) {
            _ = try await connection.info()
        }
        await connection.shutdown()
    }

    @Test func `takes only https`() throws {
        let organisation = try TestOrganisation("group484.rs")
        let broker = try TestBroker()
        let origin = try #require(ExternalOrigin("http://127.0.0.1:8443"))
        #expect(throws: BrokerClientError.notSecure) {
            _ = try broker.connection(of: organisation, at: origin)
        }
    }

    @Test func `a large payload crosses a line that is cut all the time, both ways`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        let line = try ReservedPort()
        let broker = try TestBroker { configuration in
            if let origin = ExternalOrigin("https://127.0.0.1:\(line.number)") {
                configuration.origin = origin
            }
        }
        let proxy = try Running(
            Tool.python(),
            [
                Tool.script("http_proxy.py"), "cut", "\(line.number)", "\(broker.port.number)",
                "1500000",
            ])
        try await proxy.waitForOutput("ready")
        defer { proxy.terminate() }
        try await broker.run(admitting: [sender, recipient]) { broker in
            let origin = broker.configuration.origin
            let here = try broker.connection(of: sender, at: origin)
            let there = try broker.connection(of: recipient, at: origin)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(9_000_000))
            let began = Mutex<[UploadID]>([])
            let outcome = try await here.deposit(
                deposit.statement, preview: deposit.preview, source: deposit.source,
                began: { upload in began.withLock { $0.append(upload) } }, progress: { _ in })
            guard case .accepted = outcome else {
                Issue.record("the deposit was not accepted")
                return
            }
            #expect(began.withLock { $0.count } == 1)
            let list = try await there.deliveries(in: recipient.mailbox, DeliveryQuery())
            let delivery = try #require(list.deliveries.first)
            var bytes: [UInt8] = []
            try await there.payload(
                of: delivery.number, in: recipient.mailbox, size: delivery.payloadSize,
                digest: deposit.terms.payloadDigest
            ) { bytes += $0 }
            #expect(bytes == deposit.payload)
            await here.shutdown()
            await there.shutdown()
        }
    }

    @Test func `goes on with an upload that an earlier run began`() async throws {
        let sender = try TestOrganisation("sender.example.org")
        try await TestBroker().run(admitting: [sender]) { broker in
            let payload = TestDeposit.bytes(3_000_000)
            let began = Mutex<UploadID?>(nil)
            let first = try broker.connection(of: sender)
            let failing = UploadSource(size: 3_000_000) { offset, count in
                guard offset == 0 else { throw CancellationError() }
                return Array(payload[..<count])
            }
            await #expect(throws: CancellationError.self) {
                _ = try await first.upload(
                    failing, began: { upload in began.withLock { $0 = upload } },
                    progress: { _ in })
            }
            let upload = try #require(began.withLock { $0 })
            let second = try broker.connection(of: sender)
            let offsets = Mutex<[Int64]>([])
            let source = UploadSource(size: 3_000_000) { offset, count in
                Array(payload[Int(offset)..<Int(offset) + count])
            }
            let finished = try await second.upload(
                source, resuming: upload, began: { _ in Issue.record("it began anew") },
                progress: { offset in offsets.withLock { $0.append(offset) } })
            #expect(finished == upload)
            #expect(offsets.withLock { $0.first } == 2 << 20)
            #expect(offsets.withLock { $0.last } == 3_000_000)
            try await second.abandon(upload)
            try await second.abandon(upload)
            await first.shutdown()
            await second.shutdown()
        }
    }

    @Test func `refuses a payload that has another digest or size than was signed`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let there = try broker.connection(of: recipient)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(1000))
            _ = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            let list = try await there.deliveries(in: recipient.mailbox, DeliveryQuery())
            let number = try #require(list.deliveries.first?.number)
            await #expect(throws: BrokerClientError.wrongDigest) {
                try await there.payload(
                    of: number, in: recipient.mailbox, size: 1000, digest: .of([9])
                ) { _ in Issue.record("bytes of other content were handed over") }
            }
            await #expect(throws: BrokerClientError.wrongSize) {
                try await there.payload(
                    of: number, in: recipient.mailbox, size: 999,
                    digest: deposit.terms.payloadDigest
                ) { _ in }
            }
            await #expect(throws: BrokerClientError.wrongDigest) {
                _ = try await there.preview(
                    of: number, in: recipient.mailbox, digest: .of([9]))
            }
            await here.shutdown()
            await there.shutdown()
        }
    }

    @Test func `more than a broker takes is refused before and after it is asked`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        let broker = try TestBroker { $0.limits.payloadBytes = 1000 }
        try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(2000))
            let outcome = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            guard case .rejected(_, let reason) = outcome else {
                Issue.record("it was accepted")
                return
            }
            #expect(reason == "payload_too_large")
            await #expect(throws: BrokerClientError.refused(.init(.bodyTooLarge))) {
                _ = try await here.upload(
                    deposit.source, began: { _ in }, progress: { _ in })
            }
            let tooLarge = [UInt8](
                repeating: 0, count: BrokerLimits.oneRequestPayloadBytes + 1)
            await #expect(throws: BrokerClientError.self) {
                _ = try await here.deposit(
                    deposit.statement, preview: deposit.preview, payload: .bytes(tooLarge))
            }
            await here.shutdown()
        }
    }
}
