internal import Primitives

/// Takes the records of one history in order and refuses the first that does not follow.
///
/// - SeeAlso: Protocol/organisation-record.md, "Following records".
struct HistoryVerifier<Record: RootedRecord> {
    private let mode: Mode
    private var predecessor: (record: Record, digest: SHA256Digest)?
    private var purposes: [PublicKey: KeyPlace.Purpose] = [:]
    private var pasts: [PublicKey: KeyPast] = [:]

    init(mode: Mode) { self.mode = mode }

    mutating func accept(
        _ signed: SignedRecord, _ record: Record
    ) throws(RecordError) {
        try checkOrder(record)
        try checkSignatures(of: signed, record)
        try checkPurposes(of: record)
        try checkIntervals(of: record)
        predecessor = (record, signed.digest)
    }

    /// Everything but the signatures, of a record that nobody has signed yet.
    mutating func judge(unsigned record: Record) throws(RecordError) {
        try checkOrder(record)
        try checkPurposes(of: record)
        try checkIntervals(of: record)
    }

    /// Takes a record that was verified before.
    mutating func know(_ record: Record, _ digest: SHA256Digest) throws(RecordError) {
        try checkPurposes(of: record)
        try checkIntervals(of: record)
        predecessor = (record, digest)
    }

    private func checkOrder(_ record: Record) throws(RecordError) {
        let expected = (predecessor?.record.version ?? 0) + 1
        guard record.version == expected else {
            throw .versionNotNext(expected: expected, found: record.version)
        }
        guard record.mode == mode else { throw .modeUnexpected(version: record.version) }
        guard let predecessor else { return }
        guard record.previous == predecessor.digest else {
            throw .previousMismatch(version: record.version)
        }
        guard record.name == predecessor.record.name else {
            throw .nameChanged(version: record.version)
        }
        guard record.issuedTime >= predecessor.record.issuedTime else {
            throw .issuedBackwards(version: record.version)
        }
    }

    private func checkSignatures(
        of signed: SignedRecord, _ record: Record
    ) throws(RecordError) {
        var signatures: [SSHSignature] = []
        for armored in signed.signatures {
            do throws(SSHSignatureError) {
                signatures.append(try SSHSignature(armored: armored))
            } catch {
                throw .signatureMalformed(version: record.version)
            }
        }
        let namespace = mode.namespace(Record.statementName)
        if let predecessor {
            try requireThreshold(
                of: predecessor.record, as: .predecessor, signed.bytes, signatures, namespace,
                version: record.version)
        }
        try requireThreshold(
            of: record, as: .own, signed.bytes, signatures, namespace, version: record.version)
    }

    /// Counts roots, not signatures: a root that signed twice counts once, and roots are distinct
    /// by their 32-byte points.
    private func requireThreshold(
        of record: Record, as whose: RecordError.RootsOfRecord, _ bytes: [UInt8],
        _ signatures: [SSHSignature], _ namespace: String, version: Int
    ) throws(RecordError) {
        let signers = record.roots.filter { root in
            signatures.contains { root.hasSigned(bytes, namespace: namespace, as: $0) }
        }
        let found = Set(signers.map(\.point)).count
        guard found >= record.threshold else {
            throw .tooFewSignatures(
                version: version, of: whose, found: found, required: record.threshold)
        }
    }

    private mutating func checkPurposes(of record: Record) throws(RecordError) {
        for place in record.keys {
            let earlier = purposes.updateValue(place.purpose, forKey: place.point)
            guard earlier ?? place.purpose == place.purpose else {
                throw .keyRepurposed(version: record.version)
            }
        }
    }

    /// What a key signed in the past is not for a later record to say otherwise, but that it was stolen.
    private mutating func checkIntervals(of record: Record) throws(RecordError) {
        for interval in record.intervals {
            let past = pasts[interval.point]
            guard past?.allows(interval.validity) ?? true else {
                throw .keyRevived(version: record.version)
            }
            pasts[interval.point] = KeyPast(interval.validity)
        }
        let listed = Set(record.intervals.map(\.point))
        for interval in predecessor?.record.intervals ?? [] where !listed.contains(interval.point) {
            pasts[interval.point]?.drop(at: record.issuedTime)
        }
    }
}

/// What the records until now have said about when a key counts.
private struct KeyPast {
    private let from: Timestamp
    private var end: Timestamp?
    private let isRevoked: Bool

    init(_ validity: Validity) {
        from = validity.from
        end = validity.status == .active ? nil : validity.until
        isRevoked = validity.status == .revoked
    }

    /// A record no longer lists it: it has ended.
    mutating func drop(at time: Timestamp) { end = end.map { min($0, time) } ?? time }

    func allows(_ next: Validity) -> Bool {
        guard next.from >= from else { return false }
        guard let end else { return true }
        return next.status != .active && next.until <= end
            && (!isRevoked || next.status == .revoked)
    }
}
