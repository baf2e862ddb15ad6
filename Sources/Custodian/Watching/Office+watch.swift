import BrokerClient
import Primitives
import SystemPackage
import TransparencyLog

extension Office {
    /// Looks at everything that the broker in use can be held to: that its log only grows, is witnessed
    /// and new, holds what was sent from here, and that nothing is left out of the own mailboxes.
    ///
    /// Sends nothing and asks for no passphrase. Keeps what it learns: the largest checkpoint, proofs,
    /// numbers.
    ///
    /// - Parameters:
    ///   - freshInSeconds: how old the newest cosignatures may be.
    ///   - duration: how long the broker is asked at most; what was not looked at by then is told.
    /// - Throws: when the broker could not be asked at all.
    package func watchBroker(
        freshInSeconds: Int64, within duration: Duration = WatchLimits.duration
    ) async throws -> WatchReport {
        let name = try BrokerTrust.load(home).name.text
        do {
            let end = ContinuousClock.now + duration
            return try await withBroker(telling: true, until: end) { session in
                var watch = BrokerWatch(self, session, freshInSeconds: freshInSeconds)
                try await watch.look()
                return watch.report
            }
        } catch let failure as BrokerTrustError
            where failure == .otherServiceKey || failure == .otherLogKey
        {
            return try refused(failure, broker: name)
        } catch let failure as LogSuccessionFault {
            return try refused(failure, broker: name)
        } catch let failure as LogSuccessionError {
            return try refused(failure, broker: name)
        } catch let failure as LogReceiptError {
            return try refused(failure, broker: name)
        } catch BrokerClientError.otherKey {
            return try refused(BrokerClientError.otherKey, broker: name)
        } catch let failure as BrokerClientError where failure.isOffline || failure == .outOfTime {
            // A broker that was convicted takes nothing back by being away.
            var report = WatchReport(broker: name)
            try tellKept(&report)
            if let log = try BrokerTrust.load(home).logKey,
                let file = RefusedSuccession(in: LogMemory(home, log).folder).kept
            {
                let refused = LogSuccessionFault.leavesOut(.namesLess, file: file.string)
                report.raise(Alarm(refused, about: nil))
            }
            guard report.hasFindings else { throw failure }
            report.note(unknown: Finding(failure))
            return report
        }
    }

    /// Whoever answers is not the broker that was chosen. One that was convicted takes nothing back by that either.
    private func refused(_ failure: any PlainFailure, broker: String) throws -> WatchReport {
        var report = WatchReport(broker: broker)
        report.raise(Alarm(failure, about: nil))
        try tellKept(&report)
        return report
    }

    /// What was found before and stands without asking the broker.
    private func tellKept(_ report: inout WatchReport) throws {
        guard let log = try BrokerTrust.load(home).logKey else { return }
        let newest = LogMemory(home, log)
        for memory in try newest.former() + [newest] {
            report.raise(contentsOf: try memory.keptConflicts().map { Alarm($0, about: nil) })
            for pair in try memory.keptUnanswered() { report.note(unknown: .unanswered(pair)) }
            for damage in try memory.damagedFiles() { report.note(unknown: Finding(damage)) }
        }
    }
}

/// How long one look lasts.
package enum WatchLimits {
    /// Well below the ten minutes after which `deploy/systemd/plomba-watch.service` is ended.
    package static let duration = Duration.seconds(300)
    /// What `--at-most` takes, in seconds.
    package static let seconds = 10...540
}
