package import BrokerAPI
package import Custody
import Primitives

/// A deposit as it was received: nothing of it is believed yet.
package struct DepositRequest: Sendable {
    package let files: SignedFiles
    package let preview: [UInt8]
    package let payload: Payload

    package enum Payload: Sendable {
        case received(ReceivedPayload)
        case upload(UploadID)
    }

    package init(files: SignedFiles, preview: [UInt8], payload: Payload) {
        self.files = files
        self.preview = preview
        self.payload = payload
    }
}

/// What became of a deposit.
package enum DepositOutcome: Sendable, Equatable {
    /// It is durable and logged. `isRepeated`: it was already, and the acceptance is the same bytes
    /// as then.
    case accepted(DepositReceipt, isRepeated: Bool)
    /// It was complete and authentic and is refused; the broker signs why.
    case rejected(SignedFiles, SubmissionRejectionReason)
}

/// What the sender of an accepted deposit gets: the signed acceptance, and the proofs that what was
/// signed is in the log.
package struct DepositReceipt: Sendable, Equatable {
    package let acceptance: SignedFiles
    package let proofs: DepositProofs
}

/// A deposit that passed every check, with the acceptance that becomes true when it is committed.
struct CheckedDeposit: Sendable {
    /// The sender's row.
    let sender: Int64
    let senderFingerprint: Fingerprint
    let consignment: ConsignmentID
    let deadline: Timestamp
    let digest: SHA256Digest
    let files: SignedFiles
    let sealedCommitment: SHA256Digest
    let preview: [UInt8]
    let payload: PayloadInHand
    let lanes: [DepositLane]
    /// Where it is to be handed on to; then `lanes` is empty.
    let relay: RelayRoute?
    /// That another broker brought it, for its one lane.
    let broughtBy: CheckedEvidence?
    /// Nil where nothing bounds the sender.
    let quota: QuotaCheck?
    let acceptance: SignedFiles
    /// Signs that the deposit lies in a mailbox, once its number is known.
    let consign: @Sendable (DepositLane, DeliveryNumber) throws(BrokerError) -> CheckedEvidence
    let received: Timestamp
}

/// A mailbox at another broker.
struct RelayRoute: Sendable {
    let lane: DepositLane
    let peer: OrganisationName
}

/// One mailbox of a deposit, with the stream position that the sender gave it.
struct DepositLane: Sendable {
    let mailbox: Int64
    let address: MailboxAddress
    let device: KeyID
    let number: Int64
}

/// A payload whose bytes are durable or in memory, and were hashed by us.
struct PayloadInHand: Sendable {
    let digest: SHA256Digest
    let sizeInBytes: Int64
    let place: PayloadRows.Place
    /// Removes the file of a deposit that is not committed.
    let file: PayloadFile?
    /// Keeps others away from the upload while it is being taken.
    let claim: UploadClaim?

    init(_ payload: ReceivedPayload) {
        digest = payload.digest
        sizeInBytes = payload.sizeInBytes
        claim = nil
        switch payload.storage {
        case .memory(let bytes): (place, file) = (.bytes(bytes), nil)
        case .file(let payloadFile): (place, file) = (.file(payloadFile.name), payloadFile)
        }
    }

    init(digest: SHA256Digest, sizeInBytes: Int64, claim: UploadClaim) {
        self.digest = digest
        self.sizeInBytes = sizeInBytes
        self.claim = claim
        place = .file(claim.upload)
        file = nil
    }
}
