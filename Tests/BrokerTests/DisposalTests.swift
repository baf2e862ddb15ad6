import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// Declarations that a copy was destroyed: the recipient's on its lane, the sender's on none.
@Suite struct `Disposals at the broker` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker
    private let deposit: TestDeposit

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
        deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 90_000)
        _ = try await broker.deposit(deposit)
    }

    private func disposal(
        by organisation: TestOrganisation, _ signer: HeldKey, of mailbox: MailboxAddress?,
        after previous: SHA256Digest, consignment: ConsignmentID? = nil,
        subject: SHA256Digest? = nil, basis: String = "retention rule"
    ) throws -> SignedFiles {
        try sign(
            Disposal(
                deposit: subject ?? deposit.digest,
                consignment: consignment ?? deposit.consignment, sender: sender.reference,
                mailbox: mailbox,
                issuer: OrganisationIssuer(
                    organisation: organisation.reference, keyID: signer.publicKey.id),
                claimedTime: broker.clock.now, previous: previous, reason: .retentionEnded,
                basis: basis), signer)
    }

    @discardableResult
    private func submit(_ files: SignedFiles) async throws -> EvidenceOutcome {
        try await broker.service.submitEvidence(
            files, about: #require(DeliveryNumber(1)), in: recipient.mailbox(),
            from: broker.caller(recipient.laptop)
        ).outcome
    }

    @discardableResult
    private func submitAsSender(
        _ files: SignedFiles, by device: HeldKey? = nil
    ) async throws -> EvidenceOutcome {
        try await broker.service.submitEvidence(
            files, about: deposit.consignment, from: broker.caller(device ?? sender.laptop)
        ).outcome
    }

    private func accept() async throws -> SHA256Digest {
        let step = LaneStep(
            consignment: deposit.consignment, sender: sender.reference,
            mailbox: try recipient.mailbox(),
            issuer: OrganisationIssuer(
                organisation: recipient.reference, keyID: recipient.officer.publicKey.id),
            claimedTime: broker.clock.now, previous: deposit.digest)
        let files = try sign(
            ConsignmentAcceptance(
                step, deposit: deposit.digest, sealedCommitment: deposit.terms.sealedCommitment),
            recipient.officer)
        try await submit(files)
        return .of(files.statement)
    }

    private func names() async throws -> (sender: [String], recipient: [String]) {
        let sent = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        let received = try await broker.service.evidence(
            about: #require(DeliveryNumber(1)), in: recipient.mailbox(),
            for: broker.caller(recipient.laptop))
        return (sent.statements.map(\.name), received.statements.map(\.name))
    }

    @Test func `a recipient's is recorded after the end, and the payload is erased`() async throws {
        let acceptance = try await accept()
        #expect(try broker.folder.payloadFiles().count == 1)
        let files = try disposal(
            by: recipient, recipient.officer, of: recipient.mailbox(), after: acceptance)
        #expect(try await submit(files) == .recorded)
        #expect(try await submit(files) == .repeated)
        #expect(try await names().sender.last == "Disposal")
        #expect(try await names().recipient.last == "Disposal")
        #expect(try await broker.deliveries(of: recipient).deliveries[0].state == .accepted)
        #expect(try broker.folder.payloadFiles().isEmpty)
        await #expect(throws: BrokerError.payloadErased) {
            try await broker.service.payload(
                #require(DeliveryNumber(1)), in: recipient.mailbox(),
                for: broker.caller(recipient.laptop))
        }
        await #expect(throws: BrokerError.evidence(.duplicate)) {
            try await submit(
                try disposal(
                    by: recipient, recipient.officer, of: recipient.mailbox(), after: acceptance,
                    basis: "another"))
        }
    }

    @Test func `one before the end, of another lane, subject or key is refused`() async throws {
        let mailbox = try recipient.mailbox()
        let early = try disposal(
            by: recipient, recipient.officer, of: mailbox, after: deposit.digest)
        await #expect(throws: BrokerError.evidence(.notNow)) { try await submit(early) }
        let acceptance = try await accept()
        let cases: [(SignedFiles, EvidenceRefusal)] = [
            (
                try disposal(by: sender, sender.officer, of: nil, after: acceptance), .wrongSigner
            ),
            (
                try disposal(
                    by: recipient, recipient.laptop, of: mailbox, after: acceptance), .wrongSigner
            ),
            (
                try disposal(
                    by: recipient, recipient.officer, of: mailbox, after: acceptance,
                    consignment: ConsignmentID()), .wrongLane
            ),
            (
                try disposal(
                    by: recipient, recipient.officer, of: mailbox, after: acceptance,
                    subject: .of([1])), .wrongSubject
            ),
            (
                try disposal(by: recipient, recipient.officer, of: mailbox, after: .of([2])),
                .predecessorMissing
            ),
        ]
        for (files, refusal) in cases {
            await #expect(throws: BrokerError.evidence(refusal)) { try await submit(files) }
        }
        #expect(try await names().recipient.last == "ConsignmentAcceptance")
        #expect(try broker.folder.payloadFiles().count == 1)
    }

    @Test func `a sender's is on no lane, for itself alone, and erases nothing`() async throws {
        let acceptance = try await accept()
        let files = try disposal(by: sender, sender.officer, of: nil, after: acceptance)
        #expect(try await submitAsSender(files) == .recorded)
        #expect(try await submitAsSender(files) == .repeated)
        let list = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        let last = try #require(list.statements.last)
        #expect(last.name == "Disposal" && last.mailbox == nil && last.files == files)
        #expect(last.proof != nil)
        #expect(try await names().recipient.last == "ConsignmentAcceptance")
        #expect(try broker.folder.payloadFiles().count == 1)
        await #expect(throws: BrokerError.evidence(.duplicate)) {
            try await submitAsSender(
                try disposal(
                    by: sender, sender.officer, of: nil, after: acceptance, basis: "another"))
        }
    }

    @Test func `a sender's of another deposit, mailbox, key or predecessor is refused`()
        async throws
    {
        let acceptance = try await accept()
        let cases: [(SignedFiles, EvidenceRefusal)] = [
            (try disposal(by: sender, sender.laptop, of: nil, after: acceptance), .wrongSigner),
            (
                try disposal(
                    by: recipient, recipient.officer, of: recipient.mailbox(), after: acceptance),
                .wrongSigner
            ),
            (
                try disposal(
                    by: sender, sender.officer, of: nil, after: acceptance,
                    consignment: ConsignmentID()), .wrongLane
            ),
            (
                try disposal(
                    by: sender, sender.officer, of: nil, after: acceptance, subject: .of([1])),
                .wrongSubject
            ),
            (
                try disposal(by: sender, sender.officer, of: nil, after: .of([2])),
                .predecessorMissing
            ),
        ]
        for (files, refusal) in cases {
            await #expect(throws: BrokerError.evidence(refusal)) {
                try await submitAsSender(files)
            }
        }
        let good = try disposal(by: sender, sender.officer, of: nil, after: acceptance)
        await #expect(throws: BrokerError.unknownDeposit) {
            try await submitAsSender(good, by: recipient.laptop)
        }
        #expect(try await names().sender.last == "ConsignmentAcceptance")
    }
}
