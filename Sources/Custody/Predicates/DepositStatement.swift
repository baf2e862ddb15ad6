package import Primitives

/// `Deposit`, the outer statement: a device hands over a sealed bundle.
///
/// Everything that leaves the ends in clear stands here. Closed: nothing else may be added.
package struct DepositStatement: StatementPredicate {
    package static let event = Event.deposit

    package let mode: Mode
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let destinations: [Destination]
    package let payloadDigest: SHA256Digest
    package let previewDigest: SHA256Digest
    package let payloadSize: UInt64
    /// SHA-256 of payload.age's header.
    package let headerDigest: SHA256Digest
    /// SHA-256 of sealed.opening.
    package let sealedCommitment: SHA256Digest
    /// A whole hour.
    package let deadline: Timestamp

    /// A mailbox and, once it was sent or exported, the delivery's place in the device's stream.
    package struct Destination: Hashable, Sendable {
        package let mailbox: MailboxAddress
        package let stream: StreamPosition?

        package init(mailbox: MailboxAddress, stream: StreamPosition?) {
            self.mailbox = mailbox
            self.stream = stream
        }
    }

    /// The running number, from 1, of what one device sends to one mailbox.
    package struct StreamPosition: Hashable, Sendable {
        package let device: KeyID
        package let number: Int64

        package init(device: KeyID, number: Int64) {
            self.device = device
            self.number = number
        }
    }

    package init(
        mode: Mode, consignment: ConsignmentID, sender: OrganisationReference,
        destinations: [Destination], payloadDigest: SHA256Digest, previewDigest: SHA256Digest,
        payloadSize: UInt64, headerDigest: SHA256Digest, sealedCommitment: SHA256Digest,
        deadline: Timestamp
    ) {
        self.mode = mode
        self.consignment = consignment
        self.sender = sender
        self.destinations = destinations
        self.payloadDigest = payloadDigest
        self.previewDigest = previewDigest
        self.payloadSize = payloadSize
        self.headerDigest = headerDigest
        self.sealedCommitment = sealedCommitment
        self.deadline = deadline
    }

    package var mailboxes: [MailboxAddress] { destinations.map(\.mailbox) }

    /// Whether every mailbox has its stream number, as a broker requires.
    package var isNumbered: Bool { destinations.allSatisfy { $0.stream != nil } }

    /// The same deposit with the stream numbers that `send` or `export` assigned.
    package func numbered(_ position: (MailboxAddress) -> StreamPosition) -> DepositStatement {
        DepositStatement(
            mode: mode, consignment: consignment, sender: sender,
            destinations: mailboxes.map { Destination(mailbox: $0, stream: position($0)) },
            payloadDigest: payloadDigest, previewDigest: previewDigest, payloadSize: payloadSize,
            headerDigest: headerDigest, sealedCommitment: sealedCommitment, deadline: deadline)
    }

    package var subjectDigests: [SHA256Digest] { [payloadDigest, previewDigest] }

    package var party: StatementParty { .organisation(sender) }
    package var statedKeyID: KeyID? { destinations.first?.stream?.device }
    package var claimedTime: Timestamp? { nil }

    /// A stream belongs to the device that signs; where there is none yet, any device may sign.
    package func names(signer: KeyID) -> Bool {
        destinations.allSatisfy { $0.stream.map { $0.device == signer } ?? true }
    }
}
