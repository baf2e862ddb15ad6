package import Primitives
package import TransparencyLog

/// The way back to signing after the record of what was signed was lost, or came out of a backup.
///
/// What is committed is at least what was signed, as long as `data` is the newest there is: then all of
/// it may be signed. Only others know whether it is, so a broker with witnesses hears them first.
package struct LogResumption: Sendable {
    package enum Outcome: Sendable, Equatable {
        /// It signs on once enough witnesses have told what they have seen.
        case afterWitnesses
        /// It signs on with the next start.
        case atOnce
    }

    /// Entries that will be signed.
    package let size: UInt64
    package let outcome: Outcome

    /// - Parameters:
    ///   - store: one that no broker uses at the moment.
    ///   - isWitnessed: whether the configuration has a policy of witnesses.
    ///   - acceptsUnwitnessed: whether the operator vouches alone that `data` is the newest.
    /// - Throws: `LogResumptionError`, `StoreError`.
    package init(
        of store: BrokerStore, checkpoints folder: String, key: VerifierKey, isWitnessed: Bool,
        acceptsUnwitnessed: Bool, now: Timestamp
    ) throws {
        do {
            let checkpoints = try CheckpointStore(folder: folder)
            let (head, restoration) = (try checkpoints.head(), try checkpoints.restoration())
            guard head == nil || restoration != nil else { throw LogResumptionError.nothingToDo }
            guard isWitnessed || acceptsUnwitnessed else { throw LogResumptionError.unwitnessed }
            let audit = try LogAudit(of: store, checkpoints: folder, key: key)
            let wrong = audit.findings.first { $0 != .checkpointsMissing }
            if let wrong { throw LogResumptionError.damaged(wrong.message) }
            if head == nil {
                try checkpoints.begin(key: key.text)
                try checkpoints.advance(
                    from: .empty, to: LogHead(size: audit.size, root: audit.root))
            }
            try RelayQueue.doubtAll(in: store)
            if isWitnessed {
                try checkpoints.set(Restoration(time: now, size: audit.size))
            } else {
                try checkpoints.settleRestoration()
            }
            size = audit.size
            outcome = isWitnessed ? .afterWitnesses : .atOnce
        } catch let error as LogResumptionError {
            throw error
        } catch {
            throw StoreError(error)
        }
    }
}

/// Why a log is not signed on.
package enum LogResumptionError: PlainFailure, Equatable {
    case nothingToDo
    /// Nobody can tell whether the data are the newest.
    case unwitnessed
    /// The log does not hold together; the first finding.
    case damaged(String)

    package var code: String {
        switch self {
        case .nothingToDo: "log.nothing-to-resume"
        case .unwitnessed: "log.resume-unwitnessed"
        case .damaged: "log.resume-damaged"
        }
    }

    package var message: String {
        switch self {
        case .nothingToDo: "the record of what was signed is there: there is nothing to resume"
        case .unwitnessed:
            "nobody witnesses the log, so nobody can tell whether these are its newest entries"
        case .damaged(let finding): "the log is not whole: \(finding)"
        }
    }

    package var hint: String? {
        switch self {
        case .nothingToDo: "if the broker only reads, 'plombad check' says why"
        case .unwitnessed:
            "if you know that nothing was accepted after them: --unwitnessed. Otherwise this shows two histories"
        case .damaged: "run 'plombad log fsck', and put back another backup"
        }
    }
}
