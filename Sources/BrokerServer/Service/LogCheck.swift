import Broker
package import Primitives
import SystemPackage

/// `plombad log fsck`: derives the log anew from its entries and compares.
package struct LogCheck: Sendable {
    /// Entries that were read.
    package let size: UInt64
    /// The root over them.
    package let root: SHA256Digest
    package let findings: [Finding]

    /// - Throws: `StoreError.locked` while the broker runs; `ConfigurationError`.
    package init(home: BrokerHome, now: Timestamp) throws {
        let configuration = try home.configuration()
        let path = home.resolve(configuration.dataPath).string
        guard home.exists(configuration.dataPath),
            let key = try home.existingLogKey(configuration)
        else {
            (size, root) = (0, .of([]))
            findings = [
                Finding(
                    level: .fine, code: "log.none",
                    message: "there is no log yet: the first start begins it")
            ]
            return
        }
        let audit = try LogAudit(
            of: BrokerStore(folder: path, now: now),
            checkpoints: home.resolve(BrokerSetup.checkpointsName).string, key: key)
        (size, root) = (audit.size, audit.root)
        let wrong = audit.findings.map {
            Finding(level: .fault, code: $0.code, message: $0.message)
        }
        findings =
            wrong.isEmpty
            ? [
                Finding(
                    level: .fine, code: "log.sound",
                    message: "\(audit.size) entries give what is stored and what was signed")
            ] : wrong
    }
}
