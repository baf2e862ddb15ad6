import Custody
import GRDB
package import Primitives
package import TransparencyLog

/// A new log at the same broker, since the key of the old one was lost or stolen.
///
/// It begins with all entries of the old one: the tree goes on, and only who signs for it changes. What it
/// enters next names the old log and the last checkpoint of it that a quorum has cosigned.
/// (`Protocol/log-succession.md`)
package struct LogHandover: Sendable {
    package let succession: LogSuccession

    /// What the operator has decided.
    package struct Order: Sendable {
        let broker: OrganisationName
        let mode: Mode
        let newKey: PublicKey
        let reason: LogSuccession.Reason

        package init(
            broker: OrganisationName, mode: Mode, newKey: PublicKey, reason: LogSuccession.Reason
        ) {
            (self.broker, self.mode) = (broker, mode)
            (self.newKey, self.reason) = (newKey, reason)
        }
    }

    /// All of it is one transaction; the next start signs.
    ///
    /// - Parameters:
    ///   - store: one that no broker uses at the moment.
    ///   - witnesses: those of the old log.
    /// - Throws: ``LogHandoverError``, `StoreError`.
    package init(
        of store: BrokerStore, checkpoints folder: String, _ order: Order,
        witnesses: WitnessRules?, serviceKey: borrowing SigningKey, now: Timestamp
    ) throws {
        let before = try Self.history(store)
        let number = before?.next.number ?? 2
        guard number <= LogLimits.logsPerBroker else { throw LogHandoverError.tooMany }
        let old = try Self.oldKey(folder, order.broker, before)
        let audit = try LogAudit(of: store, checkpoints: folder, key: old)
        if let finding = audit.findings.first {
            throw LogHandoverError.damaged(finding.message)
        }
        succession = LogSuccession(
            mode: order.mode, broker: order.broker, number: number,
            previous: before?.next.previous, oldLog: old,
            newLog: AuditLog.key(of: order.broker, order.newKey, number: number),
            checkpoint: try Self.cosigned(folder, old, witnesses, now), size: audit.size,
            reason: order.reason,
            // A clock that went back does not make the logs go back.
            fromTime: max(now, before?.successions.last?.fromTime ?? now))
        let (bytes, signature) = (
            succession.serialized(), succession.signature(by: serviceKey)
        )
        let opening = OpeningFile(salt: .random(), statement: bytes, signature: signature)
        try Self.enter(
            SignedLogSuccession(bytes: bytes, signature: signature, entry: opening.bytes),
            after: before, as: number, at: audit.size, in: store)
    }

    /// The succession that was entered last, while the new log has signed nothing yet: whoever does not know whether it
    /// was, as after a power cut, may ask again.
    package static func begun(
        in store: BrokerStore, checkpoints folder: String
    ) throws -> LogSuccession? {
        guard let last = try history(store)?.successions.last,
            let signer = try CheckpointStore.head(in: folder)?.key,
            signer.utf8.elementsEqual(last.oldLog.text.utf8)
        else { return nil }
        return last
    }

    private static func history(_ store: BrokerStore) throws(StoreError) -> LogSuccessionHistory? {
        do {
            return try store.pool.read { try LogSuccessionRows.history($0) }
        } catch {
            throw StoreError(error)
        }
    }

    /// The public key of the old log: the record of what was signed has it, also where the secret one is gone.
    private static func oldKey(
        _ folder: String, _ broker: OrganisationName, _ before: LogSuccessionHistory?
    ) throws -> VerifierKey {
        let checkpoints = try CheckpointStore(folder: folder)
        guard let (head, signer) = try checkpoints.head(), head.size > 0,
            let key = try? VerifierKey(parsing: signer)
        else { throw LogHandoverError.nothingSigned }
        guard try checkpoints.restoration() == nil else { throw LogHandoverError.restored }
        guard before.map({ $0.current == key }) ?? (key.name == KeyName(logOf: broker)) else {
            throw LogHandoverError.nothingSigned
        }
        return key
    }

    /// The newest checkpoint that a quorum has cosigned, with no lines but those that count.
    private static func cosigned(
        _ folder: String, _ old: VerifierKey, _ witnesses: WitnessRules?, _ now: Timestamp
    ) throws -> [UInt8] {
        guard let witnesses, let note = try WitnessedStore(folder: folder).newestNote() else {
            throw LogHandoverError.unwitnessed
        }
        do {
            let seen = try witnesses.policy.witnessed(UnverifiedCheckpoint(parsing: note), now: now)
            guard seen.checkpoint.log == old else { throw LogHandoverError.unwitnessed }
            return try seen.note(with: Set(seen.cosignatures.map(\.witness)))
        } catch {
            throw LogHandoverError.unwitnessed
        }
    }

    private static func enter(
        _ signed: SignedLogSuccession, after before: LogSuccessionHistory?, as number: Int,
        at place: UInt64, in store: BrokerStore
    ) throws {
        // What we sign, others must be able to follow.
        _ = try LogSuccessionHistory(verifying: (before?.signed ?? []) + [signed])
        do {
            try store.pool.write { database in
                var tiles = try LogTiles.edge(database, size: place)
                var hasher = TreeHasher()
                let position = try LogRows.append(database, [signed.logEntry])
                guard position == place else { throw StoreError.log(.mismatch) }
                let leaf = hasher.leaf(signed.logEntry.bytes)
                for full in tiles.append(leaf: leaf, hasher: &hasher) {
                    try LogRows.insertTile(database, full.tile, full.hashes)
                }
                try LogRows.setEdge(database, tiles.frontier)
                try LogSuccessionRows.insert(database, number: number, signed, position: place)
            }
        } catch {
            throw StoreError(error)
        }
    }
}

/// Why no new log continues the old one.
package enum LogHandoverError: PlainFailure, Equatable {
    case nothingSigned
    /// What was signed last is not known for sure.
    case restored
    /// There is no checkpoint that witnesses have cosigned.
    case unwitnessed
    /// The log does not hold together; the first finding.
    case damaged(String)
    case tooMany

    package var code: String {
        switch self {
        case .nothingSigned: "log.nothing-to-succeed"
        case .restored: "log.succeed-restored"
        case .unwitnessed: "log.succeed-unwitnessed"
        case .damaged: "log.succeed-damaged"
        case .tooMany: "log.succeed-too-many"
        }
    }

    package var message: String {
        switch self {
        case .nothingSigned: "nothing is recorded here that a log key has signed"
        case .restored: "the broker was put back, and nobody has told yet what was signed since"
        case .unwitnessed:
            "no state of the log is here that enough witnesses have cosigned, so no partner could be sure that nothing is missing"
        case .damaged(let finding): "the log is not whole: \(finding)"
        case .tooMany: "a broker has at most \(LogLimits.logsPerBroker) logs"
        }
    }

    package var hint: String? {
        switch self {
        case .nothingSigned: "where 'log' was lost too, begin a broker of another name"
        case .restored: "start the broker once with the key that it has, or put back a newer backup"
        case .unwitnessed:
            "without witnesses there is no way to go on: begin a broker of another name"
        case .damaged: "run 'plombad log fsck', and put back a backup"
        case .tooMany: "begin a broker of another name"
        }
    }
}
