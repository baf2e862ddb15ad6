import BrokerAPI
import BrokerClient
import BrokerServer
import Custody
import Primitives
import Testing

/// From deposit to evidence, with real organisations and keys over real TLS.
@Suite(.timeLimit(.minutes(2))) struct `Delivery over the wire` {
    @Test func `a small deposit is listed, fetched, accepted, and its sender sees the evidence`()
        async throws
    {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let there = try broker.connection(of: recipient)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(100_000))
            let acceptance = try await Self.deposit(deposit, over: here, at: broker)

            let delivery = try await Self.onlyDelivery(there, recipient)
            #expect(delivery.statement == deposit.statement)
            #expect(delivery.acceptance == acceptance)
            #expect(delivery.state == .available)
            let preview = try await there.preview(
                of: delivery.number, in: recipient.mailbox, digest: deposit.terms.previewDigest)
            #expect(preview == deposit.preview)
            #expect(
                try await Self.fetch(deposit, delivery, over: there, recipient).elementsEqual(
                    deposit.payload))

            try await Self.takeOver(deposit, delivery, acceptance, over: there, recipient)
            let evidence = try await here.evidence(of: deposit.consignment)
            #expect(
                evidence.statements.map(\.name) == [
                    "SubmissionAcceptance", "ContentConsignment", "Acknowledgement",
                    "ContentHandover",
                    "ConsignmentAcceptance",
                ])
            #expect(try await Self.onlyDelivery(there, recipient).state == .accepted)
            await here.shutdown()
            await there.shutdown()
        }
    }

    @Test func `an exact retry gets the same bytes, other bytes under the same name are refused`()
        async throws
    {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(1000))
            let first = try await Self.deposit(deposit, over: here, at: broker)
            let second = try await Self.deposit(deposit, over: here, at: broker)
            #expect(first == second)
            let signed = try SignedStatement.sign(
                deposit.terms, mode: .live, with: sender.device)
            let other = try TestDeposit.files(signed)
            await #expect(throws: BrokerClientError.refused(.init(.duplicateIdentifier))) {
                _ = try await here.deposit(
                    other, preview: deposit.preview, payload: .bytes(deposit.payload))
            }
            await here.shutdown()
        }
    }

    @Test func `a deposit for an unknown mailbox is refused with a signed reason`() async throws {
        let (sender, stranger) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("stranger.example")
        )
        try await TestBroker().run(admitting: [sender]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(from: sender, to: stranger, payload: [1, 2, 3])
            let outcome = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            guard case .rejected(let files, let detail) = outcome else {
                Issue.record("it was accepted")
                return
            }
            #expect(detail == "mailbox_unknown")
            let signed = try SignedStatement(
                json: files.statement, signature: files.signature, entry: files.entry)
            _ = try signed.verify(
                as: SubmissionRejection.self, mode: .live, by: Self.serviceKey(broker))
            await here.shutdown()
        }
    }

    @Test func `nobody sees another's mailbox, whether it exists or not`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        let nowhere = try #require(MailboxAddress("nobody@group484.rs"))
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            for mailbox in [try recipient.mailbox, nowhere] {
                await #expect(throws: BrokerClientError.refused(.init(.unknownMailbox))) {
                    _ = try await here.deliveries(in: mailbox, DeliveryQuery())
                }
            }
            await here.shutdown()
        }
    }

    @Test func `a long poll is answered when a delivery arrives`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let there = try broker.connection(of: recipient)
            async let list = there.deliveries(
                in: recipient.mailbox, DeliveryQuery(waitSeconds: 30))
            try await Task.sleep(for: .milliseconds(300))
            let deposit = try TestDeposit(from: sender, to: recipient, payload: [7])
            _ = try await Self.deposit(deposit, over: here, at: broker)
            let found = try await list
            #expect(found.deliveries.count == 1)
            let empty = try await there.deliveries(
                in: recipient.mailbox, DeliveryQuery(after: found.next, waitSeconds: 1))
            #expect(empty.deliveries.isEmpty)
            #expect(empty.next == found.next)
            await here.shutdown()
            await there.shutdown()
        }
    }
}

extension `Delivery over the wire` {
    static func serviceKey(_ broker: TestBroker) throws -> PublicKey {
        try PublicKey(openSSH: broker.card.serviceKey)
    }

    /// Deposits and verifies the receipt as a sender must.
    static func deposit(
        _ deposit: TestDeposit, over connection: BrokerConnection, at broker: TestBroker
    ) async throws -> SignedFiles {
        let outcome = try await connection.deposit(
            deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
        guard case .accepted(let files, _) = outcome else { throw Unexpected() }
        let signed = try SignedStatement(
            json: files.statement, signature: files.signature, entry: files.entry)
        let verified = try signed.verify(
            as: SubmissionAcceptance.self, mode: .live, by: serviceKey(broker))
        #expect(verified.content.evidence.deposit == deposit.digest)
        return files
    }

    struct Unexpected: Error {}

    static func onlyDelivery(
        _ connection: BrokerConnection, _ recipient: TestOrganisation
    ) async throws -> Delivery {
        let list = try await connection.deliveries(in: recipient.mailbox, DeliveryQuery())
        #expect(list.deliveries.count == 1)
        return try #require(list.deliveries.first)
    }

    static func fetch(
        _ deposit: TestDeposit, _ delivery: Delivery, over connection: BrokerConnection,
        _ recipient: TestOrganisation
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await connection.payload(
            of: delivery.number, in: recipient.mailbox, size: delivery.payloadSize,
            digest: deposit.terms.payloadDigest
        ) { bytes += $0 }
        return bytes
    }

    /// Acknowledgement, hand-over, acceptance, each after the one before.
    static func takeOver(
        _ deposit: TestDeposit, _ delivery: Delivery, _ acceptance: SignedFiles,
        over connection: BrokerConnection, _ recipient: TestOrganisation
    ) async throws {
        let (member, device) = (recipient.member.publicKey, recipient.device.publicKey)
        let first = try SignedStatement.sign(
            Acknowledgement(
                deposit.step(by: recipient, key: member, after: .of(acceptance.statement)),
                previewDigest: deposit.terms.previewDigest), mode: .live, with: recipient.member)
        let second = try SignedStatement.sign(
            ContentHandover(
                deposit.step(by: recipient, key: device, after: first.digest),
                payloadDigest: deposit.terms.payloadDigest,
                payloadSize: deposit.terms.payloadSize), mode: .live, with: recipient.device)
        let third = try SignedStatement.sign(
            ConsignmentAcceptance(
                deposit.step(by: recipient, key: member, after: second.digest),
                deposit: deposit.digest, sealedCommitment: deposit.terms.sealedCommitment),
            mode: .live, with: recipient.member)
        for signed in [first, second, third] {
            try await connection.submit(
                TestDeposit.files(signed), for: delivery.number, in: recipient.mailbox)
        }
    }
}
