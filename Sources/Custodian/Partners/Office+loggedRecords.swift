import BrokerClient
import KeyDirectory
import Primitives
import PrivateFiles
import TransparencyLog
import Verification

/// What the broker's log says of whose records there are, as far as it was read.
struct RecordSight: Sendable {
    /// A state that is older than this says nothing of now.
    static let freshSeconds: Int64 = 24 * 3600

    let logged: LoggedRecords
    /// The size of the newest state.
    let size: UInt64

    /// When there was no newer record of anybody than those that were read; nil when not all was read.
    var time: Timestamp? { logged.size == size && logged.isComplete ? logged.time : nil }

    func isFresh(at now: Timestamp) -> Bool {
        guard let time else { return false }
        return now.secondsSinceEpoch - time.secondsSinceEpoch <= Self.freshSeconds
    }

    /// That the newest record which the broker shows is the newest in its log, and no other is there
    /// under one of its numbers.
    ///
    /// - Parameter shown: nil where the broker shows none; then it is what is known here.
    /// - Throws: ``PartnerError/recordWithheld(_:version:)``, ``PartnerError/otherRecordLogged(_:version:)``.
    func require(_ shown: VerifiedOrganisation) throws(PartnerError) {
        if let other = logged.other(than: shown) {
            throw .otherRecordLogged(shown.name, version: Int(clamping: other.version))
        }
        let newest = logged.newest(of: shown.fingerprint)
        guard let newest, newest.version > shown.current.version else { return }
        throw .recordWithheld(shown.name, version: Int(clamping: newest.version))
    }
}

extension LoggedRecords {
    /// What speaks of a record in the name of an organisation that its own history does not have.
    func foreign(to own: VerifiedOrganisation) -> OwnRecordError? {
        records(of: own.fingerprint).first { !own.has($0) }.map { .foreign($0, to: own) }
    }

    /// A record that stands in the log under a number that another one has in this history.
    func other(than known: VerifiedOrganisation) -> LoggedRecord? {
        records(of: known.fingerprint).first {
            $0.version <= known.records.count && !known.has($0)
        }
    }
}

extension OwnRecordError {
    /// A record of ours that stands in the log and that this computer does not know.
    static func foreign(_ logged: LoggedRecord, to own: VerifiedOrganisation) -> OwnRecordError {
        let version = Int(clamping: logged.version)
        return version > own.records.count
            ? .madeElsewhere(version: version) : .madeTwice(version: version)
    }
}

extension VerifiedOrganisation {
    /// Whether this is one of its records.
    func has(_ logged: LoggedRecord) -> Bool {
        guard let version = Int(exactly: logged.version), (1...records.count).contains(version)
        else { return false }
        return records[version - 1].digest == logged.record
    }
}

extension Office {
    /// Bundles of 256 entries that a command reads which a person waits for.
    static let bundlesBeforeSealing = 8
    /// The same where nobody waits.
    static let bundlesInBackground = 512

    /// Reads on in the broker's log what is said there of whose records there are.
    ///
    /// - Returns: nil where the broker keeps no log, or no quorum has seen it yet.
    /// - Throws: what speaks against the log; what fetching throws.
    func readRecords(by session: BrokerSession, bundles: Int) async throws -> RecordSight? {
        guard let log = session.trust.logKey else { return nil }
        let memory = LogMemory(home, log)
        guard let (newest, time) = try await newestState(memory, session) else { return nil }
        return try await readRecords(memory, under: newest, at: time, by: session, bundles: bundles)
    }

    /// The same up to a state of the log that was held against what is known here.
    func readRecords(
        _ memory: LogMemory, under newest: VerifiedCheckpoint, at time: Timestamp,
        by session: BrokerSession, bundles: Int
    ) async throws -> RecordSight {
        let logged = try await memory.readRecords(
            under: newest, at: time, bundles: bundles, by: session, where: try wantedRecords())
        return RecordSight(logged: logged, size: newest.size)
    }

    /// The newest state of the log that counts, and when it was that.
    private func newestState(
        _ memory: LogMemory, _ session: BrokerSession
    ) async throws -> (VerifiedCheckpoint, Timestamp)? {
        guard let pinned = try PinnedPolicy.loadIfThere(home), pinned.policy.quorum != nil else {
            let shown = try UnverifiedCheckpoint(
                parsing: try await session.connection.logCheckpoint())
            let newest = try shown.verify(log: memory.log)
            // A log that went back tells nothing of now; the next receipt, or `watch`, convicts it.
            if let known = try memory.remembered(), known.size > newest.size { return nil }
            try await memory.see(newest, by: session)
            return (newest, clock.now)
        }
        guard let note = try await session.connection.witnessedCheckpoint(covering: nil),
            let seen = try await quorate(note, pinned, memory, session),
            let time = pinned.policy.latestQuorum(seen.cosignatures)?.time
        else { return nil }
        return (seen.checkpoint, time)
    }

    private func quorate(
        _ note: [UInt8], _ pinned: PinnedPolicy, _ memory: LogMemory, _ session: BrokerSession
    ) async throws -> WitnessedCheckpoint? {
        do {
            return try await see(note, pinned, memory, session)
        } catch let missing as PolicyError where missing.isTooFew {
            return nil
        }
    }

    /// Whose records are kept in any case: one's own, and those of partners.
    func wantedRecords() throws -> (Fingerprint) -> Bool {
        let (partners, damaged) = try PartnerBook(home).read(at: clock.now)
        let wanted = Set(
            partners.map(\.summary.fingerprint) + damaged.map(\.fingerprint)
                + [try OwnOrganisation(home).organisation.fingerprint])
        return { wanted.contains($0) }
    }

    /// The same where nothing about the log keeps a person from going on: what could not be looked at is
    /// told, and is no answer.
    func recordSight(by session: BrokerSession, bundles: Int) async throws -> RecordSight? {
        do {
            return try await readRecords(by: session, bundles: bundles)
        } catch let failure as BrokerClientError where failure.isOffline {
            throw failure
        } catch let failure as FileError {
            throw failure
        } catch let failure as any PlainFailure {
            notices.warn(
                "whether somebody has other keys now cannot be seen in the broker's log: "
                    + failure.message)
            return nil
        }
    }

    /// The same, and remembers what is withheld: nothing is sealed for its owner then, by hand either.
    func require(_ shown: VerifiedOrganisation, in sight: RecordSight?) throws {
        do throws(PartnerError) {
            try sight?.require(shown)
        } catch {
            // Another command that is changing something here finds it next time.
            if case .recordWithheld(_, let version) = error, let lock = try? home.lock(.settings) {
                defer { lock.release() }
                var seen = try RecordsSeen.load(home)
                seen.withhold(shown, version: version, at: clock.now)
                try seen.store(home)
            }
            throw error
        }
    }

    /// Whether the log says that no newer records are there. A broker without a log can only be asked.
    func isTold(by sight: RecordSight?, of trust: BrokerTrust) -> Bool {
        trust.logKey == nil || sight?.isFresh(at: clock.now) == true
    }
}
