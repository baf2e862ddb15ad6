package import Primitives

/// An organisation or a network whose whole history was verified from its fingerprint.
///
/// It comes only from `UnverifiedHistory.verify`. Questions about keys take the time to which
/// they refer: there is no clock here.
package struct VerifiedHistory<Record: RootedRecord>: Hashable, Sendable {
    package let fingerprint: Fingerprint
    package let mode: Mode
    /// Every record with its signatures, oldest first.
    package let records: [SignedRecord]
    /// The same, parsed.
    package let history: [Record]
    /// The newest record.
    package let current: Record

    /// - Precondition: `records` is not empty, which `UnverifiedHistory` sees to.
    init(
        fingerprint: Fingerprint, mode: Mode,
        records: [(signed: SignedRecord, record: Record)]
    ) {
        self.fingerprint = fingerprint
        self.mode = mode
        self.records = records.map(\.signed)
        self.history = records.map(\.record)
        self.current = records[records.count - 1].record
    }

    package var name: OrganisationName { current.name }

    /// What to keep, so that an older or another history is refused next time.
    package var remembered: RememberedRecord {
        RememberedRecord(version: current.version, digest: records[records.count - 1].digest)
    }

    /// The file from which partners read it.
    package var file: HistoryFile<Record> { HistoryFile(mode: mode, records: records) }

    package func isExpired(at time: Timestamp) -> Bool { time >= current.expiryTime }

    /// Refuses a record that is dated ahead of the reader's clock: it would keep every right one waiting.
    ///
    /// - Throws: `fromTheFuture`.
    package func requireIssued(by now: Timestamp) throws(RecordError) {
        let ahead = current.issuedTime.secondsSinceEpoch - now.secondsSinceEpoch
        if ahead > RecordLimits.secondsAhead { throw .fromTheFuture(current.issuedTime) }
    }

    /// - Throws: `expired`.
    package func requireCurrent(at time: Timestamp) throws(RecordError) {
        if isExpired(at: time) { throw .expired }
    }
}

package typealias VerifiedOrganisation = VerifiedHistory<OrganisationRecord>
package typealias VerifiedCharter = VerifiedHistory<CharterRecord>
