import BrokerClient
import KeyDirectory
import Primitives
import TransparencyLog
import Verification

/// The records of organisations in the log: those in one's own name, and those of partners.
extension BrokerWatch {
    /// What was read before is held against what is known here also where the broker shows no more.
    mutating func lookAtRecords(_ memory: LogMemory) async throws {
        var sight: RecordSight?
        if interruption == nil, let (newest, time) = try newestState(memory) {
            try await attempt {
                sight = try await $0.office.readRecords(
                    memory, under: newest, at: time, by: $0.session,
                    bundles: Office.bundlesInBackground)
            }
        }
        let logged = try sight?.logged ?? memory.loggedRecords()
        if let sight, sight.time == nil { report.note(unknown: .recordsLeft(sight)) }
        report.recordsRead = logged.size
        let own = try OwnOrganisation(office.home).organisation
        for record in logged.records(of: own.fingerprint) where !own.has(record) {
            report.raise(.recordNotOurs(record, own))
        }
        for partner in try PartnerBook(office.home).all(at: now) {
            try await lookAtPartner(partner.organisation, logged)
        }
    }

    /// What was just looked at, unless the log went back.
    private func newestState(_ memory: LogMemory) throws -> (VerifiedCheckpoint, Timestamp)? {
        let isWitnessed = try PinnedPolicy.loadIfThere(office.home)?.policy.quorum != nil
        let time = isWitnessed ? report.witnessedTime : now
        guard let newest = isWitnessed ? report.witnessed?.checkpoint : report.newest, let time,
            try memory.remembered().map({ isWitnessed || $0.size <= newest.size }) ?? true
        else { return nil }
        return (newest, time)
    }

    private mutating func lookAtPartner(
        _ known: VerifiedOrganisation, _ logged: LoggedRecords
    ) async throws {
        if let other = logged.other(than: known) {
            return report.raise(
                Alarm(
                    PartnerError.otherRecordLogged(
                        known.name, version: Int(clamping: other.version)), about: nil))
        }
        let newest = logged.newest(of: known.fingerprint)
        guard let newest, newest.version > known.current.version, interruption == nil else {
            return
        }
        try await attempt { watch in
            let answer = try await watch.session.connection.organisation(known.fingerprint)
            let shown = try answer.map { try watch.office.history($0, of: known) } ?? known
            try watch.office.require(
                shown, in: RecordSight(logged: logged, size: logged.size))
            watch.report.remark(.partnerHasNewerRecord(known, newest))
        }
    }
}

extension Alarm {
    fileprivate static func recordNotOurs(
        _ record: LoggedRecord, _ own: VerifiedOrganisation
    ) -> Alarm {
        Alarm(
            "watch.record-not-ours",
            "the broker's log has a record \(record.version) of your own organisation (entry "
                + "\(record.index)) that this computer does not know",
            hint: OwnRecordError.foreign(record, to: own).hint ?? "")
    }
}

extension Finding {
    fileprivate static func recordsLeft(_ sight: RecordSight) -> Finding {
        guard sight.logged.isComplete else {
            return Finding(
                "watch.records-too-many",
                "the log has more records of organisations than \(LoggedRecords.limit), so not all are "
                    + "watched",
                hint: "tell whoever looks after this program")
        }
        return Finding(
            "watch.records-left",
            "of the \(sight.size) entries of the log \(sight.logged.size) were read so far for "
                + "whose records there are",
            hint: "run it again: it reads on from there")
    }

    fileprivate static func partnerHasNewerRecord(
        _ known: VerifiedOrganisation, _ newest: LoggedRecord
    ) -> Finding {
        Finding(
            "watch.partner-has-newer-record",
            "\(known.name.text) has a record \(newest.version), and this computer knows "
                + "\(known.current.version)",
            hint: "take it over: plomba sync")
    }
}
