import BrokerAPI
import Custody
import Primitives
import Synchronization

@testable import Broker

/// A deposit as a client makes it; each part can be made wrong.
struct TestDeposit: Sendable {
    let sender: TestOrganisation
    var consignment = ConsignmentID()
    var mailboxes: [MailboxAddress]
    var payload: [UInt8]
    var preview: [UInt8]
    var deadline = TestTime.later(days: 7)
    var mode = Mode.live
    var claimedSender: OrganisationReference
    var signer: HeldKey
    var numbers: [Int64?]
    var claimedPayload: [UInt8]
    var claimedPreview: [UInt8]
    var files: SignedFiles

    private static let lastNumber = Mutex<Int64>(0)

    init(
        from sender: TestOrganisation, to recipients: [TestOrganisation], payloadSize: Int = 1024,
        _ change: (inout TestDeposit) throws -> Void = { _ in }
    ) throws {
        self.sender = sender
        mailboxes = try recipients.map { try $0.mailbox() }
        payload = Randomness.bytes(payloadSize)
        preview = Randomness.bytes(2000)
        claimedSender = sender.reference
        signer = sender.laptop
        numbers = mailboxes.map { _ in Self.nextNumber() }
        (claimedPayload, claimedPreview) = (payload, preview)
        files = SignedFiles(statement: [], signature: [], entry: [])
        try change(&self)
        try sign()
    }

    var terms: DepositStatement {
        DepositStatement(
            mode: mode, consignment: consignment, sender: claimedSender,
            destinations: zip(mailboxes, numbers).map { mailbox, number in
                .init(
                    mailbox: mailbox,
                    stream: number.map { .init(device: signer.publicKey.id, number: $0) })
            },
            payloadDigest: .of(claimedPayload), previewDigest: .of(claimedPreview),
            payloadSize: UInt64(claimedPayload.count), headerDigest: .of([1]),
            sealedCommitment: .of([2]), deadline: deadline)
    }

    var digest: SHA256Digest { .of(files.statement) }

    /// Signs it anew, with another salt.
    mutating func sign() throws {
        let signed = try SignedStatement.sign(terms, mode: mode, with: signer.key)
        files = SignedFiles(
            statement: signed.json, signature: signed.signature, entry: signed.entry ?? [])
    }

    static func nextNumber() -> Int64 {
        lastNumber.withLock { number in
            number += 1
            return number
        }
    }
}

extension DepositOutcome {
    /// The acceptance, of a deposit that must have been accepted.
    var acceptance: SignedFiles {
        get throws {
            try receipt.acceptance
        }
    }

    /// What the sender of an accepted deposit gets.
    var receipt: DepositReceipt {
        get throws {
            guard case .accepted(let receipt, _) = self else {
                throw TestFailure("not accepted: \(self)")
            }
            return receipt
        }
    }

    var isRepeated: Bool {
        if case .accepted(_, let isRepeated) = self { isRepeated } else { false }
    }

    var reason: SubmissionRejectionReason? {
        if case .rejected(_, let reason) = self { reason } else { nil }
    }
}
