import Custody

/// Why a case is called back, as one of the fixed codes.
package struct WithdrawReason: Sendable {
    let reason: WithdrawalReason

    package init?(_ code: String) {
        guard let reason = WithdrawalReason(rawValue: code) else { return nil }
        self.reason = reason
    }

    /// All codes, for a help text.
    package static var list: String {
        WithdrawalReason.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

/// Why a case is declined, as one of the fixed codes.
package struct DeclineReason: Sendable {
    let reason: RejectionReason

    package init?(_ code: String) {
        guard let reason = RejectionReason(rawValue: code) else { return nil }
        self.reason = reason
    }

    /// All codes, for a help text.
    package static var list: String {
        RejectionReason.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
