import Custody
import Primitives

/// What a broker's claim of a time is held against: the clock of this computer, not corrected by
/// what the broker says of its own, since that would let it move both.
enum ClaimedTime {
    /// How far ahead of this computer's clock a claim may be.
    static let toleranceInSeconds: Int64 = 300

    static func isAhead(_ claimed: Timestamp, of now: Timestamp) -> Bool {
        claimed.secondsSinceEpoch - now.secondsSinceEpoch > toleranceInSeconds
    }
}
