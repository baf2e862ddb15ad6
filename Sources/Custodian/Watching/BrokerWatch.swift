import BrokerAPI
import BrokerClient
import Custody
import Primitives
import TransparencyLog

/// One look at all that a broker can be held to: its log, the own cases, the own mailboxes.
///
/// What is found is a value. It throws only when nothing was found yet and the broker is away, or our
/// own disk fails: a broker that has shown a lie takes nothing of it back by falling silent, by errors, or
/// by answering slowly. Of the time for all questions each part has an equal share of what is left when it
/// begins, and in it each case and each mailbox.
struct BrokerWatch {
    let office: Office
    let session: BrokerSession
    /// How old the newest cosignatures may be.
    let freshInSeconds: Int64
    var report: WatchReport
    /// Since the broker was away: it is asked nothing more in this part.
    var interruption: (any PlainFailure)?
    /// What is looked at, as it is told.
    private var part = ""
    /// Cases about which not all was asked.
    var casesLeft = 0
    var now: Timestamp { office.clock.now }

    init(_ office: Office, _ session: BrokerSession, freshInSeconds: Int64) {
        self.office = office
        self.session = session
        self.freshInSeconds = freshInSeconds
        report = WatchReport(broker: session.trust.name.text)
        report.log = session.trust.logKey
        report.secondsAhead = session.secondsAhead
    }

    mutating func look() async throws {
        var away: (any PlainFailure)?
        do {
            away = try await part(3, "its log") {
                try await $0.lookAtCharter()
                try await $0.lookAtLog()
            }
            let second = try await part(2, "your cases") { try await $0.lookAtCases() }
            let third = try await part(1, "your mailboxes") { try await $0.lookAtMailboxes() }
            away = away ?? second ?? third
        } catch let failure as any PlainFailure where report.hasFindings {
            away = failure
        }
        if casesLeft > 0 { report.note(unknown: .casesLeft(casesLeft)) }
        guard let away else { return }
        guard report.hasFindings else { throw away }
        report.note(unknown: Finding(away))
    }

    /// One of the three, within its share of the time.
    ///
    /// - Returns: why it was not looked at wholly, where the broker was away.
    private mutating func part(
        _ left: Int, _ name: String, _ step: (inout BrokerWatch) async throws -> Void
    ) async throws -> (any PlainFailure)? {
        (interruption, part) = (nil, name)
        let session = session
        try await session.sharing(among: left) {
            try await attempt { try await step(&$0) }
        }
        if interruption != nil { report.note(unknown: .notReached(name)) }
        return interruption
    }

    /// One step that does not keep the others from being taken.
    ///
    /// - Throws: when our own disk fails.
    mutating func attempt(
        about consignment: ConsignmentID? = nil,
        _ step: (inout BrokerWatch) async throws -> Void
    ) async throws {
        do {
            try await step(&self)
        } catch let failure as BrokerClientError where failure.isOffline {
            interruption = interruption ?? failure
        } catch BrokerClientError.outOfTime {
            report.note(unknown: .outOfTime(part))
        } catch let failure as any PlainFailure {
            try report.take(failure, about: consignment)
        }
    }
}
