import BrokerAPI
import BrokerClient
import Custody
import Primitives
import Testing

/// A deposit as a sender's tool makes it, with bytes in place of sealed content: the broker cannot
/// tell the difference.
struct TestDeposit: Sendable {
    let consignment = ConsignmentID()
    let statement: SignedFiles
    let terms: DepositStatement
    let preview: [UInt8]
    let payload: [UInt8]

    init(
        from sender: TestOrganisation, to recipient: TestOrganisation, payload: [UInt8],
        number: Int64 = 1, preview: [UInt8] = Array("a sealed preview".utf8)
    ) throws {
        self.payload = payload
        self.preview = preview
        let hour = TestBroker.machineTime().secondsSinceEpoch / 3600
        let deadline = try #require(Timestamp(secondsSinceEpoch: (hour + 48) * 3600))
        let stream = DepositStatement.StreamPosition(
            device: sender.device.publicKey.id, number: number)
        terms = DepositStatement(
            mode: .live, consignment: consignment, sender: sender.reference,
            destinations: [.init(mailbox: try recipient.mailbox, stream: stream)],
            payloadDigest: .of(payload), previewDigest: .of(preview),
            payloadSize: UInt64(payload.count), headerDigest: .of([1]), sealedCommitment: .of([2]),
            deadline: deadline)
        statement = try Self.files(
            try SignedStatement.sign(terms, mode: .live, with: sender.device))
    }

    var digest: SHA256Digest { .of(statement.statement) }

    /// The payload as an upload reads it.
    var source: UploadSource {
        UploadSource(size: Int64(payload.count)) { [payload] offset, count in
            Array(payload[Int(offset)..<Int(offset) + count])
        }
    }

    /// A step of the recipient on the lane of this deposit.
    func step(
        by organisation: TestOrganisation, key: PublicKey, after previous: SHA256Digest
    ) throws -> LaneStep {
        LaneStep(
            consignment: consignment, sender: terms.sender,
            mailbox: try organisation.mailbox, issuer: organisation.issuer(key),
            claimedTime: TestBroker.machineTime(), previous: previous)
    }

    static func files(_ signed: SignedStatement) throws -> SignedFiles {
        SignedFiles(
            statement: signed.json, signature: signed.signature, entry: try #require(signed.entry))
    }

    /// Bytes that do not repeat within a piece.
    static func bytes(_ count: Int) -> [UInt8] {
        var state: UInt32 = 0x9E37_79B9
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }
}
