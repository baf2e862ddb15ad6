import BrokerAPI
import Custody
import KeyDirectory
import Primitives
import Testing

@testable import Broker

/// Two brokers, their rules and their stores; what goes between them the tests carry themselves.
@Suite struct RelayTests {
    let first: TestBroker
    let home: TestBroker
    let sender: TestOrganisation
    let recipient: TestOrganisation
    let firstPeer: RelayPeer
    let homePeer: RelayPeer

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

    func jobs(_ broker: TestBroker? = nil) async throws -> [RelayJob] {
        try await (broker ?? first).service.relayJobs(for: homePeer)
    }

    /// Brings what a job is about to the home broker, as the server does.
    func bring(
        _ job: RelayJob, from broker: TestBroker? = nil, by peer: RelayPeer? = nil
    ) async throws -> RelayOutcome {
        let parcel = try await (broker ?? first).service.relayParcel(job)
        guard case .memory(let payload) = parcel.payload else { throw TestFailure("a file") }
        return try await home.service.relay(
            DepositRequest(
                files: parcel.files, preview: parcel.preview,
                payload: .received(try await home.receive(payload))), from: peer ?? firstPeer)
    }

    func handOn(_ job: RelayJob, _ broker: TestBroker? = nil) async throws {
        let service = (broker ?? first).service
        try await service.beginRelay(job)
        guard case .accepted(let list, _) = try await bring(job, from: broker) else {
            throw TestFailure("not accepted")
        }
        #expect(try await service.recordRelay(job, list, at: first.clock.now) == nil)
    }

    /// What the sender is shown.
    func names(_ deposit: TestDeposit, _ broker: TestBroker? = nil) async throws -> [String] {
        let broker = broker ?? first
        return try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop)
        ).statements.map(\.name)
    }

    func sent() async throws -> TestDeposit {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await first.deposit(deposit).acceptance
        return deposit
    }

    func pass(hours: Int64) {
        if let later = first.clock.now.adding(seconds: hours * 3600) { first.clock.set(later) }
    }

    func pass(_ seconds: Int64, after deposit: TestDeposit) throws {
        first.clock.set(try #require(deposit.deadline.adding(seconds: seconds)))
    }

    @Test func `a deposit is handed on, and what is said of it comes back in order`() async throws {
        let deposit = try await sent()
        #expect(try await names(deposit) == ["SubmissionAcceptance"])
        #expect(try await first.deliveries(of: recipient).deliveries.isEmpty)
        try await handOn(try #require(try await jobs().first))
        #expect(try await names(deposit) == whole)
        #expect(try await home.deliveries(of: recipient).deliveries.count == 1)
        // Asked again, nothing is said twice.
        first.clock.set(TestTime.later(hours: 2))
        let job = try #require(try await jobs().first)
        #expect(job.state == .there)
        let list = try await home.service.relayedEvidence(
            deposit.consignment, of: sender.fingerprint, for: firstPeer)
        #expect(try await first.service.recordRelay(job, list, at: first.clock.now) == nil)
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

    let whole = [
        "SubmissionAcceptance", "SubmissionAcceptance", "RelayAcceptance", "ContentConsignment",
    ]
}
