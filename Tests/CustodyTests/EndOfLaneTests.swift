import Custody
import Primitives
import Testing

/// What the home broker says, how a lane may end otherwise, and what may follow: in a chain.
@Suite struct `Ends of a lane` {
    @Test func `each way to end verifies`() throws {
        let story = try Story()
        let start = [story.deposit, story.submission, try story.consignment()]
        let ends = [
            try story.withdrawal(), try story.expiry(checkpoint: nil),
            try story.expiry(checkpoint: Story.checkpoint()),
        ]
        for end in ends { #expect(try story.verify(start + [end]).links.count == 4) }
        let disposed =
            start + [story.acknowledgement, story.acceptance, try story.disposal()]
            + [try story.senderDisposal()]
        #expect(try story.verify(disposed).links.count == 7)
    }

    @Test func `refuses a decision after a withdrawal, and a withdrawal after a decision`() throws {
        let story = try Story()
        let start = [story.deposit, story.submission, story.acknowledgement]
        #expect(throws: CustodyError.afterEnd(position: 4)) {
            try story.verify(start + [try story.withdrawal(), story.acceptance])
        }
        #expect(throws: CustodyError.afterEnd(position: 4)) {
            try story.verify(start + [story.acceptance, try story.withdrawal()])
        }
        #expect(throws: CustodyError.afterEnd(position: 4)) {
            try story.verify(start + [story.acceptance, try story.expiry(checkpoint: nil)])
        }
    }

    @Test func `refuses an expiry that the witnesses do not bear out`() throws {
        let story = try Story()
        let early = try #require(story.samples.deadline.adding(seconds: -1))
        let witnessed = try story.expiry(checkpoint: Story.checkpoint())
        let unwitnessed = try story.expiry(checkpoint: nil)
        let cases: [(SignedStatement, Timestamp?, CustodyError?)] = [
            (witnessed, story.samples.deadline, nil),
            (witnessed, early, .expiryEarly(position: 2)),
            (witnessed, nil, .expiryNotWitnessed(position: 2)),
            (unwitnessed, story.samples.deadline, .expiryNotWitnessed(position: 2)),
        ]
        for (expiry, time, error) in cases {
            let chain = try UnverifiedCustodyChain([story.deposit, story.submission, expiry])
            let policy = ExpiryPolicy { checkpoint, broker in
                broker == story.samples.brokerName && checkpoint.text.hasPrefix("broker.example")
                    ? time : nil
            }
            let result = Result { () throws(CustodyError) in
                try chain.verify(mode: .live, expiry: policy, signer: story.directory())
            }
            switch result {
            case .success: #expect(error == nil)
            case .failure(let found): #expect(found == error)
            }
        }
    }

    @Test func `refuses an expiry of another deadline`() throws {
        let story = try Story()
        let earlier = try #require(story.samples.deadline.adding(seconds: -3600))
        #expect(throws: CustodyError.contradiction(position: 2, member: "deadline")) {
            try story.verify([
                story.deposit, story.submission,
                try story.expiry(checkpoint: nil, deadline: earlier),
            ])
        }
    }

    @Test func `refuses a second number, and a number without the lane's past`() throws {
        let story = try Story()
        #expect(throws: CustodyError.duplicate(position: 3)) {
            try story.verify([
                story.deposit, story.submission, try story.consignment(),
                try story.consignment(number: 13),
            ])
        }
        #expect(throws: CustodyError.predecessorMissing(position: 1)) {
            try story.verify([story.deposit, try story.consignment()])
        }
    }

    @Test func `refuses a disposal before the end, and one of another past`() throws {
        let story = try Story()
        let start = [story.deposit, story.submission, story.acknowledgement]
        #expect(throws: CustodyError.beforeEnd(position: 3)) {
            try story.verify(start + [try story.disposal(after: story.acknowledgement.digest)])
        }
        #expect(throws: CustodyError.predecessorMissing(position: 3)) {
            try story.verify(start + [try story.disposal()])
        }
    }

    @Test func `refuses a withdrawal by anybody but the sender's member`() throws {
        let story = try Story()
        let samples = story.samples
        let byDevice = LaneStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.sender, keyID: samples.senderDevice.publicKey.id),
            claimedTime: samples.time, previous: story.submission.digest)
        let signed = try SignedStatement.sign(
            Withdrawal(byDevice, deposit: story.deposit.digest, reason: .superseded), mode: .live,
            with: samples.senderDevice)
        #expect(throws: CustodyError.signerUnknown(position: 2)) {
            try story.verify([story.deposit, story.submission, signed])
        }
        #expect(throws: StatementError.self) {
            let step = samples.step(by: samples.receiverMember, after: story.submission.digest)
            _ = try SignedStatement.sign(
                Withdrawal(step, deposit: story.deposit.digest, reason: .superseded), mode: .live,
                with: samples.receiverMember)
        }
    }

    @Test func `a reason is legal in one event only`() {
        let reasons = Event.allCases.flatMap(\.reasons)
        #expect(Set(reasons).count == reasons.count)
        for event in Event.allCases {
            for reason in event.reasons { #expect(Event.giving(reason: reason) == event) }
        }
        #expect(Event.giving(reason: "no_mood") == nil)
    }
}
