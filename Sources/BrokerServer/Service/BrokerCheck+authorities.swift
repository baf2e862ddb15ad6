import Broker
import Primitives
import SystemPackage
import TimestampClient
import Timestamping

extension BrokerCheck {
    /// A difference of clocks that the rule of trusted time reports.
    private static let apartInSeconds: Int64 = 86_400

    mutating func checkAuthorities(_ configuration: HomeConfiguration) {
        do {
            let authorities = try home.authorities(configuration)
            guard !authorities.isEmpty else {
                add(
                    .warning, "authorities",
                    "no time-stamping authority is asked: a verdict for a court needs one")
                return
            }
            let path = home.resolve(BrokerSetup.checkpointsName).string
            let standings = try WitnessedStore.authorities(in: path)
            let before = Set(standings.map(\.authority))
            for standing in standings { tell(standing) }
            let unasked = authorities.filter { !before.contains($0.name) }.count
            add(
                authorities.count > 1 ? .fine : .warning, "authorities",
                authorities.count > 1
                    ? "\(authorities.count) time-stamping authorities are asked, \(unasked) not yet"
                    : "one time-stamping authority is asked: that of a second owner is missing")
        } catch let error as any PlainFailure {
            add(.fault, "authorities", error.message)
        } catch {
            add(.fault, "authorities", "what is known of the authorities cannot be read")
        }
    }

    private mutating func tell(_ standing: AuthorityStanding) {
        let name = standing.authority.text
        if let failure = standing.failure {
            let last = standing.lastTime.map { ", last asked at \($0.text)" } ?? ""
            add(
                .warning, "authority",
                "\(name) gives no tokens: \(failure)\(last); \(standing.waiting) wait")
        }
        if standing.gaps > 0 {
            add(
                .warning, "authority-gap",
                "\(name) never stamped \(standing.gaps) checkpoints, and \(standing.stamped) it did"
            )
        }
        guard let token = standing.token, let received = standing.receivedTime,
            let claimed = try? UnverifiedTimestampToken(der: token).claimedTime
        else { return }
        let difference = claimed.secondsSinceEpoch - received.secondsSinceEpoch
        if abs(difference) > Self.apartInSeconds {
            add(
                .warning, "authority-apart",
                "\(name) said \(claimed.text) when this clock showed \(received.text)")
        }
    }
}
