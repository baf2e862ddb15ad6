internal import Primitives

/// Takes the records of one history in order and refuses the first that does not follow.
///
/// - SeeAlso: Protocol/organisation-record.md, "Following records".
struct HistoryVerifier<Record: RootedRecord> {
    private let mode: Mode
    private var predecessor: (record: Record, digest: SHA256Digest)?
    private var purposes: [PublicKey: KeyPlace.Purpose] = [:]

    init(mode: Mode) { self.mode = mode }

    mutating func accept(
        _ signed: SignedRecord, _ record: Record
    ) throws(RecordError) {
        try checkOrder(record)
        try checkSignatures(of: signed, record)
        try checkPurposes(of: record)
        predecessor = (record, signed.digest)
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
}
