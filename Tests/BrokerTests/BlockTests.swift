import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// A mailbox that takes nothing new from somebody: what that stops, and what it must not.
@Suite struct `Blocked senders at the broker` {
    private let sender: TestOrganisation
    private let other: TestOrganisation
    private let recipient: TestOrganisation
    private let neighbour: TestOrganisation
    private let broker: TestBroker

    init() async throws {
        sender = try TestOrganisation("a.example")
        other = try TestOrganisation("c.example")
        recipient = try TestOrganisation("b.example")
        neighbour = try TestOrganisation("d.example")
        broker = try await TestBroker.serving(sender, other, recipient, neighbour)
    }

    @discardableResult
    private func block(
        _ organisation: TestOrganisation? = nil, by device: HeldKey? = nil,
        at broker: TestBroker? = nil
    ) async throws -> Bool {
        let broker = broker ?? self.broker
        return try await broker.service.block(
            (organisation ?? sender).reference.fingerprint, in: recipient.mailbox(),
            by: broker.caller(device ?? recipient.laptop))
    }

    private func unblock() async throws {
        try await broker.service.unblock(
            sender.reference.fingerprint, in: recipient.mailbox(),
            by: broker.caller(recipient.laptop))
    }

    private func blocked(_ broker: TestBroker? = nil) async throws -> [Fingerprint] {
        let broker = broker ?? self.broker
        return try await broker.service.blocks(
            in: recipient.mailbox(), for: broker.caller(recipient.laptop)
        ).blocks.map(\.fingerprint)
    }

    private func expectBlocked(
        _ deposit: TestDeposit, at broker: TestBroker? = nil
    ) async {
        await #expect(throws: BrokerError.senderBlocked) {
            try await (broker ?? self.broker).deposit(deposit)
        }
    }

    @Test func `stops what is new, in that mailbox and from that sender alone`() async throws {
        #expect(try await block())
        await expectBlocked(try TestDeposit(from: sender, to: [recipient]))
        await expectBlocked(try TestDeposit(from: sender, to: [neighbour, recipient]))
        #expect(try await broker.deliveries(of: recipient).deliveries.isEmpty)
        #expect(try await broker.deliveries(of: neighbour).deliveries.isEmpty)
        #expect(try broker.folder.payloadFiles().isEmpty)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [neighbour])).acceptance
        _ = try await broker.deposit(TestDeposit(from: other, to: [recipient])).acceptance
    }

    @Test func `the same deposit goes through once it is taken back`() async throws {
        let waiting = try TestDeposit(from: sender, to: [recipient])
        try await block()
        await expectBlocked(waiting)
        try await unblock()
        #expect(try await blocked().isEmpty)
        let acceptance = try await broker.deposit(waiting).acceptance
        // A block does not take back what was promised.
        try await block()
        #expect(try await broker.deposit(waiting).acceptance == acceptance)
    }

    @Test func `what lies there stays, and both go on speaking about it`() async throws {
        let made = try TestDeposit(from: sender, to: [recipient], payloadSize: 90_000)
        _ = try await broker.deposit(made)
        try await block()
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
        let payload = try await broker.service.payload(
            #require(DeliveryNumber(1)), in: recipient.mailbox(),
            for: broker.caller(recipient.laptop))
        #expect(payload.digest == .of(made.payload))
        let step = LaneStep(
            consignment: made.consignment, sender: sender.reference,
            mailbox: try recipient.mailbox(),
            issuer: OrganisationIssuer(
                organisation: sender.reference, keyID: sender.officer.publicKey.id),
            claimedTime: broker.clock.now, previous: made.digest)
        let withdrawal = try sign(
            Withdrawal(step, deposit: made.digest, reason: .wrongMailbox), sender.officer)
        let outcome = try await broker.service.submitEvidence(
            withdrawal, about: made.consignment, from: broker.caller(sender.laptop))
        #expect(outcome.outcome == .recorded)
    }

    @Test func `only who opens the mailbox may, and for others it does not exist`() async throws {
        for device in [recipient.desktop, sender.laptop, other.laptop] {
            await #expect(throws: BrokerError.unknownMailbox) { try await block(by: device) }
            await #expect(throws: BrokerError.unknownMailbox) {
                try await broker.service.blocks(
                    in: recipient.mailbox(), for: broker.caller(device))
            }
            await #expect(throws: BrokerError.unknownMailbox) {
                try await broker.service.unblock(
                    sender.reference.fingerprint, in: recipient.mailbox(),
                    by: broker.caller(device))
            }
        }
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient])).acceptance
    }

    @Test func `twice is once, is kept over a kill, and need not be served here`() async throws {
        let stranger = Fingerprint(.of([7]))
        let caller = try broker.caller(recipient.laptop)
        #expect(try await broker.service.block(stranger, in: recipient.mailbox(), by: caller))
        #expect(try await block())
        broker.clock.set(TestTime.later(hours: 3))
        #expect(try await !block())
        let later = try broker.afterKill()
        #expect(try await Set(blocked(later)) == [stranger, sender.reference.fingerprint])
        await expectBlocked(try TestDeposit(from: sender, to: [recipient]), at: later)
        try await unblock()
        try await unblock()
        #expect(try await blocked() == [stranger])
    }

    @Test func `a mailbox blocks so many and not one more`() async throws {
        let (mailbox, since) = (try #require(try organisationRow()), broker.clock.now)
        _ = try await broker.service.store.committer.submit { database in
            for number in 0..<BrokerLimits.blocksPerMailbox {
                _ = try BlockRows.insert(
                    database, mailbox: mailbox,
                    sender: Fingerprint(.of(Array("\(number)".utf8))), since: since)
            }
            return .keep(())
        }
        await #expect(throws: BrokerError.quota(.mailboxBlocks)) { try await block() }
        let list = try await broker.service.blocks(
            in: recipient.mailbox(), for: broker.caller(recipient.laptop))
        #expect(try BlockList(jsonBytes: list.jsonBytes) == list)
        #expect(list.blocks.count == BrokerLimits.blocksPerMailbox)
    }

    private func organisationRow() throws -> Int64? {
        broker.service.organisations.row(of: try recipient.mailbox())
    }

    @Test func `the sender is told before it packs, for the mailbox that it asked about`()
        async throws
    {
        try await block()
        let nobody = try #require(MailboxAddress("intake@nobody.example"))
        let query = AllowanceQuery([try recipient.mailbox(), try neighbour.mailbox(), nobody])
        let told = try await broker.service.allowance(query, for: broker.caller(sender.laptop))
        #expect(told.shares.map(\.isBlocked) == [true, false, false])
        let others = try await broker.service.allowance(query, for: broker.caller(other.laptop))
        #expect(others.shares.map(\.isBlocked) == [false, false, false])
    }
}
