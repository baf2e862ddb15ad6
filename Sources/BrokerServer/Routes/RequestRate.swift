import Broker
import BrokerAPI
import Custody
import Primitives
import Synchronization

/// Bounds how many requests an organisation makes in a minute, with all its devices, and how many are made
/// at a mailbox by those who open it.
///
/// A deposit counts for its sender and not for the mailbox: whoever fills a mailbox's measure would lock its own
/// people out.
final class RequestRate: Sendable {
    /// Who shares one measure. There are as many as organisations and mailboxes are admitted.
    enum Party: Hashable, Sendable {
        case organisation(Fingerprint)
        case mailbox(MailboxAddress)

        /// The `reason` of the problem.
        var reason: String {
            switch self {
            case .organisation: "quota.organisation-requests"
            case .mailbox: "quota.mailbox-requests"
            }
        }
    }

    private struct Measure {
        var left: Double
        var time: ContinuousClock.Instant
    }

    private let quotas: Quotas?
    private let measures = Mutex<[Party: Measure]>([:])

    /// - Parameter quotas: nil for no bound.
    init(_ quotas: Quotas?) {
        self.quotas = quotas
    }

    /// Counts one request.
    ///
    /// - Throws: ``TooManyRequests``.
    func take(
        _ caller: Caller, at resource: BrokerResource, _ service: BrokerService,
        now: ContinuousClock.Instant = .now
    ) throws(TooManyRequests) {
        guard let quotas else { return }
        try take(
            .organisation(caller.organisation.fingerprint),
            perMinute: quotas.organisation.requestsPerMinute, now)
        guard let mailbox = resource.mailbox, service.opens(mailbox, caller) else { return }
        try take(.mailbox(mailbox), perMinute: quotas.mailbox.requestsPerMinute, now)
    }

    /// A minute's worth may come at once; then they come back evenly.
    private func take(
        _ party: Party, perMinute limit: Int64, _ now: ContinuousClock.Instant
    ) throws(TooManyRequests) {
        let full = Double(limit)
        let perSecond = full / 60
        let missing: Double = measures.withLock { measures in
            var measure = measures[party] ?? Measure(left: full, time: now)
            let seconds = max(0, (now - measure.time) / .seconds(1))
            measure.left = min(full, measure.left + seconds * perSecond)
            measure.time = now
            let missing = max(0, 1 - measure.left)
            if missing == 0 { measure.left -= 1 }
            measures[party] = measure
            return missing
        }
        guard missing > 0 else { return }
        throw TooManyRequests(
            reason: party.reason, seconds: max(1, Int((missing / perSecond).rounded(.up))))
    }
}

/// One request more than the minute has room for.
struct TooManyRequests: Error, Equatable {
    let reason: String
    /// After this time there is room for one.
    let seconds: Int

    var problem: ProblemDocument {
        ProblemDocument(
            .tooManyRequests, detail: "too many requests in a minute: go on after \(seconds) s",
            reason: reason)
    }
}

extension BrokerResource {
    /// Whose mailbox is asked.
    fileprivate var mailbox: MailboxAddress? {
        switch self {
        case .deliveries(let mailbox), .preview(let mailbox, _), .payload(let mailbox, _),
            .evidence(let mailbox, _), .skipped(let mailbox), .consent(let mailbox),
            .blocks(let mailbox), .block(let mailbox, _):
            mailbox
        default: nil
        }
    }
}
