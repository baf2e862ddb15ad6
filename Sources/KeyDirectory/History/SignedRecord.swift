package import Primitives

/// A record's exact bytes and the armoured signatures over them, nothing of them checked.
package struct SignedRecord: Hashable, Sendable {
    package let bytes: [UInt8]
    /// One SSHSIG for each root that signed, in any order.
    package let signatures: [[UInt8]]

    /// - Throws: `tooLarge`.
    package init(bytes: [UInt8], signatures: [[UInt8]]) throws(RecordError) {
        guard bytes.count <= RecordLimits.recordSizeInBytes else {
            throw .tooLarge(part: "record", limit: RecordLimits.recordSizeInBytes)
        }
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

    /// One root's signature over a record, as `ssh-keygen -Y sign` makes it too.
    package static func signature(
        over record: [UInt8], mode: Mode, by root: borrowing SigningKey
    ) -> [UInt8] {
        let namespace = mode.namespace(OrganisationRecord.statementName)
        return SSHSignature.sign(record, namespace: namespace, with: root).armored
    }
}
