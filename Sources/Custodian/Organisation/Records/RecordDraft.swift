import KeyDirectory
import Primitives
import SystemPackage

/// The next record while it waits for its roots' signatures: `organisation/draft/`.
///
/// ```
/// record.json              the exact bytes that the roots sign
/// record.json.sig.1, .2    the signatures that are here
/// ```
/// Removed when the record is adopted or discarded; until then nothing of it counts.
struct RecordDraft {
    static let folderName = "draft"
    static let recordName = "record.json"
    let signed: SignedRecord
    let record: OrganisationRecord

    init(_ signed: SignedRecord) throws(RecordError) {
        self.signed = signed
        record = try OrganisationRecord(parsing: signed.bytes)
    }

    static func folder(_ home: Home) -> FilePath { home.organisation.appending(folderName) }

    static func path(_ home: Home) -> FilePath { folder(home).appending(recordName) }

    /// Nil when nothing waits.
    static func loadIfThere(_ home: Home) throws -> RecordDraft? {
        guard PrivateFolder.isThere(path(home)) else { return nil }
        let bytes = try PrivateFile.read(path(home), limit: RecordLimits.recordSizeInBytes)
        var signatures: [[UInt8]] = []
        for index in 1...RecordLimits.signaturesOfOneRecord {
            let file = signaturePath(home, index)
            guard PrivateFolder.isThere(file) else { break }
            signatures.append(try PrivateFile.read(file, limit: OwnOrganisation.signatureLimit))
        }
        do throws(RecordError) {
            return try RecordDraft(SignedRecord(bytes: bytes, signatures: signatures))
        } catch {
            throw HomeError.damaged(file: path(home), reason: error.message)
        }
    }

    static func load(_ home: Home) throws -> RecordDraft {
        guard let draft = try loadIfThere(home) else { throw RecordChangeError.noDraft }
        return draft
    }

    func store(_ home: Home) throws {
        try PrivateFolder.stage(Self.folder(home)) { staged in
            try PrivateFile.write(signed.bytes, to: staged.appending(Self.recordName))
            for (index, signature) in signed.signatures.enumerated() {
                try PrivateFile.write(
                    signature, to: staged.appending(Self.signatureName(index + 1)))
            }
        }
    }

    /// Adds a signature to the draft that is on the disk.
    func adding(_ signature: [UInt8], in home: Home) throws -> RecordDraft {
        guard !signed.signatures.contains(signature) else { return self }
        let more = try RecordDraft(
            SignedRecord(bytes: signed.bytes, signatures: signed.signatures + [signature]))
        try PrivateFile.write(signature, to: Self.signaturePath(home, more.signed.signatures.count))
        return more
    }

    static func remove(_ home: Home) throws {
        guard PrivateFolder.isThere(folder(home)) else { return }
        try PrivateFolder.remove(folder(home))
    }

    private static func signaturePath(_ home: Home, _ index: Int) -> FilePath {
        folder(home).appending(signatureName(index))
    }

    private static func signatureName(_ index: Int) -> String { "\(recordName).sig.\(index)" }
}
