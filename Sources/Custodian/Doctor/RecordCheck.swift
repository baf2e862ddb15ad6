import KeyDirectory
import Primitives

/// Whose records end soon or have ended: one's own and the partners'.
struct RecordCheck {
    private static let secondsPerDay: Int64 = 86_400
    static let warningDays: Int64 = 30
    let now: Timestamp

    func finding(_ own: OrganisationSummary) -> Finding? {
        if RecordClock.isAhead(own.issuedTime, of: now) {
            return Finding(
                "record.from-the-future",
                "your organisation's record is dated \(own.issuedTime.text), which has not come yet",
                hint: "set this computer's clock; if it is right, it was wrong when the record was "
                    + "made: 'plomba organisation adopt --instead' drops what the broker has not taken"
            )
        }
        return switch daysLeft(own) {
        case ..<0:
            Finding(
                "record.expired",
                "your organisation's record ended on \(own.expiryTime.text): you can neither send "
                    + "nor receive",
                hint: "whoever keeps its roots renews it: plomba organisation renew")
        case ..<Self.warningDays:
            Finding(
                "record.near-expiry",
                "your organisation's record ends on \(own.expiryTime.text)",
                hint: "whoever keeps its roots renews it: plomba organisation renew")
        default: nil
        }
    }

    func finding(_ partner: Partner) -> Finding? {
        let summary = partner.summary
        let name = summary.name.text
        switch daysLeft(summary) {
        case ..<0:
            return Finding(
                "partner.expired",
                "the record of \(name) ended on \(summary.expiryTime.text)",
                hint: "ask them for a new file, and compare the fingerprint again")
        case ..<Self.warningDays:
            return Finding(
                "partner.near-expiry", "the record of \(name) ends on \(summary.expiryTime.text)",
                hint: "ask them for a new file before that")
        default: return nil
        }
    }

    /// Negative when it is over.
    private func daysLeft(_ summary: OrganisationSummary) -> Int64 {
        let seconds = summary.expiryTime.secondsSinceEpoch - now.secondsSinceEpoch
        return seconds < 0 ? -1 : seconds / Self.secondsPerDay
    }
}
