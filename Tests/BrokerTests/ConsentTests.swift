import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// Withdrawals of consent and their answers at the home broker.
@Suite struct `Consent at the broker` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker
    private let deposit: TestDeposit

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
        deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 4000)
        _ = try await broker.deposit(deposit)
    }

    private func step(
        by organisation: TestOrganisation, _ signer: HeldKey, after previous: SHA256Digest,
        consignment: ConsignmentID? = nil
    ) throws -> LaneStep {
        LaneStep(
            consignment: consignment ?? deposit.consignment, sender: sender.reference,
            mailbox: try recipient.mailbox(),
            issuer: OrganisationIssuer(
                organisation: organisation.reference, keyID: signer.publicKey.id),
            claimedTime: broker.clock.now, previous: previous)
    }

    private func withdrawal(
        _ signer: HeldKey? = nil, after previous: SHA256Digest? = nil,
        of subject: SHA256Digest? = nil, consignment: ConsignmentID? = nil
    ) throws -> SignedFiles {
        let key = signer ?? sender.officer
        let answerBy = try #require(
            broker.clock.now.adding(
                seconds: 7200 - broker.clock.now.secondsSinceEpoch % 3600))
        return try sign(
            ConsentWithdrawal(
                step(
                    by: sender, key, after: previous ?? deposit.digest, consignment: consignment),
                deposit: subject ?? deposit.digest, part: nil, answerBy: answerBy, received: nil),
            key)
    }

    private func answer(
        to subject: SHA256Digest, after previous: SHA256Digest? = nil, _ signer: HeldKey? = nil,
        _ outcome: ConsentAnswer.Outcome = .stopped
    ) throws -> SignedFiles {
        let key = signer ?? recipient.officer
        return try sign(
            ConsentAnswer(
                step(by: recipient, key, after: previous ?? subject), withdrawal: subject,
                outcome: outcome, onward: .none), key)
    }

    private func decide() async throws {
        let files = try sign(
            ConsignmentAcceptance(
                step(by: recipient, recipient.officer, after: deposit.digest),
                deposit: deposit.digest, sealedCommitment: deposit.terms.sealedCommitment),
            recipient.officer)
        _ = try await broker.service.submitEvidence(
            files, about: #require(DeliveryNumber(1)), in: recipient.mailbox(),
            from: broker.caller(recipient.laptop))
    }

    private func withdraw(_ files: SignedFiles, by device: HeldKey? = nil) async throws
        -> EvidenceOutcome
    {
        try await broker.service.withdrawConsent(
            files, about: deposit.consignment, from: broker.caller(device ?? sender.laptop)
        ).outcome
    }

    private func say(_ files: SignedFiles) async throws -> EvidenceOutcome {
        try await broker.service.answerConsent(
            files, in: recipient.mailbox(), from: broker.caller(recipient.laptop)
        ).outcome
    }

    private func names() async throws -> (sent: [String], received: [String], lane: [String]) {
        let query = DeliveryQuery()
        let sent = try await broker.service.consent(
            about: deposit.consignment, query, for: broker.caller(sender.laptop))
        let received = try await broker.service.consent(
            in: recipient.mailbox(), query, for: broker.caller(recipient.laptop))
        let lane = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        #expect(sent.consent.map(\.place.value) == Array(1..<Int64(sent.consent.count + 1)))
        return (
            sent.consent.map(\.name), received.consent.map(\.name), lane.statements.map(\.name)
        )
    }

    @Test func `both ends read what is recorded, and the lane does not change`() async throws {
        try await decide()
        let lane = try await names().lane
        let asked = try withdrawal()
        #expect(try await withdraw(asked) == .recorded)
        #expect(try await withdraw(asked) == .repeated)
        let digest = SHA256Digest.of(asked.statement)
        let stopped = try answer(to: digest)
        #expect(try await say(stopped) == .recorded)
        #expect(try await say(stopped) == .repeated)
        let erased = try answer(to: digest, after: .of(stopped.statement), nil, .erased)
        #expect(try await say(erased) == .recorded)
        #expect(try await withdraw(try withdrawal(after: digest)) == .recorded)
        let found = try await names()
        let expected = ["ConsentWithdrawal", "ConsentAnswer", "ConsentAnswer", "ConsentWithdrawal"]
        #expect(found.sent == expected && found.received == expected)
        #expect(found.lane == lane)
    }

    @Test func `a withdrawal before the decision, of another key, lane or subject is refused`()
        async throws
    {
        let early = try withdrawal()
        await #expect(throws: BrokerError.evidence(.notNow)) { try await withdraw(early) }
        try await decide()
        let cases: [(SignedFiles, EvidenceRefusal)] = [
            (try withdrawal(sender.laptop), .wrongSigner),
            (try withdrawal(recipient.officer), .wrongSigner),
            (try withdrawal(consignment: ConsignmentID()), .wrongLane),
            (try withdrawal(of: .of([1])), .wrongSubject),
            (try withdrawal(after: .of([2])), .predecessorMissing),
            (try answer(to: .of(early.statement)), .wrongEvent),
        ]
        for (files, refusal) in cases {
            await #expect(throws: BrokerError.evidence(refusal)) { try await withdraw(files) }
        }
        await #expect(throws: BrokerError.unknownDeposit) {
            try await withdraw(early, by: recipient.laptop)
        }
        #expect(try await names().sent.isEmpty)
    }

    @Test func `an answer to nothing, by another key or of another mailbox is refused`()
        async throws
    {
        try await decide()
        let asked = try withdrawal()
        _ = try await withdraw(asked)
        let digest = SHA256Digest.of(asked.statement)
        let cases: [(SignedFiles, EvidenceRefusal)] = [
            (try answer(to: .of([3])), .predecessorMissing),
            (try answer(to: digest, after: .of([4])), .predecessorMissing),
            (try answer(to: digest, after: deposit.digest), .predecessorMissing),
            (try answer(to: digest, after: digest, recipient.laptop), .wrongSigner),
            (asked, .wrongEvent),
        ]
        for (files, refusal) in cases {
            await #expect(throws: BrokerError.evidence(refusal)) { try await say(files) }
        }
        await #expect(throws: BrokerError.unknownMailbox) {
            try await broker.service.answerConsent(
                answer(to: digest), in: recipient.mailbox(), from: broker.caller(sender.laptop))
        }
        #expect(try await names().received == ["ConsentWithdrawal"])
    }

    @Test func `there are limits`() async throws {
        try await decide()
        var last = deposit.digest
        for _ in 0..<ConsentCommit.maximumWithdrawals {
            let files = try withdrawal(after: last)
            #expect(try await withdraw(files) == .recorded)
            last = .of(files.statement)
        }
        let more = try withdrawal(after: last)
        await #expect(throws: BrokerError.evidence(.tooMany)) { try await withdraw(more) }
    }
}
