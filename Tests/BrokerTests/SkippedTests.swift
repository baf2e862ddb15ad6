import BrokerAPI
import Custody
import GRDB
import Primitives
import Testing

@testable import Broker

/// Numbers that a device gave up: nothing else ever gets them, and the mailbox learns of them.
@Suite struct `Skipped numbers at the broker` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
    }

    private func skipped(
        _ deposit: TestDeposit, by device: HeldKey? = nil, claiming number: Int64? = nil
    ) throws -> SignedFiles {
        let device = device ?? sender.laptop
        let stream = try #require(deposit.terms.destinations.first?.stream)
        let signed = try SignedStatement.sign(
            SkippedStatement(
                deposit: deposit.digest, consignment: deposit.consignment,
                sender: sender.reference, mailbox: recipient.mailbox(),
                stream: .init(device: device.publicKey.id, number: number ?? stream.number),
                claimedTime: broker.clock.now), mode: .live, with: device.key)
        return SignedFiles(
            statement: signed.json, signature: signed.signature, entry: signed.entry ?? [])
    }

    private func skip(
        _ files: SignedFiles, by device: HeldKey? = nil
    ) async throws -> EvidenceOutcome {
        try await broker.service.skip(
            files, in: recipient.mailbox(), from: broker.caller(device ?? sender.laptop)
        ).outcome
    }

    private func list(after place: Int64 = 0, limit: Int = 50) async throws -> SkippedList {
        try await broker.service.skipped(
            in: recipient.mailbox(),
            DeliveryQuery(after: #require(DeliveryNumber(place)), limit: limit),
            for: broker.caller(recipient.laptop))
    }

    @Test func `one that nothing bears is taken, listed, and never given to a deposit`()
        async throws
    {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let files = try skipped(deposit)
        #expect(try await skip(files) == .recorded)
        #expect(try await skip(files) == .repeated)
        let list = try await list()
        #expect(list.skipped.map(\.files) == [files])
        #expect(list.skipped.map(\.place.value) == [1] && list.next.value == 1)
        #expect(try await broker.deposit(deposit).reason == .streamConflict)
        let restarted = try broker.afterKill()
        let again = try await restarted.service.skipped(
            in: recipient.mailbox(), DeliveryQuery(), for: restarted.caller(recipient.laptop))
        #expect(again.skipped.map(\.files) == [files])
    }

    @Test func `one that a deposit bears is refused`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        await #expect(throws: BrokerError.evidence(.delivered)) {
            try await skip(try skipped(deposit))
        }
        #expect(try await list().skipped.isEmpty)
    }

    @Test func `other words about the same number are refused`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let stream = try #require(deposit.terms.destinations.first?.stream)
        #expect(try await skip(try skipped(deposit)) == .recorded)
        let other = try TestDeposit(from: sender, to: [recipient])
        await #expect(throws: BrokerError.evidence(.duplicate)) {
            try await skip(try skipped(other, claiming: stream.number))
        }
    }

    @Test func `only the stream's own device gives one up, for the mailbox that it names`()
        async throws
    {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        for signer in [sender.officer, recipient.laptop, try HeldKey()] {
            await #expect(throws: (any Error).self) {
                try await skip(try skipped(deposit, by: signer))
            }
        }
        let files = try skipped(deposit)
        await #expect(throws: BrokerError.evidence(.wrongSigner)) {
            try await skip(files, by: recipient.laptop)
        }
        let accepted = try TestDeposit(from: sender, to: [recipient])
        let outcome = try await broker.deposit(accepted)
        guard case .accepted(let receipt, _) = outcome else {
            Issue.record("refused")
            return
        }
        await #expect(throws: BrokerError.evidence(.wrongEvent)) {
            try await skip(receipt.acceptance)
        }
        var statement = files.statement
        statement[statement.count / 2] ^= 1
        let changed = SignedFiles(
            statement: statement, signature: files.signature, entry: files.entry)
        await #expect(throws: BrokerError.self) { try await skip(changed) }
        await #expect(throws: BrokerError.unknownMailbox) {
            try await broker.service.skip(
                files, in: #require(MailboxAddress("intake@c.example")),
                from: broker.caller(sender.laptop))
        }
        #expect(try await list().skipped.isEmpty)
    }

    @Test func `pages go on where they stopped, and only the mailbox's owners read them`()
        async throws
    {
        for _ in 0..<5 {
            _ = try await skip(try skipped(try TestDeposit(from: sender, to: [recipient])))
        }
        let first = try await list(limit: 2)
        let second = try await list(after: first.next.value, limit: 10)
        #expect(first.skipped.map(\.place.value) == [1, 2])
        #expect(second.skipped.map(\.place.value) == [3, 4, 5])
        #expect(try await list(after: 5).next.value == 5)
        await #expect(throws: BrokerError.unknownMailbox) {
            try await broker.service.skipped(
                in: recipient.mailbox(), DeliveryQuery(), for: broker.caller(sender.laptop))
        }
    }

    @Test func `one whose entry is not the log's is found by the audit`() async throws {
        _ = try await skip(try skipped(try TestDeposit(from: sender, to: [recipient])))
        #expect(try broker.audit().findings == [])
        try await broker.service.store.pool.write { database in
            try database.execute(sql: "UPDATE skipped SET position = 0")
        }
        let found = try broker.audit()
        #expect(
            found.findings == [
                .skipped(mailbox: 2, place: 1), .unclaimed(first: found.size - 1, count: 1),
            ])
    }
}
