internal import Primitives

/// Why statements are not a chain of custody. `position` counts from 0 in the order given.
package enum CustodyError: PlainFailure, Equatable {
    /// More statements than the limit.
    case tooLong(limit: Int)
    /// One statement fails by itself.
    case statement(position: Int, StatementError)
    /// No key of the right kind, party and time answers for the signer.
    case signerUnknown(position: Int)
    /// The same statement, or a second one where only one may be.
    case duplicate(position: Int)
    /// The predecessor is not among the earlier statements of the lane.
    case predecessorMissing(position: Int)
    /// It states another digest, size, sender or mailbox than the statement it builds on.
    case contradiction(position: Int, member: String)
    /// The lane had already ended.
    case afterEnd(position: Int)
    /// The lane had not ended: nothing to dispose of yet.
    case beforeEnd(position: Int)
    /// A delivery expired before the witnesses' time had reached its deadline.
    case expiryEarly(position: Int)
    /// No quorum of witnesses vouches for the time at which a delivery expired.
    case expiryNotWitnessed(position: Int)
    /// An end that a broker alone states has a time that has not come.
    case endAhead(position: Int)
    /// A hop to another broker, and no record of the recipient ever named one.
    case notRelayed(position: Int)

    /// Which statement it is about; nil for all of them.
    package var position: Int? {
        switch self {
        case .tooLong: nil
        case .statement(let position, _), .signerUnknown(let position), .duplicate(let position),
            .predecessorMissing(let position), .contradiction(let position, _),
            .afterEnd(let position), .beforeEnd(let position), .expiryEarly(let position),
            .expiryNotWitnessed(let position), .endAhead(let position),
            .notRelayed(let position):
            position
        }
    }

    package var code: String {
        switch self {
        case .tooLong: "custody.too-long"
        case .statement(_, let error): error.code
        case .signerUnknown: "custody.signer-unknown"
        case .duplicate: "custody.duplicate"
        case .predecessorMissing: "custody.predecessor-missing"
        case .contradiction: "custody.contradiction"
        case .afterEnd: "custody.after-end"
        case .beforeEnd: "custody.before-end"
        case .expiryEarly: "custody.expiry-early"
        case .expiryNotWitnessed: "custody.expiry-not-witnessed"
        case .endAhead: "custody.end-ahead"
        case .notRelayed: "custody.not-relayed"
        }
    }

    package var message: String {
        switch self {
        case .tooLong(let limit): "the chain has more than \(limit) statements"
        case .statement(let position, let error): "statement \(position + 1): \(error.message)"
        case .signerUnknown(let position):
            "statement \(position + 1) is not signed by a key that its party listed for this"
        case .duplicate(let position): "statement \(position + 1) repeats an earlier one"
        case .predecessorMissing(let position):
            "statement \(position + 1) follows a statement that is not here"
        case .contradiction(let position, let member):
            "statement \(position + 1) contradicts an earlier one in '\(member)'"
        case .afterEnd(let position): "statement \(position + 1) comes after the end of its lane"
        case .beforeEnd(let position): "statement \(position + 1) comes before the end of its lane"
        case .expiryEarly(let position):
            "statement \(position + 1) lets a delivery expire before its deadline"
        case .expiryNotWitnessed(let position):
            "statement \(position + 1) lets a delivery expire at a time that no quorum witnessed"
        case .endAhead(let position):
            "statement \(position + 1) is dated more than five minutes ahead of this computer's clock: one "
                + "of the two clocks is wrong, or the broker says what has not come"
        case .notRelayed(let position):
            "statement \(position + 1) tells of another broker, and no record of the recipient ever named "
                + "one for that mailbox"
        }
    }
}
