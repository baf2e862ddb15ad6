import KeyDirectory
package import Primitives
import SystemPackage

/// The organisation whose home this is, verified from its own records.
///
/// `organisation/NNNN.json` are the records, `NNNN.json.sig.1`, `.2` ... their signatures.
package struct OwnOrganisation: Sendable {
    let organisation: VerifiedOrganisation
    static let signatureLimit = 8 * 1024

    package init(_ home: Home) throws {
        let records = try Self.records(home.organisation)
        do {
            let mode = try Self.mode(of: records)
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
        let name = fileName(version)
        for (index, signature) in record.signatures.enumerated() {
            try PrivateFile.write(
                signature, to: folder.appending("\(name).sig.\(index + 1)"))
        }
        try PrivateFile.write(record.bytes, to: folder.appending(name))
    }

    /// Takes the newest record away, the record itself first: without it its signatures mean nothing.
    static func remove(version: Int, in folder: FilePath) throws {
        let name = fileName(version)
        try SystemCall.removeFile(folder.appending(name))
        try PrivateFolder.sync(folder)
        for index in 1...RecordLimits.signaturesOfOneRecord {
            let path = folder.appending("\(name).sig.\(index)")
            guard PrivateFolder.isThere(path) else { break }
            try SystemCall.removeFile(path)
        }
        try PrivateFolder.sync(folder)
    }

    static func records(_ folder: FilePath) throws -> [SignedRecord] {
        var records: [SignedRecord] = []
        for version in 1...RecordLimits.records {
            let name = fileName(version)
            guard PrivateFolder.isThere(folder.appending(name)) else { break }
            var signatures: [[UInt8]] = []
            for index in 1...RecordLimits.signaturesOfOneRecord {
                let path = folder.appending("\(name).sig.\(index)")
                guard PrivateFolder.isThere(path) else { break }
                signatures.append(try PrivateFile.read(path, limit: signatureLimit))
            }
            let bytes = try PrivateFile.read(
                folder.appending(name), limit: RecordLimits.recordSizeInBytes)
            records.append(try SignedRecord(bytes: bytes, signatures: signatures))
        }
        return records
    }

    static func mode(of records: [SignedRecord]) throws(RecordError) -> Mode {
        guard let first = records.first else { throw .noRecords }
        return try OrganisationRecord(parsing: first.bytes).mode
    }

    static func fileName(_ version: Int) -> String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ".json"
    }
}
