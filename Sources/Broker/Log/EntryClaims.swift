/// Which entries of a log some row stands for: a bit for each.
///
/// An entry without a row is of a statement that was recorded, and is gone.
struct EntryClaims {
    private let size: UInt64
    private var words: [UInt64]

    init(size: UInt64) {
        self.size = size
        words = Array(repeating: 0, count: Int(clamping: size / 64 + 1))
    }

    /// What a row says of where its entries stand; what lies outside the log claims nothing.
    mutating func claim(_ count: UInt64, at position: UInt64) {
        guard position < size else { return }
        for entry in position..<min(size, position + count) {
            words[Int(entry / 64)] |= 1 << (entry % 64)
        }
    }

    /// The first entry of no row, and how many there are.
    var unclaimed: (first: UInt64, count: UInt64)? {
        guard let first = (0..<size).first(where: { !isClaimed($0) }) else { return nil }
        let claimed = words.reduce(UInt64(0)) { $0 + UInt64($1.nonzeroBitCount) }
        return (first, size - claimed)
    }

    private func isClaimed(_ entry: UInt64) -> Bool {
        words[Int(entry / 64)] & 1 << (entry % 64) != 0
    }
}
