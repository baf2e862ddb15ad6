import Custody
import Primitives
import Testing

/// Withdrawals of consent and their answers, as a reader puts them together.
@Suite struct `Consent beside a lane` {
    private let story: Story
    private let lane: Lane

    init() throws {
        story = try Story()
        lane = Lane(
            sender: story.samples.sender.fingerprint, consignment: story.samples.consignment,
            mailbox: story.samples.mailbox)
    }

    private func read(_ statements: [SignedStatement], deposit: SHA256Digest? = nil) -> ConsentLane
    {
        ConsentLane(
            statements, on: lane, deposit: deposit ?? story.deposit.digest,
            mode: story.samples.mode, signer: story.directory())
    }

    @Test func `the order in which they come, and how often, is of no consequence`() throws {
        let asked = try story.consentWithdrawal()
        let again = try story.consentWithdrawal(
            part: .init(recipients: ["police"], uses: [], contents: []), after: asked.digest)
        let stopped = try story.consentAnswer(.stopped, to: asked.digest)
        let erased = try story.consentAnswer(.erased, to: asked.digest, after: stopped.digest)
        let all = [asked, again, stopped, erased]
        for statements in [all, all.reversed(), all + all] {
            let found = read(statements)
            #expect(found.refused.isEmpty)
            #expect(found.withdrawals.map(\.withdrawal.digest) == [asked.digest, again.digest])
            #expect(found.withdrawals[0].answers.map(\.digest) == [stopped.digest, erased.digest])
            #expect(!found.isAnswered)
        }
    }

    @Test func `of answers to the same the one that was recorded later counts`() throws {
        let asked = try story.consentWithdrawal()
        let stopped = try story.consentAnswer(.stopped, to: asked.digest)
        let erased = try story.consentAnswer(.erased, to: asked.digest)
        let kept = try story.consentAnswer(
            .retained(.courtOrder, basis: "K-12/26"), to: asked.digest, after: stopped.digest)
        for (order, last) in [
            ([stopped, erased, kept], kept), ([erased, stopped, kept], kept),
            ([stopped, kept, erased], erased),
        ] {
            let places = Dictionary(
                uniqueKeysWithValues: zip(order.map(\.digest), UInt64(4)...))
            for statements in [[asked] + order, [asked] + order.reversed(), order + [asked]] {
                let found = ConsentLane(
                    statements, on: lane, deposit: nil, mode: story.samples.mode, places: places,
                    signer: story.directory())
                #expect(found.withdrawals[0].answers.map(\.digest) == order.map(\.digest))
                #expect(found.latest?.latest?.digest == last.digest)
            }
        }
    }

    @Test func `what does not hold is left out with its reason`() throws {
        let asked = try story.consentWithdrawal()
        let elsewhere = try #require(MailboxAddress("legal@vasaprava.ba"))
        let other = try Story()
        let cases: [(SignedStatement, String)] = [
            (try story.consentWithdrawal(mailbox: elsewhere), "consent.another-lane"),
            (try story.consentWithdrawal(of: Samples.digest("x")), "consent.another-deposit"),
            (try story.consentWithdrawal(after: Samples.digest("x")), "consent.out-of-order"),
            (try story.consentAnswer(.stopped, to: Samples.digest("x")), "consent.answers-nothing"),
            (
                try story.consentAnswer(.stopped, to: asked.digest, after: Samples.digest("x")),
                "consent.out-of-order"
            ),
            (story.acceptance, "consent.another-event"),
            (try other.consentWithdrawal(), "custody.signer-unknown"),
        ]
        for (statement, code) in cases {
            let found = read([asked, statement])
            #expect(found.withdrawals.count == 1)
            #expect(found.refused.map(\.flaw.code) == [code])
        }
    }

    @Test func `what one erased nobody beside them says later to keep`() throws {
        let asked = try story.consentWithdrawal()
        let samples = story.samples
        func said(_ outcome: ConsentAnswer.Outcome, after seconds: Int64) throws -> SignedStatement
        {
            let step = LaneStep(
                consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
                issuer: OrganisationIssuer(
                    organisation: samples.receiver, keyID: samples.receiverMember.publicKey.id),
                claimedTime: try #require(samples.time.adding(seconds: seconds)),
                previous: asked.digest)
            return try .sign(
                ConsentAnswer(step, withdrawal: asked.digest, outcome: outcome, onward: .none),
                mode: samples.mode, with: samples.receiverMember)
        }
        for (erased, kept, codes) in [
            (1, 2, ["lint.consent-unerased"]), (2, 1, []), (1, 1, []),
        ] as [(Int64, Int64, [String])] {
            let all = [
                story.deposit, story.submission, story.acceptance, asked,
                try said(.erased, after: erased), try said(.stopped, after: kept),
            ]
            let report = try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }).lint(
                all.enumerated().map { Exhibit(name: "\($0)", signed: $1, place: nil) })
            #expect(report.contradictions.map(\.code).filter { $0.contains("consent") } == codes)
        }
    }

    @Test func `in a chain they stand after the end, and only there`() throws {
        let asked = try story.consentWithdrawal()
        let answer = try story.consentAnswer(.stopped, to: asked.digest)
        let lane = [story.deposit, story.submission, story.acknowledgement]
        let chain = try story.verify(lane + [story.acceptance, asked, answer])
        #expect(chain.links.suffix(2).map(\.event) == [.consentWithdrawal, .consentAnswer])
        #expect(throws: CustodyError.beforeEnd(position: 3)) { try story.verify(lane + [asked]) }
        #expect(throws: CustodyError.predecessorMissing(position: 4)) {
            try story.verify(lane + [story.acceptance, answer])
        }
        let acknowledgement = try story.consentAnswer(.stopped, to: story.acceptance.digest)
        #expect(throws: CustodyError.predecessorMissing(position: 5)) {
            try story.verify(lane + [story.acceptance, asked, acknowledgement])
        }
    }
}
