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
        }
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
