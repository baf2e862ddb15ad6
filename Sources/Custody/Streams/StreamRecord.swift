package import Primitives

/// What a receiver knows of one stream: which numbers came.
///
/// A device numbers what it sends to a mailbox from 1 on. A number that did not come though a later
/// one did was given up by the sender, or somebody on the way is withholding what bears it. The last
/// one sent cannot be missed so: it shows to the sender at the deadline.
package struct StreamRecord: Sendable, Equatable {
    /// One device's deliveries to one mailbox.
    package struct Stream: Hashable, Sendable {
        package let sender: Fingerprint
        package let device: KeyID
        package let mailbox: MailboxAddress

        package init(sender: Fingerprint, device: KeyID, mailbox: MailboxAddress) {
            (self.sender, self.device, self.mailbox) = (sender, device, mailbox)
        }
    }

    package let stream: Stream
    package private(set) var delivered: NumberSet

    package init(_ stream: Stream, delivered: NumberSet = NumberSet()) {
        (self.stream, self.delivered) = (stream, delivered)
    }

    package mutating func deliver(_ number: Int64) { delivered.insert(number) }

    /// What did not come, though a later number did.
    package var missing: [ClosedRange<Int64>] { delivered.gaps }
}
