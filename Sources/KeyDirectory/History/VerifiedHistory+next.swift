package import Primitives

extension VerifiedHistory {
    /// The history with one more record, verified as a whole.
    package func appending(_ signed: SignedRecord) throws(RecordError) -> VerifiedHistory {
        try UnverifiedHistory(HistoryFile<Record>(mode: mode, records: records + [signed]))
            .verify(fingerprint: fingerprint, mode: mode, remembering: remembered)
    }

    /// Refuses a record that could not follow, whoever signs it.
    package func requireFollowing(_ next: Record) throws(RecordError) {
        var verifier = HistoryVerifier<Record>(mode: mode)
        for (signed, record) in zip(records, history) { try verifier.know(record, signed.digest) }
        try verifier.judge(unsigned: next)
    }

    /// The history that a file continues: what is known is compared byte for byte, and what is new is read and
    /// verified, one record after the other, so that a made-up file costs no more than its first forged one.
    ///
    /// - Throws: `rollback` and `fork` for a file that does not begin with what is known.
    package func continued(
        by file: HistoryFile<Record>
    ) throws(RecordError) -> VerifiedHistory {
        guard file.mode == mode else { throw .modeUnexpected(version: 1) }
        guard file.records.count >= records.count else {
            throw .rollback(known: records.count, found: file.records.count)
        }
        for (index, (known, shown)) in zip(records, file.records).enumerated()
        where known.bytes != shown.bytes {
            throw .fork(version: index + 1)
        }
        guard file.records.count <= RecordLimits.records else {
            throw .tooLarge(part: "list of records", limit: RecordLimits.records)
        }
        guard file.records.count > records.count else { return self }
        var verifier = HistoryVerifier<Record>(mode: mode)
        var all = Array(zip(records, history).map { (signed: $0, record: $1) })
        for one in all { try verifier.know(one.record, one.signed.digest) }
        for signed in file.records[records.count...] {
            let record = try Record(parsing: signed.bytes)
            try verifier.accept(signed, record)
            all.append((signed: signed, record: record))
        }
        return VerifiedHistory(fingerprint: fingerprint, mode: mode, records: all)
    }

    /// The roots of which record have signed the one that is to follow, by label.
    package func signers(
        of next: Record, _ signed: SignedRecord
    ) -> (predecessors: [RecordLabel], own: [RecordLabel]) {
        (
            signed.signers(among: current.roots, as: Record.self, mode),
            signed.signers(among: next.roots, as: Record.self, mode)
        )
    }
}

extension VerifiedHistory where Record == CharterRecord {
    /// The charter that would follow the newest one, for its roots to sign.
    ///
    /// - Throws: `issuedBackwards` when the newest one was issued later, and what the charter's own
    ///   rules refuse.
    package func next(
        issued: Timestamp, expiry: Timestamp, roots: [RootKey], threshold: Int,
        saying content: CharterContent
    ) throws(RecordError) -> CharterRecord {
        let version = current.version + 1
        guard issued >= current.issuedTime else { throw .issuedBackwards(version: version) }
        return try CharterRecord(
            head: RecordHead(
                mode: mode, version: version, name: name, previous: remembered.digest,
                issuedTime: issued, expiryTime: expiry, threshold: threshold, roots: roots),
            content: content)
    }
}

extension SignedRecord {
    /// The labels of those roots that have signed, each once however often it signed.
    package func signers<Record: RootedRecord>(
        among roots: [RootKey], as kind: Record.Type, _ mode: Mode
    ) -> [RecordLabel] {
        let signatures = signatures.compactMap { try? SSHSignature(armored: $0) }
        let namespace = mode.namespace(Record.statementName)
        return roots.filter { root in
            signatures.contains { root.hasSigned(bytes, namespace: namespace, as: $0) }
        }.map(\.label)
    }
}
