package import BrokerAPI
import Custody
package import Primitives
import TransparencyLog

/// The rules of the broker: who may ask, what is accepted, what is answered.
///
/// It knows no HTTP. Every function may be called by many tasks at once. What it promises is
/// durable before it returns.
package final class BrokerService: Sendable {
    package let configuration: BrokerConfiguration
    package let store: BrokerStore
    package let log: AuditLog
    package let organisations: AdmittedOrganisations
    package let charter = HandedOutCharter()
    let signals = MailboxSignals()
    let openUploads = OpenUploads()
    let refusals = RefusalCounts()
    private let serviceKey: SigningKey
    private let clock: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - serviceKey: signs acceptances and rejections.
    ///   - logKey: signs checkpoints of the log, and nothing else.
    ///   - checkpoints: the folder of the checkpoint store; never that of the store, and never
    ///     restored from a backup.
    ///   - clock: the broker's time.
    package init(
        _ configuration: BrokerConfiguration, store: BrokerStore,
        serviceKey: consuming sending SigningKey, logKey: consuming sending SigningKey,
        checkpoints: String, clock: @escaping @Sendable () -> Timestamp
    ) throws(BrokerError) {
        self.configuration = configuration
        self.store = store
        self.serviceKey = serviceKey
        self.clock = clock
        organisations = AdmittedOrganisations(configuration.mode)
        do {
            try organisations.reload(from: store)
            log = try AuditLog(
                of: configuration.name, key: logKey, checkpoints: checkpoints,
                witnesses: configuration.witnesses, store: store, organisations: organisations)
        } catch {
            throw .store(StoreError(error))
        }
    }

    package var now: Timestamp { clock() }

    package var publicKey: PublicKey { serviceKey.publicKey }

    /// By which records may name this broker: an old key's successor answers for it.
    var ownKeys: Set<PublicKey> { configuration.earlierKeys.union([publicKey]) }

    /// What the broker says about itself.
    package var info: BrokerInfo {
        BrokerInfo(
            name: configuration.name.text, serviceKey: publicKey.openSSHLine,
            logKey: log.key.text, keyChanges: configuration.keyChanges,
            logSuccessions: log.successions.map { Base64.encode($0.serialized()) },
            charter: charter.mark,
            mode: configuration.mode, time: now, limits: configuration.limits)
    }

    var issuer: BrokerIssuer {
        BrokerIssuer(broker: configuration.name, keyID: publicKey.id)
    }

    func sign<Predicate: StatementPredicate>(
        _ predicate: Predicate
    ) throws(BrokerError) -> SignedFiles {
        do throws(StatementError) {
            let signed = try SignedStatement.sign(
                predicate, mode: configuration.mode, with: serviceKey)
            guard let entry = signed.entry else { throw .entryMissing }
            return SignedFiles(
                statement: signed.json, signature: signed.signature, entry: entry)
        } catch {
            throw .statement(error)
        }
    }
}
