import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

@Suite struct EvidenceTests {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker
    private let deposit: TestDeposit
    private let acceptance: SHA256Digest

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
        deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 100_000)
        acceptance = .of(try await broker.deposit(deposit).acceptance.statement)
    }

    /// A step of the lane, each part of which can be made wrong.
    private func step(
        _ signer: HeldKey, after previous: SHA256Digest? = nil,
        consignment: ConsignmentID? = nil, organisation: OrganisationReference? = nil
    ) throws -> LaneStep {
        LaneStep(
            consignment: consignment ?? deposit.consignment, sender: sender.reference,
            mailbox: try recipient.mailbox(),
            issuer: OrganisationIssuer(
                organisation: organisation ?? recipient.reference, keyID: signer.publicKey.id),
            claimedTime: broker.clock.now, previous: previous ?? acceptance)
    }

    @discardableResult
    private func submit(
        _ files: SignedFiles, number: Int64 = 1, by device: HeldKey? = nil
    ) async throws -> EvidenceOutcome {
        try await broker.service.submitEvidence(
            files, about: #require(DeliveryNumber(number)), in: recipient.mailbox(),
            from: broker.caller(device ?? recipient.laptop)
        ).outcome
    }

    /// The statement that the broker shows to whoever comes too late.
    private func end(_ act: () async throws -> Void) async throws -> EvidenceItem {
        do {
            try await act()
        } catch BrokerError.tooLate(let end) {
            return end
        }
        throw TestFailure("it was not too late")
    }

    private func acknowledgement() throws -> SignedFiles {
        try sign(
            Acknowledgement(step(recipient.officer), previewDigest: .of(deposit.preview)),
            recipient.officer)
    }

    private func handover(after previous: SHA256Digest? = nil) throws -> SignedFiles {
        try sign(
            ContentHandover(
                step(recipient.laptop, after: previous), payloadDigest: .of(deposit.payload),
                payloadSize: UInt64(deposit.payload.count)), recipient.laptop)
    }

    private func accept(after previous: SHA256Digest? = nil) throws -> SignedFiles {
        try sign(
            ConsignmentAcceptance(
                step(recipient.officer, after: previous), deposit: deposit.digest,
                sealedCommitment: deposit.terms.sealedCommitment), recipient.officer)
    }

    private func decline(after previous: SHA256Digest? = nil) throws -> SignedFiles {
        try sign(
            ConsignmentRejection(
                step(recipient.officer, after: previous), deposit: deposit.digest,
                reason: .noCapacity), recipient.officer)
    }

    private func state() async throws -> DeliveryState? {
        try await broker.deliveries(of: recipient).deliveries.first?.state
    }

    @Test func `records every step of a lane and shows them to the sender in order`() async throws {
        #expect(try await state() == .available)
        let seen = try acknowledgement()
        #expect(try await submit(seen) == .recorded)
        #expect(try await state() == .acknowledged)
        let fetched = try handover(after: .of(seen.statement))
        #expect(try await submit(fetched) == .recorded)
        #expect(try await state() == .handedOver)
        let accepted = try accept(after: .of(fetched.statement))
        #expect(try await submit(accepted) == .recorded)
        #expect(try await state() == .accepted)
        let list = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.desktop))
        #expect(
            list.statements.map(\.name) == [
                "SubmissionAcceptance", "ContentConsignment", "Acknowledgement",
                "ContentHandover", "ConsignmentAcceptance",
            ])
        #expect(list.statements[0].mailbox == nil)
        #expect(list.statements[2...].map(\.files) == [seen, fetched, accepted])
        let mailbox = try recipient.mailbox()
        #expect(list.statements[1...].allSatisfy { $0.mailbox == mailbox })
    }

    @Test func `shows evidence to the sender and to nobody else`() async throws {
        await #expect(throws: BrokerError.unknownDeposit) {
            try await broker.service.evidence(
                about: deposit.consignment, for: broker.caller(recipient.laptop))
        }
        await #expect(throws: BrokerError.unknownDeposit) {
            try await broker.service.evidence(
                about: ConsignmentID(), for: broker.caller(sender.laptop))
        }
    }

    @Test func `answers an exact retry as before, also when the lane has ended`() async throws {
        let seen = try acknowledgement()
        try await submit(seen)
        #expect(try await submit(seen) == .repeated)
        let accepted = try accept(after: .of(seen.statement))
        try await submit(accepted)
        #expect(try await submit(accepted) == .repeated)
        #expect(try await submit(seen) == .repeated)
    }

    @Test func `lets the first final statement win and keeps the later one out`() async throws {
        let accepted = try accept()
        try await submit(accepted)
        let declined = try decline()
        for late in [declined, declined, try acknowledgement()] {
            let end = try await end { try await submit(late) }
            #expect(end.name == "ConsignmentAcceptance")
            #expect(end.files == accepted)
        }
        #expect(try await state() == .accepted)
        let list = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        #expect(
            list.statements.map(\.name) == [
                "SubmissionAcceptance", "ContentConsignment", "ConsignmentAcceptance",
            ])
    }

    @Test func `records one of many final statements that come at once`() async throws {
        let answers = try (0..<8).map { $0.isMultiple(of: 2) ? try accept() : try decline() }
        let recorded = await withTaskGroup(of: Bool.self) { group in
            for answer in answers {
                group.addTask { (try? await submit(answer)) == .recorded }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(recorded == 1)
    }

    @Test func `erases the payload when every mailbox has declined, for good`() async throws {
        #expect(try broker.folder.payloadFiles().count == 1)
        try await submit(try decline())
        #expect(try broker.folder.payloadFiles().isEmpty)
        await #expect(throws: BrokerError.payloadErased) {
            try await broker.service.payload(
                #require(DeliveryNumber(1)), in: recipient.mailbox(),
                for: broker.caller(recipient.laptop))
        }
        let restarted = try broker.afterKill()
        #expect(try await restarted.deposit(deposit).isRepeated)
        #expect(try restarted.folder.payloadFiles().isEmpty)
    }

    @Test func `keeps the payload while another mailbox has not decided`() async throws {
        let both = try TestDeposit(from: sender, to: [sender, recipient], payloadSize: 90_000)
        let answer = try await broker.deposit(both).acceptance
        let declined = try sign(
            ConsignmentRejection(
                LaneStep(
                    consignment: both.consignment, sender: sender.reference,
                    mailbox: recipient.mailbox(),
                    issuer: OrganisationIssuer(
                        organisation: recipient.reference, keyID: recipient.officer.publicKey.id),
                    claimedTime: broker.clock.now, previous: .of(answer.statement)),
                deposit: both.digest, reason: .outOfArea), recipient.officer)
        try await submit(declined, number: 2)
        #expect(try broker.folder.payloadFiles().count == 2)
    }

    @Test func `refuses signers of the wrong kind, organisation or mailbox`() async throws {
        let content = { (signer: HeldKey) in
            Acknowledgement(try step(signer), previewDigest: .of(deposit.preview))
        }
        // A device, a member who does not open the mailbox, a stranger, the sender's member.
        for signer in [recipient.laptop, recipient.archivist, try HeldKey(), sender.officer] {
            await #expect(throws: BrokerError.evidence(.wrongSigner)) {
                try await submit(try sign(content(signer), signer))
            }
        }
        let byMember = try sign(
            ContentHandover(
                step(recipient.officer), payloadDigest: .of(deposit.payload),
                payloadSize: UInt64(deposit.payload.count)), recipient.officer)
        await #expect(throws: BrokerError.evidence(.wrongSigner)) { try await submit(byMember) }
        #expect(try await state() == .available)
    }

    @Test func `refuses statements about something else`() async throws {
        let officer = recipient.officer
        let otherContent = try sign(
            Acknowledgement(step(officer), previewDigest: .of([])), officer)
        await #expect(throws: BrokerError.evidence(.wrongSubject)) {
            try await submit(otherContent)
        }
        let otherSize = try sign(
            ContentHandover(
                step(recipient.laptop), payloadDigest: .of(deposit.payload), payloadSize: 1),
            recipient.laptop)
        await #expect(throws: BrokerError.evidence(.wrongSubject)) { try await submit(otherSize) }
        let otherSeal = try sign(
            ConsignmentAcceptance(
                step(officer), deposit: deposit.digest, sealedCommitment: .of([9])), officer)
        await #expect(throws: BrokerError.evidence(.wrongSubject)) { try await submit(otherSeal) }
        let otherLane = try sign(
            Acknowledgement(
                step(officer, consignment: ConsignmentID()), previewDigest: .of(deposit.preview)),
            officer)
        await #expect(throws: BrokerError.evidence(.wrongLane)) { try await submit(otherLane) }
        let impostor = OrganisationReference(
            name: recipient.name, fingerprint: sender.fingerprint)
        let otherIssuer = try sign(
            Acknowledgement(
                step(officer, organisation: impostor), previewDigest: .of(deposit.preview)),
            officer)
        await #expect(throws: BrokerError.evidence(.wrongIssuer)) { try await submit(otherIssuer) }
    }

    @Test func `refuses other events, another mode, broken files and unknown deliveries`()
        async throws
    {
        await #expect(throws: BrokerError.evidence(.wrongEvent)) { try await submit(deposit.files) }
        let training = try sign(
            Acknowledgement(step(recipient.officer), previewDigest: .of(deposit.preview)),
            recipient.officer, mode: .training)
        await #expect(throws: BrokerError.self) { try await submit(training) }
        let good = try acknowledgement()
        let changed = SignedFiles(
            statement: good.statement, signature: good.signature,
            entry: deposit.files.entry)
        await #expect(throws: BrokerError.statement(.entryMismatch)) { try await submit(changed) }
        await #expect(throws: BrokerError.unknownDelivery) { try await submit(good, number: 9) }
        await #expect(throws: BrokerError.unknownMailbox) {
            try await submit(good, by: recipient.desktop)
        }
        #expect(try await submit(good) == .recorded)
    }

    @Test func `refuses a predecessor it does not know and the same said twice`() async throws {
        await #expect(throws: BrokerError.evidence(.predecessorMissing)) {
            try await submit(try accept(after: .of([7])))
        }
        let seen = try acknowledgement()
        try await submit(seen)
        broker.clock.set(TestTime.later(hours: 2))
        await #expect(throws: BrokerError.evidence(.duplicate)) {
            try await submit(try acknowledgement())
        }
        // A statement may follow the deposit itself: who imported it by hand has no acceptance.
        try await submit(try handover(after: deposit.digest))
    }

    @Test func `has every recorded statement after a kill`() async throws {
        let seen = try acknowledgement()
        try await submit(seen)
        let restarted = try broker.afterKill()
        let list = try await restarted.service.evidence(
            about: deposit.consignment, for: restarted.caller(sender.laptop))
        #expect(list.statements.last?.files == seen)
    }
}
