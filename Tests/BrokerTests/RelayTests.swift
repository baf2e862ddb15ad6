import BrokerAPI
import Custody
import KeyDirectory
import Primitives
import Testing

@testable import Broker

/// Two brokers, their rules and their stores; what goes between them the tests carry themselves.
@Suite struct RelayTests {
    private let first: TestBroker
    private let home: TestBroker
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let firstPeer: RelayPeer
    private let homePeer: RelayPeer

    init() async throws {
        let clock = TestClock()
        let seeds = (Randomness.bytes(32), Randomness.bytes(32))
        firstPeer = try Self.peer("first.example", seeds.0)
        homePeer = try Self.peer("home.example", seeds.1)
        let (firstPeer, homePeer) = (firstPeer, homePeer)
        first = try TestBroker(seed: seeds.0, clock: clock, called: "first.example") {
            $0.peers = [homePeer]
        }
        home = try TestBroker(seed: seeds.1, clock: clock, called: "home.example") {
            $0.peers = [firstPeer]
        }
        sender = try TestOrganisation("a.example", home: firstPeer.serviceKey)
        recipient = try TestOrganisation("b.example", home: homePeer.serviceKey)
        for broker in [first, home] {
            for organisation in [sender, recipient] { try await broker.admit(organisation) }
        }
    }

    private static func peer(_ name: String, _ seed: [UInt8]) throws -> RelayPeer {
        RelayPeer(
            name: try #require(OrganisationName(name)),
            serviceKey: try SigningKey(seed: SecretBytes(copying: seed.span)).publicKey)
    }

    private func jobs(_ broker: TestBroker? = nil) async throws -> [RelayJob] {
        try await (broker ?? first).service.relayJobs(for: homePeer)
    }

    /// Brings what a job is about to the home broker, as the server does.
    private func bring(
        _ job: RelayJob, from broker: TestBroker? = nil, by peer: RelayPeer? = nil
    ) async throws -> RelayOutcome {
        let parcel = try await (broker ?? first).service.relayParcel(job)
        guard case .memory(let payload) = parcel.payload else { throw TestFailure("a file") }
        return try await home.service.relay(
            DepositRequest(
                files: parcel.files, preview: parcel.preview,
                payload: .received(try await home.receive(payload))), from: peer ?? firstPeer)
    }

    private func handOn(_ job: RelayJob, _ broker: TestBroker? = nil) async throws {
        let service = (broker ?? first).service
        try await service.beginRelay(job)
        guard case .accepted(let list, _) = try await bring(job, from: broker) else {
            throw TestFailure("not accepted")
        }
        try await service.recordRelay(job, list)
    }

