import BrokerClient
import Primitives

extension Office {
    /// Looks at everything that the broker in use can be held to: that its log only grows, is witnessed
    /// and new, holds what was sent from here, and that nothing is left out of the own mailboxes.
    ///
    /// Sends nothing and asks for no passphrase. Keeps what it learns: the largest checkpoint, proofs,
    /// numbers.
    ///
    /// - Parameter freshInSeconds: how old the newest cosignatures may be.
    /// - Throws: when the broker could not be asked at all.
    package func watchBroker(freshInSeconds: Int64) async throws -> WatchReport {
        let name = try BrokerTrust.load(home).name.text
        do {
            return try await withBroker { session in
                var watch = BrokerWatch(self, session, freshInSeconds: freshInSeconds)
                try await watch.look()
                return watch.report
            }
        } catch let failure as BrokerTrustError
            where failure == .otherServiceKey || failure == .otherLogKey
        {
            return .refused(failure, broker: name)
        } catch BrokerClientError.otherKey {
            return .refused(BrokerClientError.otherKey, broker: name)
        } catch let failure as BrokerClientError where failure.isOffline {
            // A broker that was convicted takes nothing back by being away.
            let kept = try keptConflicts()
            guard !kept.isEmpty else { throw failure }
            var report = WatchReport(broker: name)
            report.raise(contentsOf: kept.map { Alarm($0, about: nil) })
            report.note(unknown: Finding(failure))
            return report
        }
    }

    private func keptConflicts() throws -> [LogReceiptError] {
        guard let log = try BrokerTrust.load(home).logKey else { return [] }
        return try LogMemory(home, log).keptConflicts()
    }
}

extension WatchReport {
    /// Whoever answers is not the broker that was chosen.
    fileprivate static func refused(_ failure: any PlainFailure, broker: String) -> WatchReport {
        var report = WatchReport(broker: broker)
        report.raise(Alarm(failure, about: nil))
        return report
    }
}
