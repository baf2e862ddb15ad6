import Primitives

/// Why something on a carrier is not what it should be.
package enum ParcelError: PlainFailure, Equatable {
    /// head.age is no head.
    case headMalformed
    /// Its plaintext, a part of it, or the file itself exceeds its limit.
    case headTooLarge
    /// None of the keys at hand opens it: it is for somebody else.
    case forSomebodyElse
    /// The head begins as one for a key at hand, and does not hold.
    case headDamaged
    case piecesMalformed
    /// pieces.txt is of another payload than the statement announces.
    case piecesOfAnother
    case piecesSignature
    /// payload.age has more bytes than pieces can carry.
    case payloadTooLarge

    package var code: String {
        switch self {
        case .headMalformed: "carrier.head-malformed"
        case .headTooLarge: "carrier.head-too-large"
        case .forSomebodyElse: "carrier.for-somebody-else"
        case .headDamaged: "carrier.head-damaged"
        case .piecesMalformed: "carrier.pieces-malformed"
        case .piecesOfAnother: "carrier.pieces-of-another"
        case .piecesSignature: "carrier.pieces-signature-invalid"
        case .payloadTooLarge: "carrier.payload-too-large"
        }
    }

    package var message: String {
        switch self {
        case .headMalformed: "its head.age does not have the form of one"
        case .headTooLarge: "its head.age is larger than one may be"
        case .forSomebodyElse: "it is for somebody else: no key here opens it"
        case .headDamaged: "its head.age was damaged on the way"
        case .piecesMalformed: "its list of pieces does not have the form of one"
        case .piecesOfAnother: "its list of pieces is that of another content"
        case .piecesSignature: "its list of pieces does not bear the signature of its sender"
        case .payloadTooLarge: "its content is too large to be carried in pieces"
        }
    }

    package var hint: String? {
        switch self {
        case .forSomebodyElse: nil
        case .payloadTooLarge: "send the case in parts"
        default: "ask whoever made it to export it once more"
        }
    }
}
