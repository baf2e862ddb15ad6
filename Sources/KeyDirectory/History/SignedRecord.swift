package import Primitives

/// A record's exact bytes and the armoured signatures over them, nothing of them checked.
package struct SignedRecord: Hashable, Sendable {
    package let bytes: [UInt8]
    /// One SSHSIG for each root that signed, in any order.
    package let signatures: [[UInt8]]

    /// An organisation's record.
    ///
    /// - Throws: `tooLarge`.
    package init(bytes: [UInt8], signatures: [[UInt8]]) throws(RecordError) {
        try self.init(
            bytes: bytes, signatures: signatures, limit: OrganisationRecord.sizeLimitInBytes)
    }

    /// - Parameter limit: of the kind of record.
    package init(bytes: [UInt8], signatures: [[UInt8]], limit: Int) throws(RecordError) {
        guard bytes.count <= limit else { throw .tooLarge(part: "record", limit: limit) }
        guard signatures.count <= RecordLimits.signaturesOfOneRecord else {
            throw .schema(
                .invalid(
                    path: "signatures",
                    expected: "an array of at most \(RecordLimits.signaturesOfOneRecord) elements"))
        }
        self.bytes = bytes
        self.signatures = signatures
    }

    /// The identity of an organisation, when this is its first record.
    package var digest: SHA256Digest { .of(bytes) }

    /// One root's signature over an organisation's record, as `ssh-keygen -Y sign` makes it too.
    package static func signature(
        over record: [UInt8], mode: Mode, by root: borrowing SigningKey
    ) -> [UInt8] {
        signature(over: record, of: OrganisationRecord.self, mode: mode, by: root)
    }

    /// The same over a record of any kind.
    package static func signature<Record: RootedRecord>(
        over record: [UInt8], of kind: Record.Type, mode: Mode, by root: borrowing SigningKey
    ) -> [UInt8] {
        let namespace = mode.namespace(kind.statementName)
        return SSHSignature.sign(record, namespace: namespace, with: root).armored
    }
}
