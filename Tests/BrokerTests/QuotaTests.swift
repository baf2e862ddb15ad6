import BrokerAPI
import Custody
import GRDB
import Primitives
import Testing

@testable import Broker

/// What one organisation may leave, and what a mailbox may hold: to the byte, and for several at once.
@Suite struct `Quotas at the broker` {
    private let sender: TestOrganisation
    private let other: TestOrganisation
    private let recipient: TestOrganisation
    private let neighbour: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        other = try TestOrganisation("c.example")
        recipient = try TestOrganisation("b.example")
        neighbour = try TestOrganisation("d.example")
    }

    private func broker(_ change: (inout Quotas) -> Void) async throws -> TestBroker {
        var quotas = Quotas()
        change(&quotas)
        return try await TestBroker.serving(sender, other, recipient, neighbour) {
            $0.quotas = quotas
        }
    }

    @discardableResult
    private func leave(
        _ size: Int, from sender: TestOrganisation? = nil, to recipients: [TestOrganisation]? = nil,
        at broker: TestBroker
    ) async throws -> TestDeposit {
        let made = try TestDeposit(
            from: sender ?? self.sender, to: recipients ?? [recipient], payloadSize: size)
        let outcome = try await broker.deposit(made)
        #expect(outcome.isAccepted)
        return made
    }

    private func refused(
        _ excess: QuotaExcess, _ body: () async throws -> Void
    ) async {
        await #expect(throws: BrokerError.quota(excess)) { try await body() }
    }

    private func held(
        _ broker: TestBroker, by organisation: TestOrganisation? = nil
    ) async throws -> Allowance {
        try await broker.service.allowance(
            AllowanceQuery([recipient.mailbox(), neighbour.mailbox()]),
            for: broker.caller((organisation ?? sender).laptop))
    }

    private func upload(_ size: Int64, at broker: TestBroker) async throws -> UploadID {
        try await broker.service.createUpload(
            lengthInBytes: size, metadata: nil, by: broker.caller(sender.laptop)
        ).id
    }

    private func fill(
        _ upload: UploadID, with bytes: [UInt8], _ caller: Caller, at broker: TestBroker
    ) async throws {
        let writer = try await broker.service.continueUpload(upload, at: 0, by: caller)
        try await writer.append(bytes[...])
        _ = try await writer.commit()
    }

    private func decline(
        _ deposit: TestDeposit, _ number: Int64 = 1, for organisation: TestOrganisation? = nil,
        at broker: TestBroker
    ) async throws {
        let organisation = organisation ?? recipient
        let step = LaneStep(
            consignment: deposit.consignment, sender: deposit.sender.reference,
            mailbox: try organisation.mailbox(),
            issuer: OrganisationIssuer(
                organisation: organisation.reference, keyID: organisation.officer.publicKey.id),
            claimedTime: broker.clock.now, previous: deposit.digest)
        let said = try sign(
            ConsignmentRejection(step, deposit: deposit.digest, reason: .noCapacity),
            organisation.officer)
        _ = try await broker.service.submitEvidence(
            said, about: #require(DeliveryNumber(number)), in: organisation.mailbox(),
            from: broker.caller(organisation.laptop))
    }

    @Test func `takes bytes to the last one, refuses one more, and leaves nothing of that`()
        async throws
    {
        let broker = try await broker { $0.organisation.bytes = 100_000 }
        try await leave(30_000, at: broker)
        let large = try TestDeposit(from: sender, to: [recipient], payloadSize: 70_001)
        await refused(.organisationBytes) { _ = try await broker.deposit(large) }
        #expect(try broker.folder.payloadFiles().isEmpty)
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
        try await leave(70_000, at: broker)
        await refused(.organisationBytes) { _ = try await self.leave(1, at: broker) }
        // The number in the mailbox and the stream number that it had are free again.
        let numbers = try await broker.deliveries(of: recipient).deliveries.map(\.number.value)
        #expect(numbers == [1, 2])
        try await leave(1, from: other, at: broker)
    }

    @Test func `what was accepted is answered again, whatever the quota is by then`() async throws {
        let broker = try await broker { $0.organisation.objects = 1 }
        let first = try TestDeposit(from: sender, to: [recipient])
        let accepted = try await broker.deposit(first)
        let again = try await broker.deposit(first)
        #expect(again.isRepeated)
        #expect(try again.acceptance == accepted.acceptance)
        await refused(.organisationObjects) { _ = try await self.leave(10, at: broker) }
    }

    @Test func `one that is refused goes through unchanged when there is room`() async throws {
        let broker = try await broker { $0.organisation.objects = 1 }
        let first = try await leave(1000, at: broker)
        let waiting = try TestDeposit(from: sender, to: [recipient])
        await refused(.organisationObjects) { _ = try await broker.deposit(waiting) }
        try await decline(first, at: broker)
        #expect(try await held(broker).objects.used == 0)
        #expect(try await broker.deposit(waiting).isAccepted)
        #expect(try await held(broker).bytes.used == Int64(waiting.payload.count))
    }

    @Test func `of many at once only those that fit are taken`() async throws {
        let broker = try await broker { $0.organisation.bytes = 10_500 }
        let made = try (0..<50).map { _ in
            try TestDeposit(from: sender, to: [recipient], payloadSize: 1000)
        }
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for deposit in made {
                group.addTask {
                    do {
                        return try await broker.deposit(deposit).isAccepted
                    } catch BrokerError.quota(.organisationBytes) {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 10)
        #expect(try await held(broker).bytes.used == 10_000)
        #expect(try await broker.service.figures().quotaRefusals[.organisationBytes] == 40)
        _ = try broker.audit()
    }

    @Test func `one sender's share of a mailbox leaves the rest to others`() async throws {
        let broker = try await broker {
            $0.mailbox.bytesPerSender = 5000
            $0.mailbox.bytes = 8000
        }
        try await leave(5000, at: broker)
        await refused(.senderBytes) { try await self.leave(1, at: broker) }
        try await leave(1, to: [neighbour], at: broker)
        try await leave(3000, from: other, at: broker)
        await refused(.mailboxBytes) { try await self.leave(1, from: other, at: broker) }
        // Of several mailboxes, one that is full is enough, and the others get nothing.
        await refused(.mailboxBytes) {
            try await self.leave(1, from: other, to: [neighbour, recipient], at: broker)
        }
        #expect(try await broker.deliveries(of: neighbour).deliveries.count == 1)
    }

    @Test func `deposits in a mailbox are counted as well as their bytes`() async throws {
        let broker = try await broker {
            $0.mailbox.objectsPerSender = 2
            $0.mailbox.objects = 3
        }
        for _ in 0..<2 { try await leave(1, at: broker) }
        await refused(.senderObjects) { try await self.leave(1, at: broker) }
        try await leave(1, from: other, at: broker)
        await refused(.mailboxObjects) { try await self.leave(1, from: other, at: broker) }
    }

    @Test func `a deposit in two mailboxes counts once for its sender, until both have declined`()
        async throws
    {
        let broker = try await broker { $0.organisation.objects = 100 }
        let made = try await leave(2000, to: [recipient, neighbour], at: broker)
        var told = try await held(broker)
        #expect(told.bytes.used == 2000 && told.objects.used == 1)
        #expect(told.shares.map(\.bytes.used) == [2000, 2000])
        try await decline(made, at: broker)
        #expect(try await held(broker).objects.used == 1)
        try await decline(made, for: neighbour, at: broker)
        told = try await held(broker)
        #expect(told.bytes.used == 0 && told.shares.map(\.objects.used) == [0, 0])
    }

    @Test func `an announced length counts at once, and not twice when it becomes a deposit`()
        async throws
    {
        let broker = try await broker {
            $0.organisation.bytes = 200_000
            $0.organisation.objects = 2
            $0.organisation.uploads = 2
        }
        let made = try TestDeposit(from: sender, to: [recipient], payloadSize: 150_000)
        let begun = try await upload(150_000, at: broker)
        await refused(.organisationBytes) { _ = try await self.upload(50_001, at: broker) }
        await refused(.organisationBytes) { try await self.leave(50_001, at: broker) }
        let second = try await upload(50_000, at: broker)
        await refused(.organisationUploads) { _ = try await self.upload(1, at: broker) }
        let caller = try broker.caller(sender.laptop)
        try await fill(begun, with: made.payload, caller, at: broker)
        let outcome = try await broker.service.deposit(
            DepositRequest(files: made.files, preview: made.preview, payload: .upload(begun)),
            from: caller)
        #expect(outcome.isAccepted)
        try await broker.service.terminateUpload(second, by: broker.caller(sender.laptop))
        #expect(try await held(broker).bytes.used == 150_000)
        #expect(try await held(broker).uploads.used == 0)
    }

    @Test
    func `tells each its own numbers, and of a mailbox that is not here what of an empty one`()
        async throws
    {
        let broker = try await broker { _ in }
        try await leave(700, at: broker)
        let own = try await held(broker)
        #expect(own.bytes == .init(used: 700, limit: 32 << 30) && own.roomInBytes > 0)
        #expect(own.shares[0].bytes.used == 700 && own.shares[1].bytes.used == 0)
        let others = try await held(broker, by: other)
        #expect(others.bytes.used == 0 && others.shares[0].bytes.used == 0)
        let nobody = try #require(MailboxAddress("intake@nobody.example"))
        let asked = try await broker.service.allowance(
            AllowanceQuery([nobody, neighbour.mailbox()]), for: broker.caller(sender.laptop))
        #expect(asked.shares[0].bytes == asked.shares[1].bytes)
        #expect(asked.shares[0].objects == asked.shares[1].objects)
    }

    @Test func `without quotas nobody is bounded, and the numbers are told all the same`()
        async throws
    {
        let broker = try await TestBroker.serving(sender, other, recipient, neighbour)
        try await leave(700, at: broker)
        let told = try await held(broker)
        #expect(told.bytes == .init(used: 700, limit: nil) && told.requestsPerMinute == nil)
        #expect(told.bytes.left == .max)
    }

    @Test func `a store of before is counted when it is opened`() async throws {
        let broker = try await TestBroker.serving(sender, other, recipient, neighbour)
        try await leave(700, to: [recipient, neighbour], at: broker)
        try await leave(80_000, from: other, at: broker)
        let before = try await broker.service.store.read { try HeldRows.amount($0) }
        _ = try await broker.service.store.committer.submit { database in
            for statement in [
                "DROP TRIGGER payloadHeld", "DROP TRIGGER payloadReleased", "DROP TABLE held",
                "DROP INDEX uploadOfOrganisation", "ALTER TABLE upload DROP COLUMN organisation",
                "DELETE FROM grdb_migrations WHERE identifier = '9'",
            ] { try database.execute(sql: statement) }
            return .keep(())
        }
        let later = try broker.afterKill()
        #expect(before == .init(bytes: 80_700, objects: 2))
        #expect(try await later.service.store.read { try HeldRows.amount($0) } == before)
        let told = try await held(later)
        #expect(told.bytes.used == 700 && told.shares.map(\.objects.used) == [1, 1])
    }

    @Test func `below the reserve nothing new is begun, and what was accepted is answered`()
        async throws
    {
        let (folder, seed) = (try TestFolder(), Randomness.bytes(32))
        let made = try TestDeposit(from: sender, to: [recipient])
        do {
            let broker = try TestBroker(folder: folder, seed: seed)
            for organisation in [sender, recipient] { try await broker.admit(organisation) }
            #expect(try await broker.deposit(made).isAccepted)
        }
        var options = StoreOptions()
        options.reserveInBytes = 1 << 55
        let full = try TestBroker(folder: folder.copy(), seed: seed, options: options)
        let small = try TestDeposit(from: sender, to: [recipient], payloadSize: 10)
        await #expect(throws: BrokerError.store(.insufficientStorage)) {
            try await full.deposit(small)
        }
        let large = try TestDeposit(from: sender, to: [recipient], payloadSize: 100_000)
        await #expect(throws: StoreError.insufficientStorage) { try await full.deposit(large) }
        #expect(try await full.deposit(made).isRepeated)
        // What is said about a case that is here goes on.
        try await decline(made, at: full)
        let caller = try full.caller(sender.laptop)
        #expect(try await full.service.allowance(AllowanceQuery(), for: caller).roomInBytes == 0)
    }
}

extension DepositOutcome {
    fileprivate var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
