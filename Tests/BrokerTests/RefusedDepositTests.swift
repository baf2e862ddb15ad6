import BrokerAPI
import Custody
import KeyDirectory
import Primitives
import Testing

@testable import Broker

/// What the broker does not take, and what it says of it.
@Suite struct `Refused deposits` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    private func broker(
        configure: (inout BrokerConfiguration) -> Void = { _ in }
    ) async throws -> TestBroker {
        try await TestBroker.serving(sender, recipient, configure: configure)
    }

    @Test func `refuses other bytes under the same identifier`() async throws {
        let broker = try await broker()
        var deposit = try TestDeposit(from: sender, to: [recipient])
        let first = try await broker.deposit(deposit)
        try deposit.sign()
        await #expect(throws: BrokerError.duplicateIdentifier) {
            try await broker.deposit(deposit)
        }
        // Not a mailbox that is unknown, but an identifier that was used, is what is wrong.
        let other = try TestDeposit(from: sender, to: [recipient]) { other in
            other.consignment = deposit.consignment
            other.mailboxes = [try #require(MailboxAddress("nobody@b.example"))]
        }
        await #expect(throws: BrokerError.duplicateIdentifier) { try await broker.deposit(other) }
        let foreign = try TestDeposit(from: recipient, to: [sender]) { foreign in
            foreign.consignment = deposit.consignment
        }
        #expect(try await broker.deposit(foreign).acceptance != first.acceptance)
    }

    struct Refused: Sendable {
        let reason: SubmissionRejectionReason
        let change: @Sendable (inout TestDeposit) throws -> Void
    }

    static let refused = [
        Refused(reason: .wrongMode) { $0.mode = .training },
        Refused(reason: .tooManyMailboxes) { deposit in
            deposit.mailboxes = try (0..<17).map {
                try #require(MailboxAddress("m\($0)@b.example"))
            }
            deposit.numbers = deposit.mailboxes.map { _ in TestDeposit.nextNumber() }
        },
        Refused(reason: .payloadTooLarge) { $0.claimedPayload = Randomness.bytes(3_000_000) },
        Refused(reason: .payloadMismatch) { $0.claimedPayload[0] ^= 1 },
        Refused(reason: .payloadMismatch) { $0.claimedPayload.removeLast() },
        Refused(reason: .previewMismatch) { $0.claimedPreview.append(0x20) },
        Refused(reason: .streamMissing) { $0.numbers = [nil] },
        Refused(reason: .deadlinePassed) { $0.deadline = TestTime.later(hours: 1) },
        Refused(reason: .deadlineTooFar) { $0.deadline = TestTime.later(days: 800) },
        Refused(reason: .mailboxUnknown) { deposit in
            deposit.mailboxes = [try #require(MailboxAddress("intake@c.example"))]
        },
        Refused(reason: .mailboxUnknown) { deposit in
            deposit.mailboxes = [try #require(MailboxAddress("other@b.example"))]
        },
    ]

    @Test(arguments: refused.indices)
    func `signs the reason of a refusal and keeps nothing`(index: Int) async throws {
        let refused = Self.refused[index]
        let broker = try await broker { $0.limits.payloadBytes = 2_000_000 }
        let deposit = try TestDeposit(
            from: sender, to: [recipient], payloadSize: 100_000, refused.change)
        guard case .rejected(let files, let reason) = try await broker.deposit(deposit) else {
            Issue.record("not refused: \(refused.reason)")
            return
        }
        #expect(reason == refused.reason)
        let signed = try SignedStatement(
            json: files.statement, signature: files.signature, entry: files.entry)
        let verified = try signed.verify(
            as: SubmissionRejection.self, mode: .live, by: broker.service.publicKey)
        #expect(verified.content.reason == refused.reason)
        #expect(verified.content.evidence.deposit == deposit.digest)
        #expect(try broker.folder.payloadFiles().isEmpty)
        #expect(try await broker.deliveries(of: recipient).deliveries.isEmpty)
    }

    @Test func `refuses a stream number that the device used before for the mailbox`() async throws
    {
        let broker = try await broker()
        let first = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(first).acceptance
        let second = try TestDeposit(from: sender, to: [recipient]) { $0.numbers = first.numbers }
        #expect(try await broker.deposit(second).reason == .streamConflict)
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
        let third = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(third).acceptance
        #expect(try await broker.deliveries(of: recipient).next.value == 2)
    }

    @Test func `believes no statement by a stranger, a member, or for another organisation`()
        async throws
    {
        let broker = try await broker()
        for signer in [try HeldKey(), sender.officer, recipient.laptop] {
            let deposit = try TestDeposit(from: sender, to: [recipient]) { $0.signer = signer }
            await #expect(throws: BrokerError.statement(.signatureInvalid)) {
                try await broker.deposit(deposit)
            }
        }
        let impostor = recipient.reference
        let other = try TestDeposit(from: sender, to: [recipient]) { $0.claimedSender = impostor }
        await #expect(throws: BrokerError.notYourStatement) { try await broker.deposit(other) }
    }

    @Test func `refuses changed statements, signatures and entries`() async throws {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let another = try TestDeposit(from: sender, to: [recipient])
        let files = deposit.files
        let wrong: [(SignedFiles, ProblemCode)] = [
            (
                SignedFiles(
                    statement: files.statement + [0x0A], signature: files.signature,
                    entry: files.entry), .signatureInvalid
            ),
            (
                SignedFiles(
                    statement: files.statement, signature: another.files.signature,
                    entry: files.entry), .signatureInvalid
            ),
            (
                SignedFiles(
                    statement: files.statement, signature: files.signature,
                    entry: another.files.entry), .entryMismatch
            ),
            (
                SignedFiles(
                    statement: files.statement, signature: Array("x".utf8), entry: files.entry),
                .signatureInvalid
            ),
            (
                SignedFiles(statement: files.statement, signature: files.signature, entry: []),
                .entryMismatch
            ),
        ]
        for (files, problem) in wrong {
            var changed = deposit
            changed.files = files
            let error = await #expect(throws: BrokerError.self) {
                try await broker.deposit(changed)
            }
            #expect(error?.problem == problem)
        }
        #expect(try await broker.deliveries(of: recipient).deliveries.isEmpty)
    }
}
