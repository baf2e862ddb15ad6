import Primitives

/// Why a proof does not show what it is offered for.
package enum ProofError: String, PlainFailure, CaseIterable {
    case indexBeyondTree = "index-beyond-tree"
    case sizesOutOfOrder = "sizes-out-of-order"
    case wrongLength = "wrong-length"
    case rootMismatch = "root-mismatch"

    package var code: String { "proof." + rawValue }

    package var message: String {
        switch self {
        case .indexBeyondTree: "the entry would stand beyond the end of the log"
        case .sizesOutOfOrder: "the log would have become smaller"
        case .wrongLength: "the proof has too few or too many hashes"
        case .rootMismatch: "the proof leads to another root than the signed one"
        }
    }
}
