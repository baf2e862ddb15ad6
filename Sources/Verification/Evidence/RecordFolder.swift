package import KeyDirectory
package import Primitives
import PrivateFiles
package import SystemPackage

/// An organisation's records in a folder: `NNNN.json`, and `NNNN.json.sig.1`, `.2` ... their signatures.
package enum RecordFolder {
    package static let signatureLimit = 8 * 1024

    /// Every record from the first on; nothing is verified.
    package static func records(_ folder: FilePath) throws -> [SignedRecord] {
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

    package static func mode(of records: [SignedRecord]) throws(RecordError) -> Mode {
        guard let first = records.first else { throw .noRecords }
        return try OrganisationRecord(parsing: first.bytes).mode
    }

    package static func fileName(_ version: Int) -> String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ".json"
    }
}
