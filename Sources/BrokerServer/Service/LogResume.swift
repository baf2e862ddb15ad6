import Broker
package import Primitives
import SystemPackage

/// `plombad log resume`: the way back to signing.
package struct LogResume: Sendable {
    /// Entries that will be signed.
    package let size: UInt64
    package let waitsForWitnesses: Bool

    /// - Throws: `LogResumptionError`; `StoreError.locked` while the broker runs; `ConfigurationError`.
    package init(home: BrokerHome, acceptsUnwitnessed: Bool, now: Timestamp) throws {
        let configuration = try home.configuration()
        guard home.exists(configuration.dataPath),
            let key = try home.existingLogKey(configuration)
        else { throw LogResumptionError.nothingToDo }
        let resumption = try LogResumption(
            of: BrokerStore(folder: home.resolve(configuration.dataPath).string, now: now),
            checkpoints: home.resolve(BrokerSetup.checkpointsName).string, key: key,
            isWitnessed: try home.witnessRules(configuration) != nil,
            acceptsUnwitnessed: acceptsUnwitnessed, now: now)
        size = resumption.size
        waitsForWitnesses = resumption.outcome == .afterWitnesses
    }
}
