import BrokerAPI
import Primitives
import Testing

@testable import Broker

@Suite struct MailboxTests {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    @Test func `lists in order from a cursor`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposits = try (0..<5).map { _ in try TestDeposit(from: sender, to: [recipient]) }
        for deposit in deposits { _ = try await broker.deposit(deposit).acceptance }
        let first = try await broker.deliveries(of: recipient, DeliveryQuery(limit: 2))
        #expect(first.deliveries.map(\.consignment) == deposits[..<2].map(\.consignment))
        #expect(first.next.value == 2)
        let rest = try await broker.deliveries(of: recipient, DeliveryQuery(after: first.next))
        #expect(rest.deliveries.map(\.consignment) == deposits[2...].map(\.consignment))
        let delivery = try #require(rest.deliveries.first)
        #expect(delivery.senderFingerprint == sender.fingerprint)
        #expect(delivery.sender == sender.name)
        #expect(delivery.statement == deposits[2].files)
        #expect(delivery.payloadSize == 1024 && delivery.previewSize == 2000)
        #expect(delivery.state == .available)
        let none = try await broker.deliveries(of: recipient, DeliveryQuery(after: rest.next))
        #expect(none.deliveries.isEmpty)
        #expect(none.next == rest.next)
    }

    @Test func `numbers each mailbox for itself`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient])).acceptance
        _ = try await broker.deposit(TestDeposit(from: sender, to: [sender, recipient])).acceptance
        let numbers = try await broker.deliveries(of: recipient).deliveries.map(\.number.value)
        #expect(numbers == [1, 2])
        #expect(try await broker.deliveries(of: sender).deliveries.map(\.number.value) == [1])
    }

    @Test func `closes a page before it grows too large`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit).acceptance
        let list = try await broker.deliveries(of: recipient, DeliveryQuery(limit: 100))
        #expect(list.jsonBytes.count < BrokerLimits.answerBytes)
    }

    @Test func `answers alike for a mailbox that is not there and one that is not yours`()
        async throws
    {
        let broker = try await TestBroker.serving(sender, recipient)
        let addresses = [
            try recipient.mailbox(), try sender.mailbox("other"),
            try #require(MailboxAddress("intake@nobody.example")),
        ]
        for address in addresses {
            await #expect(throws: BrokerError.unknownMailbox) {
                try await broker.service.deliveries(
                    in: address, DeliveryQuery(), for: broker.caller(sender.laptop))
            }
            await #expect(throws: BrokerError.unknownMailbox) {
                try await broker.service.payload(
                    .start, in: address, for: broker.caller(sender.laptop))
            }
        }
        // The device of a member who does not open the mailbox.
        await #expect(throws: BrokerError.unknownMailbox) {
            try await broker.service.deliveries(
                in: sender.mailbox(), DeliveryQuery(), for: broker.caller(sender.desktop))
        }
    }

    @Test func `wakes a long poll when something arrives`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let poll = Task {
            try await broker.deliveries(of: recipient, DeliveryQuery(waitSeconds: 60))
        }
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit).acceptance
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await poll.value.deliveries.count == 1)
        #expect(clock.now - start < .seconds(20))
    }

    @Test func `ends a long poll when its time is over or its task is given up`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let empty = try await broker.deliveries(of: recipient, DeliveryQuery(waitSeconds: 1))
        #expect(empty.deliveries.isEmpty)
        let poll = Task {
            try await broker.deliveries(of: recipient, DeliveryQuery(waitSeconds: 60))
        }
        try await Task.sleep(for: .milliseconds(100))
        let clock = ContinuousClock()
        let start = clock.now
        poll.cancel()
        _ = try? await poll.value
        #expect(clock.now - start < .seconds(20))
    }

    @Test func `wakes every one of many polls`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let polls = (0..<50).map { _ in
            Task { try await broker.deliveries(of: recipient, DeliveryQuery(waitSeconds: 60)) }
        }
        try await Task.sleep(for: .milliseconds(50))
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient])).acceptance
        for poll in polls { #expect(try await poll.value.deliveries.count == 1) }
    }
}
