import Custody
import Primitives
import Testing

/// One delivery told in order, and every way in which a story can contradict itself.
@Suite struct `Custody chains` {
    @Test func `a whole delivery verifies in order`() throws {
        let story = try Story()
        let chain = try story.verify(story.all)
        #expect(
            chain.links.map(\.event) == [
                .sealed, .deposit, .submissionAcceptance, .contentHandover, .acknowledgement,
                .consignmentAcceptance, .transfer,
            ])
    }

    @Test func `a delivery by hand has no broker's acceptance and verifies`() throws {
        let story = try Story()
        let acceptance = try SignedStatement.sign(
            ConsignmentAcceptance(
                story.samples.step(by: story.samples.receiverMember, after: story.deposit.digest),
                deposit: story.deposit.digest,
                sealedCommitment: story.samples.deposit.sealedCommitment),
            mode: .live, with: story.samples.receiverMember)
        let chain = try story.verify([story.deposit, acceptance])
        #expect(chain.links.last?.event == .consignmentAcceptance)
    }

    @Test func `a declined delivery and a refused deposit verify`() throws {
        let story = try Story()
        let declined = [
            story.deposit, story.submission, story.acknowledgement, try story.rejection(),
        ]
        #expect(try story.verify(declined).links.count == 4)
        #expect(try story.verify([story.deposit, story.submissionRejection()]).links.count == 2)
    }

    @Test func `the deposit that a transfer announces must go where it said`() throws {
        let story = try Story()
        let announced = try story.transfer.unverified(as: TransferStatement.self, mode: .live)
        func forward(to mailbox: MailboxAddress) throws -> SignedStatement {
            let deposit = DepositStatement(
                mode: .live, consignment: announced.newConsignment,
                sender: story.samples.receiver,
                destinations: [.init(mailbox: mailbox, stream: nil)],
                payloadDigest: Samples.digest("a"), previewDigest: Samples.digest("b"),
                payloadSize: 1, headerDigest: Samples.digest("c"),
                sealedCommitment: Samples.digest("d"), deadline: story.samples.deadline)
            return try .sign(deposit, mode: .live, with: story.samples.receiverDevice)
        }
        _ = try story.verify(story.all + [forward(to: announced.to.mailbox)])
        #expect(throws: CustodyError.contradiction(position: 7, member: "mailboxes")) {
            try story.verify(story.all + [forward(to: story.samples.mailbox)])
        }
    }

    @Test func `refuses a step whose predecessor is missing`() throws {
        let story = try Story()
        #expect(throws: CustodyError.predecessorMissing(position: 0)) {
            try story.verify([story.submission])
        }
        #expect(throws: CustodyError.predecessorMissing(position: 1)) {
            try story.verify([story.deposit, story.acknowledgement])
        }
        #expect(throws: CustodyError.predecessorMissing(position: 2)) {
            try story.verify([story.deposit, story.submission, story.acceptance])
        }
        #expect(throws: CustodyError.predecessorMissing(position: 2)) {
            try story.verify([story.deposit, story.submission, story.transfer])
        }
    }

    @Test func `refuses a chain out of order`() throws {
        let story = try Story()
        #expect(throws: CustodyError.predecessorMissing(position: 0)) {
            try story.verify([story.submission, story.deposit])
        }
    }

    @Test func `refuses the same statement twice`() throws {
        let story = try Story()
        for position in story.all.indices {
            let statements = Array(story.all[...position]) + [story.all[position]]
            #expect(throws: CustodyError.duplicate(position: position + 1)) {
                try story.verify(statements)
            }
        }
    }

    @Test func `refuses a second deposit under one identifier`() throws {
        let story = try Story()
        let again = try SignedStatement.sign(
            story.samples.deposit.numbered { _ in
                .init(device: story.samples.senderDevice.publicKey.id, number: 8)
            }, mode: .live, with: story.samples.senderDevice)
        #expect(throws: CustodyError.duplicate(position: 1)) {
            try story.verify([story.deposit, again])
        }
    }

    @Test func `refuses a second end, and steps after an end`() throws {
        let story = try Story()
        let untilAcceptance = Array(story.all[1...5])
        #expect(throws: CustodyError.afterEnd(position: 5)) {
            try story.verify(untilAcceptance + [try story.rejection()])
        }
        let rejection = try story.submissionRejection()
        #expect(throws: CustodyError.afterEnd(position: 2)) {
            try story.verify([story.deposit, rejection, story.submission])
        }
        #expect(throws: CustodyError.duplicate(position: 2)) {
            try story.verify([story.deposit, story.submission, rejection])
        }
    }

    @Test func `refuses a handover of other bytes than were deposited`() throws {
        let story = try Story()
        let step = story.samples.step(
            by: story.samples.receiverDevice, after: story.submission.digest)
        let cases = [
            ("subject", Samples.digest("other"), story.samples.deposit.payloadSize),
            ("payloadSize", story.samples.deposit.payloadDigest, 1),
        ]
        for (member, digest, size) in cases {
            let handover = try SignedStatement.sign(
                ContentHandover(step, payloadDigest: digest, payloadSize: size), mode: .live,
                with: story.samples.receiverDevice)
            #expect(throws: CustodyError.contradiction(position: 2, member: member)) {
                try story.verify([story.deposit, story.submission, handover])
            }
        }
    }

    @Test func `refuses an acceptance of another seal or another deposit`() throws {
        let story = try Story()
        let step = story.samples.step(
            by: story.samples.receiverMember, after: story.submission.digest)
        let cases = [
            (story.deposit.digest, Samples.digest("other")),
            (Samples.digest("other"), story.samples.deposit.sealedCommitment),
        ]
        for (deposit, commitment) in cases {
            let acceptance = try SignedStatement.sign(
                ConsignmentAcceptance(step, deposit: deposit, sealedCommitment: commitment),
                mode: .live, with: story.samples.receiverMember)
            #expect(throws: CustodyError.contradiction(position: 2, member: "subject")) {
                try story.verify([story.deposit, story.submission, acceptance])
            }
        }
    }

    @Test func `refuses a transfer of another seal`() throws {
        let story = try Story()
        let transfer = try SignedStatement.sign(
            story.samples.transfer(after: story.acceptance.digest, of: Samples.digest("other")),
            mode: .live, with: story.samples.receiverMember)
        #expect(throws: CustodyError.contradiction(position: 6, member: "subject")) {
            try story.verify(story.all.dropLast() + [transfer])
        }
    }

    @Test func `refuses the right key in the wrong role`() throws {
        let samples = try Samples()
        let byDevice = SealedStatement(
            commitmentsDigest: Samples.digest("c"), consignment: samples.consignment,
            sender: samples.sender, keyID: samples.senderDevice.publicKey.id,
            claimedTime: samples.time)
        let signed = try SignedStatement.sign(byDevice, mode: .live, with: samples.senderDevice)
        let device = samples.senderDevice.publicKey
        #expect(throws: CustodyError.signerUnknown(position: 0)) {
            try UnverifiedCustodyChain([signed]).verify(
                mode: .live, expiry: .unwitnessed
            ) { claim in
                claim.kind == .device && claim.keyID == device.id ? device : nil
            }
        }
    }

    @Test func `refuses a signer that the directory does not know`() throws {
        let story = try Story()
        let stranger = try SigningKey()
        #expect(throws: CustodyError.signerUnknown(position: 0)) {
            try UnverifiedCustodyChain([story.sealed]).verify(
                mode: .live, expiry: .unwitnessed
            ) { _ in nil }
        }
        let key = stranger.publicKey
        #expect(throws: CustodyError.statement(position: 0, .signatureInvalid)) {
            try UnverifiedCustodyChain([story.sealed]).verify(
                mode: .live, expiry: .unwitnessed
            ) { _ in key }
        }
    }

    @Test func `refuses a statement beside the opening file of another`() throws {
        let story = try Story()
        let mixed = try SignedStatement(
            json: story.deposit.json, signature: story.deposit.signature,
            entry: story.submission.entry)
        #expect(throws: CustodyError.statement(position: 0, .entryMismatch)) {
            try story.verify([mixed])
        }
    }

    @Test func `refuses a chain above the limit`() throws {
        let story = try Story()
        let many = [SignedStatement](
            repeating: story.deposit, count: StatementLimits.chainLength + 1)
        #expect(throws: CustodyError.tooLong(limit: StatementLimits.chainLength)) {
            try UnverifiedCustodyChain(many)
        }
    }
}
