import Primitives

/// Why the bytes of a tile are not that tile.
package enum TileError: String, PlainFailure, CaseIterable {
    case wrongSize = "wrong-size"
    case malformedEntries = "malformed-entries"
    case notInTree = "not-in-tree"

    package var code: String { "tile." + rawValue }

    package var message: String {
        switch self {
        case .wrongSize: "a tile of the log has another size than its path says"
        case .malformedEntries: "an entry bundle of the log is malformed"
        case .notInTree: "a hash was asked for that a log of this size does not have"
        }
    }
}
