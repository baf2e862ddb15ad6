package import Custody

/// Why something is done with a case, as one of the fixed codes.
package struct ReasonCode<Reason: RawRepresentable & CaseIterable & Sendable>: Sendable
where Reason.RawValue == String {
    let reason: Reason

    package var word: String { reason.rawValue }

    package init?(_ code: String) {
        guard let reason = Reason(rawValue: code) else { return nil }
        self.reason = reason
    }

    /// All codes, for a help text.
    package static var list: String {
        Reason.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

/// Why a case is called back.
package typealias WithdrawReason = ReasonCode<WithdrawalReason>
/// Why a case is declined.
package typealias DeclineReason = ReasonCode<RejectionReason>
/// Why a copy is destroyed.
package typealias DisposeReason = ReasonCode<DisposalReason>
