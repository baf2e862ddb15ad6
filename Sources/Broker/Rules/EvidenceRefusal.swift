import Primitives

/// Why a statement does not fit the delivery it was sent for.
package enum EvidenceRefusal: String, PlainFailure, CaseIterable {
    case wrongEvent = "wrong-event"
    case wrongSigner = "wrong-signer"
    case wrongLane = "wrong-lane"
    case wrongIssuer = "wrong-issuer"
    case wrongSubject = "wrong-subject"
    case predecessorMissing = "predecessor-missing"
    case duplicate
    case notNow = "not-now"
    case tooMany = "too-many"
    case delivered

    package var code: String { "evidence." + rawValue }

    package var message: String {
        switch self {
        case .wrongEvent: "this statement is not one that a recipient sends"
        case .wrongSigner: "the signer is not an active key of this mailbox and of this kind"
        case .wrongLane: "the statement speaks of another consignment, sender or mailbox"
        case .wrongIssuer: "the statement names another organisation than its signer's"
        case .wrongSubject: "the statement names other content than was deposited"
        case .predecessorMissing: "the preceding statement is not known here"
        case .duplicate: "the same signer has said this already in other words"
        case .notNow: "nobody makes this statement at this point of a delivery"
        case .tooMany: "there are too many statements about this delivery"
        case .delivered: "a delivery that the broker has bears this number"
        }
    }
}
