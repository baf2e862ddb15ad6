import BrokerAPI

/// How large the next piece of an upload is.
///
/// A piece counts only when all of it has arrived, so on a bad line a large one would never end:
/// each loss halves the size, each success doubles it.
struct PieceSize {
    private static let smallest = 64 << 10
    private static let first = 2 << 20

    private(set) var value = first

    mutating func grow() {
        value = min(value * 2, BrokerLimits.uploadPieceBytes)
    }

    mutating func shrink() {
        value = max(value / 2, Self.smallest)
    }
}
