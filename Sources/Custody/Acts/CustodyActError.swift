internal import Primitives

/// Why acts are not a chain about one copy.
package enum CustodyActError: PlainFailure, Equatable {
    /// One is missing, or one of its two files is.
    case hole(number: Int)
    /// The act in this file has the number of another.
    case outOfOrder(number: Int)
    /// It follows another act than the one that lies before it.
    case fork(number: Int)
    /// It is about another seal, consignment or sender than the copy's.
    case ofAnother(number: Int)
    /// It is signed for an organisation that has not this copy.
    case byAnother(number: Int)
    /// It names an exhibit that the copy has not, or not with these bytes.
    case exhibitDiffers(number: Int)
    /// It corrects an act that is not before it.
    case correctsNothing(number: Int)

    package var code: String {
        switch self {
        case .hole: "custody.hole"
        case .outOfOrder: "custody.out-of-order"
        case .fork: "custody.fork"
        case .ofAnother: "custody.act-of-another"
        case .byAnother: "custody.act-by-another"
        case .exhibitDiffers: "custody.exhibit-differs"
        case .correctsNothing: "custody.corrects-nothing"
        }
    }

    package var message: String {
        switch self {
        case .hole(let number): "act \(number) is missing, or one of its two files is"
        case .outOfOrder(let number): "the file of act \(number) holds an act of another number"
        case .fork(let number):
            "act \(number) follows another act than the one that lies before it"
        case .ofAnother(let number): "act \(number) is about another case than this one"
        case .byAnother(let number):
            "act \(number) is signed for an organisation whose copy this is not"
        case .exhibitDiffers(let number):
            "act \(number) names an exhibit that was not sealed here, or not with these bytes"
        case .correctsNothing(let number): "act \(number) corrects an act that is not before it"
        }
    }
}
