import Custody

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
