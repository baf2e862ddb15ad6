package import Custody
package import KeyDirectory
package import Primitives
import TransparencyLog

/// By when a deposit existed, as far as it matters for keys of its sender that were revoked since.
///
/// The broker's `receivedTime` alone is the word of one who could date back together with the thief of
/// a key. Who has chosen witnesses for the broker's log need not take it.
///
/// - SeeAlso: Protocol/decisions/0099-court-and-the-date-of-a-deposit.md
package struct DepositDate {
    /// Whether a person here has chosen a quorum for the broker's log.
    package let isRequired: Bool
    /// The upper bound by that quorum; nil where none is shown.
    package let bound: Timestamp?

    package init(bound: Timestamp?, known: KnownParties) {
        self.bound = bound
        let policy = known.broker?.keys.logKey.flatMap(known.policy)
        isRequired = policy?.quorum != nil
    }

    /// Whether an act of this key that the deposit contains, or is, may be its thief's.
    package func leavesOpen(_ standing: KeyStanding?, at now: Timestamp) -> Bool {
        guard isRequired, let standing, standing.isRevoked, standing.until <= now else {
            return false
        }
        return bound.map { $0 >= standing.until } ?? true
    }
}

extension Check {
    /// The same, not passed where a revoked key may have made it later.
    package func requiringDate(_ isOpen: Bool) -> Check {
        isOpen && outcome == .passed ? Check(code, sentence, .notChecked(.actNotShown)) : self
    }
}
