import Custody
import Primitives

extension EvidenceFolder {
    /// Deliveries of which only the broker says when they expired.
    func unwitnessedExpiries(mode: Mode) -> [String] {
        lanes.flatMap(\.statements).compactMap { statement in
            guard
                let expiry = try? statement.signed.unverified(
                    as: AcceptanceRejectionExpiry.self, mode: mode), expiry.checkpoint == nil
            else { return nil }
            return "'\(SafeText.shown(statement.path))': it expired by the broker's own clock; "
                + "nobody had been chosen to witness it then"
        }
    }
}

extension CheckCode {
    /// Only of an evidence folder: the organisations' records in it.
    static let keysRecords = CheckCode(rawValue: "keys.records")
}

extension Check.Reason {
    static let logNotShown = Check.Reason(
        code: "log.unwitnessed", message: "no log is shown that witnesses could have seen")
    static let noReceipt = Check.Reason(
        code: "evidence.receipt-missing", message: "the broker's receipt is not here")
    static let otherDeposit = Check.Reason(
        code: "evidence.receipt-of-another",
        message: "the broker's receipt is for another statement")
    static let receivedLate = Check.Reason(
        code: "evidence.receipt-late",
        message: "the broker says that it got the deposit when its deadline had passed")
    static let keyDoesNotCount = Check.Reason(
        code: "evidence.key-does-not-count",
        message: "the key that signed is not listed, or did not count at that time")
    static let actNotShown = Check.Reason(
        code: "time.act-not-shown",
        message: "a key was revoked since, and nothing shows that it signed before")
    static let endNotShown = Check.Reason(
        code: "time.end-not-shown",
        message:
            "the broker gave a delivery up, and nobody who was chosen here is shown to have seen "
            + "that it says so")
    static let homeUnknown = Check.Reason(
        code: "evidence.home-unknown",
        message:
            "a delivery was handed on, or given up, and no record of its recipient is here that "
            + "could name another broker")
    static let logUnknown = Check.Reason(
        code: "evidence.log-unknown", message: "nobody here knows the key of the broker's log")
    static let unreadable = Check.Reason(
        code: "evidence.unreadable", message: "a file is not in its form")

    static func brokerUnconfirmed(_ name: OrganisationName) -> Check.Reason {
        Check.Reason(
            code: "evidence.broker-unknown",
            message: "it agrees with the keys in the folder; whether they are those of "
                + "\(name.text), nobody here knows")
    }
}
