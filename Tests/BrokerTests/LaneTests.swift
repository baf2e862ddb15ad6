import BrokerAPI
import Custody
import GRDB
import Primitives
import Testing

@testable import Broker

/// What the broker says as the home broker: numbers, one end, and never an early one.
@Suite struct `Lanes at the home broker` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
    }

    private func step(
        _ deposit: TestDeposit, by organisation: TestOrganisation, _ signer: HeldKey,
        after previous: SHA256Digest? = nil
    ) throws -> LaneStep {
        LaneStep(
            consignment: deposit.consignment, sender: sender.reference,
            mailbox: try recipient.mailbox(),
            issuer: OrganisationIssuer(
                organisation: organisation.reference, keyID: signer.publicKey.id),
            claimedTime: broker.clock.now, previous: previous ?? deposit.digest)
    }

    private func withdrawal(
        of deposit: TestDeposit, by signer: HeldKey? = nil,
        reason: WithdrawalReason = .wrongMailbox
    ) throws -> SignedFiles {
        let signer = signer ?? sender.officer
        return try sign(
            Withdrawal(
                step(deposit, by: sender, signer), deposit: deposit.digest, reason: reason),
            signer)
    }

    private func acceptance(of deposit: TestDeposit) throws -> SignedFiles {
        try sign(
            ConsignmentAcceptance(
                step(deposit, by: recipient, recipient.officer), deposit: deposit.digest,
                sealedCommitment: deposit.terms.sealedCommitment), recipient.officer)
    }

    @discardableResult
    private func withdraw(
        _ files: SignedFiles, _ deposit: TestDeposit, by device: HeldKey? = nil
    ) async throws -> EvidenceOutcome {
        try await broker.service.withdraw(
            files, about: deposit.consignment, from: broker.caller(device ?? sender.laptop)
        ).outcome
    }

    private func accept(_ files: SignedFiles, number: Int64 = 1) async throws {
        _ = try await broker.service.submitEvidence(
            files, about: #require(DeliveryNumber(number)), in: recipient.mailbox(),
            from: broker.caller(recipient.laptop))
    }

    /// The names of what took effect, as the sender and as the recipient read them.
    private func names(
        _ deposit: TestDeposit, number: Int64 = 1
    ) async throws -> (sender: [String], recipient: [String]) {
        let sent = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        let received = try await broker.service.evidence(
            about: #require(DeliveryNumber(number)), in: recipient.mailbox(),
            for: broker.caller(recipient.laptop))
        return (sent.statements.map(\.name), received.statements.map(\.name))
    }

    private func statement<Content: StatementPredicate>(
        _ deposit: TestDeposit, _ type: Content.Type
    ) async throws -> Content? {
        let list = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        let item = list.statements.first { $0.name == Content.event.rawValue }
        guard let files = item?.files else { return nil }
        let signed = try SignedStatement(
            json: files.statement, signature: files.signature, entry: files.entry)
        _ = try signed.openingFile()
        return try signed.verify(as: type, mode: .live, by: broker.service.publicKey).content
    }

    @Test func `each delivery has its number in a signed statement, without gaps`() async throws {
        for number in 1...5 {
            let deposit = try TestDeposit(from: sender, to: [recipient])
            _ = try await broker.deposit(deposit)
            // A retry gives no second number.
            _ = try await broker.deposit(deposit)
            let consignment = try await statement(deposit, ContentConsignment.self)
            #expect(consignment?.number == Int64(number))
            #expect(consignment?.deposit == deposit.digest)
            let names = try await names(deposit, number: Int64(number))
            #expect(names.sender == ["SubmissionAcceptance", "ContentConsignment"])
            #expect(
                names.recipient == ["Deposit", "SubmissionAcceptance", "ContentConsignment"])
        }
    }

    @Test func `a withdrawal ends a lane that nobody has decided`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 90_000)
        _ = try await broker.deposit(deposit)
        let files = try withdrawal(of: deposit)
        #expect(try await withdraw(files, deposit) == .recorded)
        #expect(try await withdraw(files, deposit) == .repeated)
        #expect(try await broker.deliveries(of: recipient).deliveries[0].state == .withdrawn)
        let names = try await names(deposit)
        #expect(names.sender.last == "Withdrawal")
        #expect(names.recipient.dropFirst(2) == ["ContentConsignment", "Withdrawal"])
        let late = try acceptance(of: deposit)
        await #expect {
            try await accept(late)
        } throws: { error in
            guard case .tooLate(let end) = error as? BrokerError else { return false }
            return end.name == "Withdrawal" && end.files == files
        }
        for content in [broker.service.preview, broker.service.payload] {
            await #expect(throws: BrokerError.payloadErased) {
                try await content(
                    #require(DeliveryNumber(1)), recipient.mailbox(),
                    broker.caller(recipient.laptop))
            }
        }
        #expect(try broker.folder.payloadFiles().isEmpty)
    }

    @Test func `a withdrawal after a decision is too late, and shows the decision`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        let accepted = try acceptance(of: deposit)
        try await accept(accepted)
        let late = try withdrawal(of: deposit)
        for _ in 0..<2 {
            await #expect {
                try await withdraw(late, deposit)
            } throws: { error in
                guard case .tooLate(let end) = error as? BrokerError else { return false }
                return end.files == accepted
            }
        }
        #expect(try await names(deposit).sender.last == "ConsignmentAcceptance")
    }

    @Test func `only an active member of the sender withdraws, and only its own deposit`()
        async throws
    {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        for signer in [sender.laptop, recipient.officer, try HeldKey()] {
            await #expect(throws: BrokerError.evidence(.wrongSigner)) {
                try await withdraw(try withdrawal(of: deposit, by: signer), deposit)
            }
        }
        let good = try withdrawal(of: deposit)
        await #expect(throws: BrokerError.unknownDeposit) {
            try await withdraw(good, deposit, by: recipient.laptop)
        }
        await #expect(throws: BrokerError.evidence(.wrongEvent)) {
            try await withdraw(try acceptance(of: deposit), deposit)
        }
        let other = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(other)
        await #expect(throws: BrokerError.evidence(.wrongLane)) {
            try await withdraw(try withdrawal(of: other), deposit)
        }
        #expect(try await withdraw(good, deposit) == .recorded)
        await #expect(throws: BrokerError.evidence(.duplicate)) {
            try await withdraw(try withdrawal(of: deposit, reason: .superseded), deposit)
        }
    }

    @Test func `nothing expires before its deadline, and each lane once`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 90_000)
        _ = try await broker.deposit(deposit)
        for seconds in [-3600, -1, 0, 60, 299] as [Int64] {
            broker.clock.set(TestTime.later(days: 7, seconds: seconds))
            #expect(try await broker.expireLanes() == 0)
        }
        broker.clock.set(TestTime.later(days: 7, seconds: 300))
        #expect(try await broker.expireLanes() == 1)
        #expect(try await broker.expireLanes() == 0)
        let expiry = try #require(try await statement(deposit, AcceptanceRejectionExpiry.self))
        #expect(expiry.deadline == deposit.deadline)
        #expect(expiry.checkpoint == nil)
        #expect(
            ExpiryPolicy.unwitnessed.judge(expiry) == .unwitnessed(claimed: broker.clock.now))
        #expect(try await broker.deliveries(of: recipient).deliveries[0].state == .expired)
        #expect(
            try await names(deposit).recipient.dropFirst(2) == [
                "ContentConsignment", "AcceptanceRejectionExpiry",
            ])
        await #expect {
            try await accept(try acceptance(of: deposit))
        } throws: { error in
            guard case .tooLate(let end) = error as? BrokerError else { return false }
            return end.name == "AcceptanceRejectionExpiry"
        }
        // What expired is kept: nobody has said that it is not wanted.
        #expect(try broker.folder.payloadFiles().count == 1)
        let restarted = try broker.afterKill()
        #expect(try await restarted.expireLanes() == 0)
    }

    @Test func `what every mailbox has declined is erased, the preview too`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        let declined = try sign(
            ConsignmentRejection(
                step(deposit, by: recipient, recipient.officer), deposit: deposit.digest,
                reason: .noCapacity), recipient.officer)
        try await accept(declined)
        for content in [broker.service.preview, broker.service.payload] {
            await #expect(throws: BrokerError.payloadErased) {
                try await content(
                    #require(DeliveryNumber(1)), recipient.mailbox(),
                    broker.caller(recipient.laptop))
            }
        }
        let left = try await broker.service.store.pool.read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT (SELECT count(*) FROM preview) + (SELECT count(*) FROM payload)")
        }
        #expect(left == 0)
    }

    @Test func `a lane that cannot expire keeps no other from it`() async throws {
        for _ in 0..<70 {
            _ = try await broker.deposit(try TestDeposit(from: sender, to: [recipient]))
        }
        try await broker.service.store.pool.write { database in
            try database.execute(sql: "UPDATE deposit SET statement = x'00' WHERE id IN (1, 64)")
        }
        broker.clock.set(TestTime.later(days: 8))
        await #expect(throws: BrokerError.self) { _ = try await broker.expireLanes() }
        let states = try await broker.service.store.pool.read { database in
            try String.fetchAll(database, sql: "SELECT state FROM delivery ORDER BY deposit")
        }
        #expect(states.indices.filter { states[$0] == "available" } == [0, 63])
    }

    @Test func `what was decided does not expire`() async throws {
        let decided = try TestDeposit(from: sender, to: [recipient])
        let withdrawn = try TestDeposit(from: sender, to: [recipient])
        for deposit in [decided, withdrawn] { _ = try await broker.deposit(deposit) }
        try await accept(try acceptance(of: decided))
        try await withdraw(try withdrawal(of: withdrawn), withdrawn)
        broker.clock.set(TestTime.later(days: 30))
        #expect(try await broker.expireLanes() == 0)
    }

    @Test func `decisions, withdrawals and expiry at once leave one end on each lane`()
        async throws
    {
        let deposits = try (0..<12).map { _ in try TestDeposit(from: sender, to: [recipient]) }
        for deposit in deposits { _ = try await broker.deposit(deposit) }
        broker.clock.set(TestTime.later(days: 8))
        await withTaskGroup(of: Void.self) { group in
            for (index, deposit) in deposits.enumerated() {
                group.addTask {
                    try? await accept(acceptance(of: deposit), number: Int64(index + 1))
                }
                group.addTask { _ = try? await withdraw(withdrawal(of: deposit), deposit) }
            }
            group.addTask { _ = try? await broker.expireLanes() }
        }
        _ = try await broker.expireLanes()
        for (index, deposit) in deposits.enumerated() {
            let names = try await names(deposit, number: Int64(index + 1)).sender
            let ends = names.compactMap(Event.init(rawValue:)).filter(\.isTerminal)
            #expect(ends.count == 1, "\(names)")
        }
    }

    @Test func `a hundred lanes past their deadline all expire in one go`() async throws {
        for _ in 0..<100 {
            _ = try await broker.deposit(try TestDeposit(from: sender, to: [recipient]))
        }
        broker.clock.set(TestTime.later(days: 8))
        #expect(try await broker.expireLanes() == 100)
    }
}