    /// What the sender is shown.
    private func names(_ deposit: TestDeposit, _ broker: TestBroker? = nil) async throws -> [String]
    {
        let broker = broker ?? first
        return try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop)
        ).statements.map(\.name)
    }

    private func sent() async throws -> TestDeposit {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await first.deposit(deposit).acceptance
        return deposit
    }

    /// At the deadline, and a second later.
    private func passDeadline(of deposit: TestDeposit) throws {
        first.clock.set(try #require(deposit.deadline.adding(seconds: 1)))
    }

    @Test func `a deposit is handed on, and what is said of it comes back in order`() async throws {
        let deposit = try await sent()
        #expect(try await names(deposit) == ["SubmissionAcceptance"])
        #expect(try await first.deliveries(of: recipient).deliveries.isEmpty)
        try await handOn(try #require(try await jobs().first))
        let whole = [
            "SubmissionAcceptance", "SubmissionAcceptance", "RelayAcceptance",
            "ContentConsignment",
        ]
        #expect(try await names(deposit) == whole)
        #expect(try await home.deliveries(of: recipient).deliveries.count == 1)
        // Asked again, nothing is said twice.
        first.clock.set(TestTime.later(hours: 2))
        let job = try #require(try await jobs().first)
        #expect(job.state == .there)
        let list = try await home.service.relayedEvidence(
            deposit.consignment, of: sender.fingerprint, for: firstPeer)
        try await first.service.recordRelay(job, list)
        #expect(try await names(deposit) == whole)
        #expect(try first.audit().findings.isEmpty)
    }

    @Test func `a kill before the answer was recorded leaves one hop`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try await first.service.beginRelay(job)
        _ = try await bring(job)
        let again = try first.afterKill()
        let waiting = try #require(try await jobs(again).first)
        #expect(waiting.isUncertain && waiting.state == .waiting)
        try await handOn(waiting, again)
        #expect(try await names(deposit, again).filter { $0 == "RelayAcceptance" }.count == 1)
        #expect(try await home.deliveries(of: recipient).deliveries.count == 1)
        // The sender's own retry is answered as it was.
        #expect(try await again.deposit(deposit).isRepeated)
    }

    @Test func `what was never begun is not delivered, and the end`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try await first.service.giveUpRelay(job, isUncertain: false)
        #expect(try await names(deposit) == ["SubmissionAcceptance"], "not before the deadline")
        try passDeadline(of: deposit)
        try await first.service.giveUpRelay(job, isUncertain: false)
        try await first.service.giveUpRelay(job, isUncertain: false)
        #expect(try await names(deposit) == ["SubmissionAcceptance", "RelayFailure"])
        #expect(try await reason(deposit) == .notDelivered)
        #expect(try await jobs().isEmpty)
    }

    @Test func `what may have been sent is unknown until the home broker speaks`() async throws {
        let deposit = try await sent()
        let begun = try #require(try await jobs().first)
        try await first.service.beginRelay(begun)
        _ = try await bring(begun)
        try passDeadline(of: deposit)
        let job = try #require(try await jobs().first)
        try await first.service.giveUpRelay(job, isUncertain: job.isUncertain)
        #expect(try await reason(deposit) == .outcomeUnknown)
        first.clock.set(try #require(deposit.deadline.adding(seconds: 600)))
        let unknown = try #require(try await jobs().first)
        #expect(unknown.state == .unknown)
        let list = try await home.service.relayedEvidence(
            deposit.consignment, of: sender.fingerprint, for: firstPeer)
        try await first.service.recordRelay(unknown, list)
        #expect(
            try await names(deposit) == [
                "SubmissionAcceptance", "RelayFailure", "SubmissionAcceptance",
                "RelayAcceptance", "ContentConsignment",
            ])
    }

    @Test func `after the deadline the home broker refuses, and says so`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try passDeadline(of: deposit)
        guard case .rejected(let files, let reason) = try await bring(job) else {
            throw TestFailure("not refused")
        }
        #expect(reason == .deadlinePassed)
        try await first.service.refuseRelay(job, files)
        #expect(try await names(deposit) == ["SubmissionAcceptance", "RelayRejection"])
        #expect(try await home.deliveries(of: recipient).deliveries.isEmpty)
        #expect(try await jobs().isEmpty)
    }

    @Test func `nobody but a peer is answered as one`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try await handOn(job)
        let stranger = RelayPeer(
            name: try #require(OrganisationName("third.example")),
            serviceKey: try HeldKey().publicKey)
        await #expect(throws: BrokerError.unknownDeposit) {
            try await home.service.relayedEvidence(
                deposit.consignment, of: sender.fingerprint, for: stranger)
        }
        let request = try home.request(by: HeldKey(), method: "POST")
        #expect(try home.service.authenticatePeer(request) == nil)
        let device = try home.request(by: sender.laptop, method: "POST")
        #expect(try home.service.authenticatePeer(device) == nil)
    }

    @Test func `a deposit of a sender whom the home broker has not admitted is not taken`()
        async throws
    {
        let unknown = try TestOrganisation("c.example")
        try await first.admit(unknown)
        let deposit = try TestDeposit(from: unknown, to: [recipient])
        _ = try await first.deposit(deposit).acceptance
        let job = try #require(try await jobs().first)
        await #expect(throws: BrokerError.self) { try await bring(job) }
        #expect(try await home.deliveries(of: recipient).deliveries.isEmpty)
    }

    @Test func `what cannot be handed on is refused at once`() async throws {
        let stranger = try TestOrganisation("c.example", home: HeldKey().publicKey)
        try await first.admit(stranger)
        let cases: [(TestDeposit, SubmissionRejectionReason)] = [
            (try TestDeposit(from: sender, to: [stranger]), .mailboxUnknown),
            (try TestDeposit(from: sender, to: [recipient, sender]), .tooManyMailboxes),
            (
                try TestDeposit(
                    from: sender, to: [recipient],
                    payloadSize: BrokerLimits.oneRequestPayloadBytes + 1), .payloadTooLarge
            ),
        ]
        for (deposit, reason) in cases {
            #expect(try await first.deposit(deposit).reason == reason)
        }
        #expect(try await jobs().isEmpty)
        // The same is taken where the mailbox is.
        #expect(try await home.deposit(TestDeposit(from: sender, to: [recipient])).reason == nil)
    }

    @Test func `one poisoned delivery waits alone`() async throws {
        let poisoned = try await sent()
        let job = try #require(try await jobs().first)
        try await first.service.postponeRelay(job, isUncertain: false)
        var healthy: [TestDeposit] = []
        for _ in 0..<5 { healthy.append(try await sent()) }
        let due = try await jobs()
        #expect(due.map(\.consignment) == healthy.map(\.consignment))
        for job in due { try await handOn(job) }
        #expect(try await home.deliveries(of: recipient).deliveries.count == 5)
        first.clock.set(TestTime.later(hours: 2))
        #expect(try await jobs().contains { $0.consignment == poisoned.consignment })
    }

    @Test func `statements of another delivery, or by another key, are not recorded`() async throws
    {
        let deposit = try await sent()
        let other = try await sent()
        let due = try await jobs()
        for job in due { _ = try await bring(job) }
        let foreign = try await home.service.relayedEvidence(
            other.consignment, of: sender.fingerprint, for: firstPeer)
        await #expect(throws: BrokerError.self) {
            try await first.service.recordRelay(due[0], foreign)
        }
        let own = try await home.service.relayedEvidence(
            deposit.consignment, of: sender.fingerprint, for: firstPeer)
        var damaged = own.statements
        let last = damaged.removeLast()
        let files = SignedFiles(
            statement: last.files.statement, signature: damaged[0].files.signature,
            entry: last.files.entry)
        damaged.append(
            EvidenceItem(name: last.name, mailbox: last.mailbox, files: files, proof: nil))
        let listed = EvidenceList(statements: damaged)
        await #expect(throws: BrokerError.self) {
            try await first.service.recordRelay(due[0], listed)
        }
        #expect(try await names(deposit) == ["SubmissionAcceptance"], "all of it or nothing")
    }

    private func reason(_ deposit: TestDeposit) async throws -> RelayFailureReason? {
        let list = try await first.service.evidence(
            about: deposit.consignment, for: first.caller(sender.laptop))
        let failure = try #require(list.statements.first { $0.name == "RelayFailure" })
        return try Statement(parsing: failure.files.statement).content(as: RelayFailure.self)
            .reason
    }
}
