package import Primitives

/// What a receiver knows of one stream: which numbers came, and which were given up.
///
/// A device numbers what it sends to a mailbox from 1 on, without a gap. A number that neither came
/// nor was skipped is one that somebody on the way may be withholding. The last one sent cannot be
/// missed so: it shows to the sender at the deadline.
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
    package private(set) var skipped: NumberSet

    package init(
        _ stream: Stream, delivered: NumberSet = NumberSet(), skipped: NumberSet = NumberSet()
    ) {
        (self.stream, self.delivered, self.skipped) = (stream, delivered, skipped)
    }

    package mutating func deliver(_ number: Int64) { delivered.insert(number) }
    package mutating func skip(_ number: Int64) { skipped.insert(number) }

    /// Neither delivered nor given up, though a later number was.
    package var missing: [ClosedRange<Int64>] {
        var known = delivered
        for range in skipped.ranges { known.insert(range) }
        return known.gaps
    }

    /// Given up and delivered all the same: the device has signed a contradiction.
    package var contradicted: [Int64] {
        skipped.ranges.flatMap { range in
            delivered.ranges.flatMap { other in
                range.overlaps(other) ? Array(range.clamped(to: other).prefix(1)) : []
            }
        }
    }
}
