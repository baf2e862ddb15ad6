import Broker
package import Primitives
import SystemPackage
import TransparencyLog

/// `plombad log succeed`: a new log under a new key, since that of the old one was lost or stolen.
///
/// ```
/// keys/log     the old key, erased once the new log is begun
/// keys/log-2   the new one
/// ```
/// The key is on the disk before the log is begun, and the log is begun in one transaction: after a power cut
/// the broker has the old log and a key too many, which the next attempt replaces, or the new one, of which the
/// next attempt tells until the broker has started.
package struct LogSucceed: Sendable {
    /// The keys of the logs, as policies write them, and the old log's name.
    package let oldLog: String
    package let newLog: String
    package let oldName: String
    /// Entries that the new log begins with.
    package let size: UInt64
    /// The file that says whose cosignatures count: it needs the new log's line before the next start.
    package let policyPath: String

    /// - Throws: `LogHandoverError`; `StoreError.locked` while the broker runs; `ConfigurationError`.
    package init(
        home: BrokerHome, isStolen: Bool, now: Timestamp
    ) throws {
        let configuration = try home.configuration()
        guard home.exists(configuration.dataPath), let witnesses = configuration.witnesses else {
            throw home.exists(configuration.dataPath)
                ? LogHandoverError.unwitnessed : .nothingSigned
        }
        let store = try BrokerStore(
            folder: home.resolve(configuration.dataPath).string, now: now)
        let checkpoints = home.resolve(BrokerSetup.checkpointsName).string
        let number = try home.logNumber(configuration)
        let succession: LogSuccession
        if let begun = try LogHandover.begun(in: store, checkpoints: checkpoints),
            home.exists(BrokerHome.logKeyName(begun.number))
        {
            succession = begun
        } else {
            succession = try Self.begin(
                home, store, configuration, number: number + 1,
                reason: isStolen ? .stolen : .lost, now: now)
        }
        (oldLog, newLog) = (succession.oldLog.text, succession.newLog.text)
        (oldName, size) = (succession.oldLog.name.text, succession.size)
        policyPath = witnesses.policyPath
        try home.removeIfThere(BrokerHome.logKeyName(succession.number - 1))
    }

    private static func begin(
        _ home: BrokerHome, _ store: BrokerStore, _ configuration: HomeConfiguration,
        number: Int, reason: LogSuccession.Reason, now: Timestamp
    ) throws -> LogSuccession {
        let rules = try home.witnessRules(configuration)
        let name = BrokerHome.logKeyName(number)
        try home.removeIfThere(name)
        try home.createKey(name, comment: "plombad log key")
        // Its name as well: a log must not begin whose key a power cut takes.
        try Folder.flush(home.resolve("keys").string)
        // What fails here may be committed all the same: the key stays, and the next attempt replaces it.
        return try LogHandover(
            of: store, checkpoints: home.resolve(BrokerSetup.checkpointsName).string,
            LogHandover.Order(
                broker: configuration.name, mode: configuration.mode,
                newKey: home.signingKey(name).publicKey, reason: reason),
            witnesses: rules, serviceKey: home.serviceKey(configuration), now: now
        ).succession
    }
}
