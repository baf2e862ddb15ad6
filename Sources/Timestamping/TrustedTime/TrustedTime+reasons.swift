/// Why a bound could not be given, and what else a reader should know: facts with stable codes, for
/// verdicts.
extension TrustedTime {
    /// Why a bound is `not checked`.
    package enum Gap: Hashable, Sendable {
        /// Fewer witnesses than the quorum cosigned the checkpoint that covers the act.
        case quorumMissing
        /// No checkpoint lies in the bag.
        case checkpointMissing
        /// Fewer witnesses than the quorum cosigned the checkpoint in the bag.
        case checkpointNotWitnessed
        /// The lower bound would lie after the upper.
        case boundsContradict

        package var code: String {
            switch self {
            case .quorumMissing: "time.quorum-missing"
            case .checkpointMissing: "time.checkpoint-missing"
            case .checkpointNotWitnessed: "time.checkpoint-not-witnessed"
            case .boundsContradict: "time.bounds-contradict"
            }
        }

        package var message: String {
            switch self {
            case .quorumMissing:
                "too few witnesses have confirmed the log's state that covers the act"
            case .checkpointMissing: "the bag holds no state of the log from before it was sealed"
            case .checkpointNotWitnessed:
                "too few witnesses had confirmed the log's state that the bag holds"
            case .boundsContradict:
                "the log's state in the bag is confirmed at a later time than the act"
            }
        }
    }

    /// What stands beside the bounds.
    package enum Remark: Hashable, Sendable {
        /// No listed authority's token covers the checkpoint: the witnesses' times count alone.
        case tokenMissing
        /// Authority and quorum lie further apart than a day; the later one counts.
        case authorityApart(seconds: Int64)
        /// The bounds overlap by no more than honest clocks may differ, and are taken as one.
        case boundsOverlap(seconds: Int64)
        /// The lower bound would lie after the upper: more witnesses lie than the charter allows
        /// for, or the checkpoint in the bag is of another log.
        case boundsContradict(seconds: Int64)

        package var code: String {
            switch self {
            case .tokenMissing: "time.token-missing"
            case .authorityApart: "time.authority-apart"
            case .boundsOverlap: "time.bounds-overlap"
            case .boundsContradict: "time.bounds-contradict"
            }
        }

        package var message: String {
            switch self {
            case .tokenMissing:
                "no time-stamp token covers the act: the witnesses' times count alone"
            case .authorityApart(let seconds):
                "time-stamping authority and witnesses are \(seconds) seconds apart: the later counts"
            case .boundsOverlap(let seconds):
                "the bounds overlap by \(seconds) seconds, which clocks may differ by"
            case .boundsContradict(let seconds):
                "the bounds contradict each other by \(seconds) seconds"
            }
        }
    }
}
