package import Primitives

/// How a reader judges the time at which a delivery expired.
///
/// The time of an expiry is never the home broker's word alone where the network has witnesses: the
/// checkpoint that the statement embeds must be cosigned by a quorum at or after the deadline.
package struct ExpiryPolicy: Sendable {
    /// The latest time at or after which a whole quorum cosigned this checkpoint of this broker's
    /// log: of a k-quorum, the k-th largest cosignature time. Nil when the note is not one of that
    /// log, or no quorum has cosigned it.
    ///
    /// Not the upper bound that `Protocol/trusted-time.md` takes for acts, the k-th smallest: here
    /// a witness whose clock runs ahead must not make a deadline pass early.
    package typealias WitnessedTime =
        @Sendable (_ checkpoint: CheckpointText, _ broker: OrganisationName) -> Timestamp?

    private let witnessedTime: WitnessedTime?
    private let firstChoice: Timestamp?
    private let covers: @Sendable (_ broker: OrganisationName) -> Bool

    /// The network has witnesses, and this is what they say.
    package init(witnessedTime: @escaping WitnessedTime) {
        self.init(ofBrokers: { _ in true }, witnessedTime: witnessedTime)
    }

    /// These brokers' logs have witnesses; of others this reader knows of none.
    ///
    /// - Parameter firstChoice: when this reader's first witnesses were chosen. An expiry of before
    ///   that embeds nothing, since nobody could have cosigned it.
    package init(
        ofBrokers covers: @escaping @Sendable (_ broker: OrganisationName) -> Bool,
        since firstChoice: Timestamp? = nil, witnessedTime: @escaping WitnessedTime
    ) {
        self.covers = covers
        self.firstChoice = firstChoice
        self.witnessedTime = witnessedTime
    }

    private init() {
        covers = { _ in false }
        (witnessedTime, firstChoice) = (nil, nil)
    }

    /// The network has no witness policy: every expiry rests on the broker's own clock.
    package static let unwitnessed = ExpiryPolicy()

    /// Judges one expiry, whose signature is the caller's to verify.
    package func judge(_ expiry: AcceptanceRejectionExpiry) -> ExpiryFinding {
        guard let witnessedTime, covers(expiry.step.issuer.broker) else {
            return .unwitnessed(claimed: expiry.step.claimedTime)
        }
        if expiry.checkpoint == nil, let firstChoice, expiry.step.claimedTime < firstChoice {
            return .unwitnessed(claimed: expiry.step.claimedTime)
        }
        guard let checkpoint = expiry.checkpoint,
            let time = witnessedTime(checkpoint, expiry.step.issuer.broker)
        else { return .notWitnessed }
        return time >= expiry.deadline ? .timely(witnessed: time) : .early(witnessed: time)
    }
}

/// What became of an expiry's time.
package enum ExpiryFinding: Hashable, Sendable {
    /// A quorum vouches for a time at or after the deadline.
    case timely(witnessed: Timestamp)
    /// There is no witness policy, or there was none then: only the broker says so.
    case unwitnessed(claimed: Timestamp)
    /// A quorum vouches for a time before the deadline: the statement contradicts itself.
    case early(witnessed: Timestamp)
    /// There is a policy, and the statement does not satisfy it.
    case notWitnessed

    /// Whether the lane has ended by it.
    package var counts: Bool {
        switch self {
        case .timely, .unwitnessed: true
        case .early, .notWitnessed: false
        }
    }
}
