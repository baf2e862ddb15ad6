import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// What the two brokers believe of each other.
extension RelayTests {
    @Test func `statements of another delivery, or by another key, are not recorded`() async throws
    {
        let deposit = try await sent()
        let other = try await sent()
        let due = try await jobs()
        for job in due { _ = try await bring(job) }
        let foreign = try await home.service.relayedEvidence(
            other.consignment, of: sender.fingerprint, for: firstPeer)
        await #expect(throws: BrokerError.self) {
            try await first.service.recordRelay(due[0], foreign, at: first.clock.now)
        }
        #expect(try await names(deposit) == ["SubmissionAcceptance"])
    }

    func listed(_ deposit: TestDeposit) async throws -> [EvidenceItem] {
        try await home.service.relayedEvidence(
            deposit.consignment, of: sender.fingerprint, for: firstPeer
        ).statements
    }

    func record(_ job: RelayJob, _ items: [EvidenceItem]) async throws -> BrokerError? {
        try await first.service.recordRelay(
            job, EvidenceList(statements: items), at: first.clock.now)
    }

    @Test func `what cannot be checked keeps away what follows it, and nothing before it`()
        async throws
    {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try await first.service.beginRelay(job)
        _ = try await bring(job)
        let items = try await listed(deposit)
        var damaged = items
        let last = damaged.removeLast()
        let files = SignedFiles(
            statement: last.files.statement, signature: damaged[0].files.signature,
            entry: last.files.entry)
        damaged.append(
            EvidenceItem(name: last.name, mailbox: last.mailbox, files: files, proof: nil))
        #expect(try await record(job, damaged) != nil)
        #expect(try await names(deposit) == Array(whole.dropLast()))
        pass(hours: 2)
        let there = try #require(try await jobs().first)
        #expect(there.state == .there)
        #expect(try await record(there, items) == nil)
        #expect(try await names(deposit) == whole)
    }

    @Test func `without the home broker's word that it has it nothing is recorded`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        _ = try await bring(job)
        let items = try await listed(deposit)
        for some in [[], Array(items.prefix(1)), Array(items.dropFirst()), items.reversed()] {
            await #expect(throws: BrokerError.self) { try await record(job, some) }
        }
        #expect(try await names(deposit) == ["SubmissionAcceptance"])
        #expect(try #require(try await jobs().first).state == .waiting)
    }

    /// What a bad home broker could sign.
    func hop<Content: RelayStatement>(
        _ deposit: TestDeposit, _ seconds: Int64,
        _ make: (BrokerStep) -> Content
    ) throws -> EvidenceItem {
        let mailbox = try recipient.mailbox()
        let content = make(
            BrokerStep(
                consignment: deposit.consignment, sender: sender.reference, mailbox: mailbox,
                issuer: home.service.issuer, claimedTime: TestTime.later(seconds: seconds),
                previous: deposit.digest))
        return EvidenceItem(
            name: Content.event.rawValue, mailbox: mailbox, files: try home.service.sign(content),
            proof: nil)
    }

    var broughtBy: BrokerIssuer {
        BrokerIssuer(broker: firstPeer.name, keyID: firstPeer.serviceKey.id)
    }

    @Test func `a home broker that lists more than it can have recorded fills no log`() async throws
    {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try await handOn(job)
        let again: [EvidenceItem] = try (1...200).map { seconds in
            try hop(deposit, seconds) {
                RelayAcceptance($0, deposit: deposit.digest, peer: broughtBy)
            }
        }
        let refusal = try hop(deposit, 300) {
            RelayRejection(
                $0, deposit: deposit.digest, peer: broughtBy, reason: .deadlinePassed)
        }
        pass(hours: 2)
        for more in [again, [refusal]] {
            let job = try #require(try await jobs().first)
            #expect(try await record(job, listed(deposit) + more) != nil)
            pass(hours: 2)
        }
        #expect(try await names(deposit) == whole)
    }

    @Test func `a rejection where a delivery was accepted is not recorded`() async throws {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        try await handOn(job)
        let refusal = try hop(deposit, 300) {
            RelayRejection($0, deposit: deposit.digest, peer: broughtBy, reason: .wrongMode)
        }
        try await first.service.refuseRelay(job, refusal.files)
        #expect(try await names(deposit) == whole)
    }

    @Test func `a copy that came damaged is refused unsigned, and the whole one is taken`()
        async throws
    {
        let deposit = try await sent()
        let job = try #require(try await jobs().first)
        let parcel = try await first.service.relayParcel(job)
        let whole = deposit.payload
        let damaged: [(preview: [UInt8], payload: [UInt8], SubmissionRejectionReason)] = [
            (parcel.preview, whole + [0], .payloadMismatch),
            (parcel.preview + [0], whole, .previewMismatch),
        ]
        for (preview, payload, reason) in damaged {
            let received = try await home.receive(payload)
            await #expect(throws: BrokerError.relayRefused(reason)) {
                try await home.service.relay(
                    DepositRequest(
                        files: parcel.files, preview: preview, payload: .received(received)),
                    from: firstPeer)
            }
        }
        try await handOn(job)
        #expect(try await names(deposit).contains("RelayAcceptance"))
    }

    @Test func `what its sender may still bring itself is refused to a peer unsigned`() async throws
    {
        let two = try TestDeposit(from: sender, to: [recipient, sender])
        let request = DepositRequest(
            files: two.files, preview: two.preview,
            payload: .received(try await home.receive(two.payload)))
        await #expect(throws: BrokerError.self) {
            try await home.service.relay(request, from: firstPeer)
        }
        let far = try TestDeposit(from: sender, to: [recipient]) {
            $0.deadline = TestTime.later(days: 3000)
        }
        let early = DepositRequest(
            files: far.files, preview: far.preview,
            payload: .received(try await home.receive(far.payload)))
        await #expect(throws: BrokerError.relayRefused(.deadlineTooFar)) {
            try await home.service.relay(early, from: firstPeer)
        }
    }
}
