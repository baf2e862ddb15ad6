import KeyDirectory
import Primitives

/// What there is to see to about the network's charter.
struct CharterCheck {
    private static let secondsPerDay: Int64 = 86_400
    let home: Home
    let now: Timestamp

    func findings() -> [Finding] {
        do {
            guard let charter = try ConfirmedCharter.loadIfThere(home) else {
                return try unconfirmed()
            }
            let contradictions = CharterContradictions(home: home, now: now)
            return try [finding(charter)].compactMap { $0 }
                + contradictions.all(of: charter).map { Finding($0) }
        } catch let failure as any PlainFailure {
            return [Finding(failure)]
        } catch {
            return [
                Finding(HomeError.damaged(file: home.charterState, reason: "it cannot be read"))
            ]
        }
    }

    private func unconfirmed() throws -> [Finding] {
        guard try UnconfirmedCharter.loadIfThere(home) != nil else { return [] }
        return [
            Finding(
                "charter.unconfirmed", "a charter waits here, and nothing of it counts",
                hint:
                    "compare its digits with somebody of the network: plomba charter confirm DIGITS"
            )
        ]
    }

    private func finding(_ charter: ConfirmedCharter) -> Finding? {
        let end = charter.current.expiryTime
        let days = (end.secondsSinceEpoch - now.secondsSinceEpoch) / Self.secondsPerDay
        if charter.history.isExpired(at: now) { return Finding(CharterError.expired(end)) }
        guard days < RecordCheck.warningDays else { return nil }
        return Finding(
            "charter.near-expiry",
            "the charter of \(charter.history.name.text) ends on \(end.text)",
            hint: "ask the people of your network for the next one before that")
    }
}
