package import Primitives

/// One batch of the log on its way to its tokens: which authority has stamped its checkpoint, which
/// is to be asked again and when, and which never answered.
///
/// A value without socket, clock or storage: the broker asks those that are ``due(at:)``, records
/// what came of it, and keeps the value. An authority that fails holds up no other, and no deposit.
package struct TimestampBatch: Hashable, Sendable {
    /// SHA-256 of the checkpoint's text.
    package let imprint: SHA256Digest
    package private(set) var states: [AuthorityName: State]

    /// Where one authority stands.
    package enum State: Hashable, Sendable {
        /// To be asked, for the first time or again.
        case waiting(Attempts)
        case stamped(VerifiedTimestampToken)
        /// Asked as often as the schedule says, in vain: a fact that is kept and shown.
        case gap(Attempts)
    }

    /// What came of asking so far.
    package struct Attempts: Hashable, Sendable {
        package let count: Int
        /// When the authority was asked last; nil before the first time.
        package let last: Timestamp?
        /// The code of the last failure; nil before the first one.
        package let failure: String?

        package init(count: Int, last: Timestamp?, failure: String?) {
            self.count = count
            self.last = last
            self.failure = failure
        }

        package static let none = Attempts(count: 0, last: nil, failure: nil)
    }

    /// A new batch, of which no authority has been asked.
    package init(imprint: SHA256Digest, authorities: Set<AuthorityName>) {
        self.init(
            imprint: imprint,
            states: Dictionary(
                uniqueKeysWithValues: authorities.map { ($0, State.waiting(.none)) }))
    }

    /// A batch as it was kept.
    package init(imprint: SHA256Digest, states: [AuthorityName: State]) {
        self.imprint = imprint
        self.states = states
    }

    /// The authorities to ask now, in the order of their names.
    package func due(at now: Timestamp) -> [AuthorityName] {
        states.keys.sorted().filter { name in
            guard case .waiting(let attempts)? = states[name] else { return false }
            return CollectingSchedule.isDue(attempts, at: now)
        }
    }

    /// Keeps a token.
    ///
    /// - Returns: false, and nothing is changed, when it is over another checkpoint or by an
    ///   authority that was not to be asked.
    @discardableResult
    package mutating func record(_ token: VerifiedTimestampToken) -> Bool {
        guard token.imprint == imprint, let state = states[token.authority] else { return false }
        // Of two tokens the first one stays: it says the earlier time.
        if case .stamped = state { return true }
        states[token.authority] = .stamped(token)
        return true
    }

    /// Notes that an authority was asked in vain.
    ///
    /// - Parameter code: of the failure, a ``TimestampError`` or one of the network.
    package mutating func recordFailure(
        of authority: AuthorityName, code: String, at now: Timestamp
    ) {
        guard case .waiting(let before)? = states[authority] else { return }
        let attempts = Attempts(count: before.count + 1, last: now, failure: code)
        states[authority] =
            attempts.count < CollectingSchedule.attempts ? .waiting(attempts) : .gap(attempts)
    }

    /// Asks nobody any more: whoever has not answered never did.
    package mutating func giveUp() {
        for (name, state) in states {
            if case .waiting(let attempts) = state { states[name] = .gap(attempts) }
        }
    }

    /// Whether nothing is left to be asked.
    package var isComplete: Bool {
        !states.values.contains { if case .waiting = $0 { true } else { false } }
    }

    /// The authorities that never answered, in the order of their names.
    package var gaps: [AuthorityName] {
        states.keys.sorted().filter { if case .gap? = states[$0] { true } else { false } }
    }
}

/// When an authority is asked again: after 1, 2, 4, ... minutes, then every hour, for a week.
///
/// It counts attempts, not days: a clock that jumps ahead a year makes no gaps.
package enum CollectingSchedule {
    /// After so many attempts in vain there is a gap: six in the first hour, then 168 hours.
    package static let attempts = 174
    /// Batches that wait at the same time; with one more, the oldest is given up.
    package static let openBatches = 4096
    private static let first: Int64 = 60
    private static let longest: Int64 = 3600
    /// From here on the wait would be longer than an hour.
    private static let doublings = 6

    /// How long to wait after so many attempts in vain.
    package static func wait(afterAttempts count: Int) -> Int64 {
        guard count > 0 else { return 0 }
        return count > doublings ? longest : min(first << Int64(count - 1), longest)
    }

    /// A clock that went back does not make anybody wait for the old time to come again.
    static func isDue(_ attempts: TimestampBatch.Attempts, at now: Timestamp) -> Bool {
        guard let last = attempts.last, now >= last else { return true }
        return now.secondsSinceEpoch - last.secondsSinceEpoch >= wait(afterAttempts: attempts.count)
    }
}
