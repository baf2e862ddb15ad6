import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// How the first broker gives something up.
extension RelayTests {
    private func giveUp(
        _ job: RelayJob, isUncertain: Bool = false, _ broker: TestBroker? = nil
    ) async throws -> Bool {
        try await (broker ?? first).service.giveUpRelay(
            job, isUncertain: isUncertain, at: first.clock.now)
    }

    @Test func `what was never begun is not delivered, and the end`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        for early: Int64 in [-3600, 0, 299] {
            try pass(early, after: deposit)
            #expect(try await !giveUp(job), "a clock may be wrong by as much")
        }
        #expect(try await names(deposit) == ["SubmissionAcceptance"])
        try pass(300, after: deposit)
        #expect(try await giveUp(job))
        #expect(try await !giveUp(job), "once")
        #expect(try await names(deposit) == ["SubmissionAcceptance", "RelayFailure"])
        #expect(try await reason(deposit) == .notDelivered)
        #expect(try await jobs().isEmpty)
    }

    @Test func `what may have been sent is unknown until the home broker speaks`() async throws {
        let deposit = try await sent()
        let begun = try #require(try await jobs().first)
        try await first.service.beginRelay(begun)
        _ = try await bring(begun)
        try pass(300, after: deposit)
        let job = try #require(try await jobs().first)
        #expect(try await giveUp(job, isUncertain: job.isUncertain))
        #expect(try await reason(deposit) == .outcomeUnknown)
        try pass(900, after: deposit)
        let unknown = try #require(try await jobs().first)
        #expect(unknown.state == .unknown)
        let list = try await home.service.relayedEvidence(
            deposit.consignment, of: sender.fingerprint, for: firstPeer)
        #expect(try await first.service.recordRelay(unknown, list, at: first.clock.now) == nil)
        #expect(
            try await names(deposit) == [
                "SubmissionAcceptance", "RelayFailure", "SubmissionAcceptance",
                "RelayAcceptance", "ContentConsignment",
            ])
    }

    @Test func `after the deadline the home broker refuses, and says so`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try pass(1, after: deposit)
        guard case .rejected(let files, let reason) = try await bring(job) else {
            throw TestFailure("not refused")
        }
        #expect(reason == .deadlinePassed)
        try await first.service.refuseRelay(job, files)
        #expect(try await names(deposit) == ["SubmissionAcceptance", "RelayRejection"])
        #expect(try await home.deliveries(of: recipient).deliveries.isEmpty)
        #expect(try await jobs().isEmpty)
    }

    private func isKept(_ job: RelayJob) async throws -> Bool {
        do throws(BrokerError) {
            _ = try await first.service.relayParcel(job)
            return true
        } catch .payloadErased {
            return false
        }
    }

    @Test func `the content is forgotten at the end, and not before`() async throws {
        let (refused, failed, open) = (try await sent(), try await sent(), try await sent())
        let due = try await jobs()
        func job(_ deposit: TestDeposit) throws -> RelayJob {
            try #require(due.first { $0.consignment == deposit.consignment })
        }
        try await first.service.beginRelay(try job(refused))
        let rejection = try hop(refused, 1) {
            RelayRejection($0, deposit: refused.digest, peer: broughtBy, reason: .wrongMode)
        }
        try await first.service.refuseRelay(try job(refused), rejection.files)
        #expect(try await !isKept(try job(refused)))
        try await handOn(try job(open))
        #expect(try await isKept(try job(open)))
        #expect(try await isKept(try job(failed)))
        try pass(300, after: failed)
        #expect(try await giveUp(try job(failed)))
        #expect(try await !isKept(try job(failed)))
        // The sender's retry is answered all the same.
        #expect(try await first.deposit(failed).isRepeated)
    }

    @Test func `what its home broker no longer has is remembered until it has it again`()
        async throws
    {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        #expect(try await !first.service.loseRelay(job), "it never said that it had it")
        try await handOn(job)
        pass(hours: 1)
        let there = try #require(try await jobs().first)
        #expect(try await first.service.loseRelay(there))
        #expect(try await !first.service.loseRelay(there), "told once")
        let lost = try #require(try await first.service.figures().relays.first)
        #expect(lost.peer == "home.example" && lost.lost == 1 && lost.there == 1)
        #expect(try RelayStanding.standings(in: first.folder.path) == [lost])
        #expect(try await record(there, listed(deposit)) == nil)
        #expect(try await first.service.figures().relays.map(\.lost) == [0])
    }

    @Test func `thirty days after its deadline nobody asks about it any more`() async throws {
        let deposit = try await sent()
        try await handOn(try #require(try await jobs().first))
        try pass(30 * 86_400, after: deposit)
        let job = try #require(try await jobs().first)
        #expect(try await !first.service.finishRelay(job, at: first.clock.now))
        try pass(30 * 86_400 + 300, after: deposit)
        #expect(try await first.service.finishRelay(job, at: first.clock.now))
        #expect(try await jobs().isEmpty)
        #expect(try await !isKept(job))
    }

    @Test func `a backup of before the hand-over does not say that nothing was handed over`()
        async throws
    {
        let deposit = try await sent()
        let backup = try first.folder.copy()
        let job = try #require(try await jobs().first)
        try await first.service.beginRelay(job)
        _ = try await bring(job)
        try RelayQueue.doubtAll(in: backup.path, now: first.clock.now)
        let restored = try first.afterKill(in: backup)
        let waiting = try #require(try await jobs(restored).first)
        #expect(waiting.isUncertain && waiting.state == .waiting)
        try pass(300, after: deposit)
        #expect(try await !giveUp(waiting, restored), "not as if nothing had been sent")
        #expect(try await giveUp(waiting, isUncertain: true, restored))
        #expect(try await reason(deposit, restored) == .outcomeUnknown)
    }

    @Test func `what another attempt has begun is not said to be undelivered`() async throws {
        let deposit = try await sent()
        let stale = try #require(try await jobs().first)
        try await first.service.beginRelay(stale)
        try pass(300, after: deposit)
        #expect(try await !giveUp(stale))
        #expect(try await names(deposit) == ["SubmissionAcceptance"])
    }

    @Test func `a delivery that waits is looked at again as soon as it may be given up`()
        async throws
    {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try pass(299, after: deposit)
        try await first.service.postponeRelay(job, isUncertain: false)
        try pass(300, after: deposit)
        let due = try #require(try await jobs().first)
        try await first.service.postponeRelay(due, isUncertain: false)
        #expect(try await jobs().isEmpty, "and then not without a pause")
    }

    private func reason(
        _ deposit: TestDeposit, _ broker: TestBroker? = nil
    ) async throws -> RelayFailureReason? {
        let first = broker ?? first
        let list = try await first.service.evidence(
            about: deposit.consignment, for: first.caller(sender.laptop))
        let failure = try #require(list.statements.first { $0.name == "RelayFailure" })
        return try Statement(parsing: failure.files.statement).content(as: RelayFailure.self)
            .reason
    }
}
