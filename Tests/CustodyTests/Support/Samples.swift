import Custody
import Primitives
import Testing

/// Two organisations, a broker and one delivery between them, made anew for each test.
final class Samples: Sendable {
    let senderMember: SigningKey
    let senderDevice: SigningKey
    let receiverMember: SigningKey
    let receiverDevice: SigningKey
    let broker: SigningKey
    let mode: Mode

    let sender: OrganisationReference
    let receiver: OrganisationReference
    let brokerName: OrganisationName
    let mailbox: MailboxAddress
    let consignment: ConsignmentID
    let time: Timestamp
    let deadline: Timestamp
    let salt = Salt.random()

    init(mode: Mode = .live) throws {
        senderMember = try SigningKey()
        senderDevice = try SigningKey()
        receiverMember = try SigningKey()
        receiverDevice = try SigningKey()
        broker = try SigningKey()
        self.mode = mode
        sender = try Self.organisation("group484.rs")
        receiver = try Self.organisation("vasaprava.ba")
        brokerName = try #require(OrganisationName("broker.example.org"))
        mailbox = try #require(MailboxAddress("intake@vasaprava.ba"))
        consignment = ConsignmentID()
        time = try #require(Timestamp("2026-11-23T18:57:49Z"))
        deadline = try #require(Timestamp("2026-11-30T19:00:00Z"))
    }

    static func organisation(_ name: String) throws -> OrganisationReference {
        OrganisationReference(
            name: try #require(OrganisationName(name)),
            fingerprint: Fingerprint(SHA256Digest.of(Array(name.utf8))))
    }

    static func digest(_ name: String) -> SHA256Digest { .of(Array(name.utf8)) }

    var sealed: SealedStatement {
        SealedStatement(
            commitmentsDigest: Self.digest("commitments.txt"), consignment: consignment,
            sender: sender, keyID: senderMember.publicKey.id, claimedTime: time)
    }

    var deposit: DepositStatement {
        DepositStatement(
            mode: mode, consignment: consignment, sender: sender,
            destinations: [
                .init(
                    mailbox: mailbox, stream: .init(device: senderDevice.publicKey.id, number: 7))
            ],
            payloadDigest: Self.digest("payload.age"), previewDigest: Self.digest("preview.age"),
            payloadSize: 1_234_567, headerDigest: Self.digest("header"),
            sealedCommitment: Self.digest("sealed.opening"), deadline: deadline)
    }

    func evidence(of deposit: SHA256Digest) -> SubmissionEvidence {
        SubmissionEvidence(
            of: self.deposit, deposit: deposit,
            issuer: BrokerIssuer(broker: brokerName, keyID: broker.publicKey.id),
            receivedTime: time)
    }

    func step(by key: borrowing SigningKey, after previous: SHA256Digest) -> LaneStep {
        LaneStep(
            consignment: consignment, sender: sender, mailbox: mailbox,
            issuer: OrganisationIssuer(organisation: receiver, keyID: key.publicKey.id),
            claimedTime: time, previous: previous)
    }

    func transfer(after acceptance: SHA256Digest, of sealed: SHA256Digest) throws
        -> TransferStatement
    {
        TransferStatement(
            sealed: sealed, consignment: consignment, sender: sender,
            issuer: OrganisationIssuer(
                organisation: receiver, keyID: receiverMember.publicKey.id),
            claimedTime: time, previous: acceptance,
            to: .init(
                organisation: try Self.organisation("myla.org.mk"),
                mailbox: try #require(MailboxAddress("legal@myla.org.mk"))),
            newConsignment: ConsignmentID(), purpose: "legal representation",
            basis: "consent of the person, form 12")
    }
}
