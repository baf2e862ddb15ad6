import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// The organisation whose home this is, verified from its own records.
///
/// `organisation/` holds the records (``RecordFolder``).
package struct OwnOrganisation: Sendable {
    let organisation: VerifiedOrganisation
    static let signatureLimit = RecordFolder.signatureLimit

    package init(_ home: Home) throws {
        let records = try RecordFolder.records(home.organisation)
        do {
            let mode = try RecordFolder.mode(of: records)
            let history = try UnverifiedOrganisation(OrganisationFile(mode: mode, records: records))
            organisation = try history.verify(fingerprint: history.fingerprint, mode: mode)
        } catch {
            throw HomeError.damaged(file: home.organisation, reason: error.message)
        }
    }

    /// Whether anything of a record is there: a home that waits for its member's record has none, and one
    /// whose record was deleted in part is damaged.
    static func isThere(_ home: Home) throws -> Bool {
        guard PrivateFolder.isThere(home.organisation) else { return false }
        return try PrivateFolder.names(in: home.organisation).contains { name in
            name.utf8.count > 4 && name.utf8.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    package func summary(at now: Timestamp) -> OrganisationSummary {
        OrganisationSummary(organisation, at: now)
    }

    /// Writes the file that partners and brokers read; a file that is there stays as it is.
    package func export(to path: String) throws {
        try OutsideFile.create(organisation.file.serialized(), at: path)
    }

    /// Writes one record with its signatures.
    static func store(_ record: SignedRecord, version: Int, in folder: FilePath) throws {
        let name = RecordFolder.fileName(version)
        for (index, signature) in record.signatures.enumerated() {
            try PrivateFile.write(
                signature, to: folder.appending("\(name).sig.\(index + 1)"))
        }
        try PrivateFile.write(record.bytes, to: folder.appending(name))
    }

    /// Takes the newest record away, the record itself first: without it its signatures mean nothing.
    static func remove(version: Int, in folder: FilePath) throws {
        let name = RecordFolder.fileName(version)
        try SystemCall.removeFile(folder.appending(name))
        try PrivateFolder.sync(folder)
        for index in 1...RecordLimits.signaturesOfOneRecord {
            let path = folder.appending("\(name).sig.\(index)")
            guard PrivateFolder.isThere(path) else { break }
            try SystemCall.removeFile(path)
        }
        try PrivateFolder.sync(folder)
    }
}
