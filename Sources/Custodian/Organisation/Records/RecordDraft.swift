import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// A record that is drafted in a home: an organisation's, or a network's charter.
protocol DraftedRecord: RootedRecord {
    static func draftFolder(_ home: Home) -> FilePath
    static var draftName: String { get }
}

extension OrganisationRecord: DraftedRecord {
    static func draftFolder(_ home: Home) -> FilePath { home.organisation.appending("draft") }
    static var draftName: String { "record.json" }
}

extension CharterRecord: DraftedRecord {
    static func draftFolder(_ home: Home) -> FilePath { home.charter.appending("draft") }
    static var draftName: String { "charter.json" }
}

/// The next record while it waits for its roots' signatures: `organisation/draft/`, `charter/draft/`.
///
/// ```
/// record.json              the exact bytes that the roots sign; charter.json for a charter
/// record.json.sig.1, .2    the signatures that are here
/// ```
/// Removed when the record is adopted or discarded; until then nothing of it counts.
struct Draft<Record: DraftedRecord> {
    let signed: SignedRecord
    let record: Record

    init(_ signed: SignedRecord) throws(RecordError) {
        self.signed = signed
        record = try Record(parsing: signed.bytes)
    }

    static func folder(_ home: Home) -> FilePath { Record.draftFolder(home) }

    static func path(_ home: Home) -> FilePath { folder(home).appending(Record.draftName) }

    /// Nil when nothing waits.
    static func loadIfThere(_ home: Home) throws -> Draft? {
        guard PrivateFolder.isThere(path(home)) else { return nil }
        let bytes = try PrivateFile.read(path(home), limit: Record.sizeLimitInBytes)
        var signatures: [[UInt8]] = []
        for index in 1...RecordLimits.signaturesOfOneRecord {
            let file = signaturePath(home, index)
            guard PrivateFolder.isThere(file) else { break }
            signatures.append(try PrivateFile.read(file, limit: OwnOrganisation.signatureLimit))
        }
        do throws(RecordError) {
            return try Draft(
                SignedRecord(
                    bytes: bytes, signatures: signatures, limit: Record.sizeLimitInBytes))
        } catch {
            throw HomeError.damaged(file: path(home), reason: error.message)
        }
    }

    static func load(_ home: Home) throws -> Draft {
        guard let draft = try loadIfThere(home) else { throw RecordChangeError.noDraft }
        return draft
    }

    func store(_ home: Home) throws {
        try PrivateFolder.stage(Self.folder(home)) { staged in
            try PrivateFile.write(signed.bytes, to: staged.appending(Record.draftName))
            for (index, signature) in signed.signatures.enumerated() {
                try PrivateFile.write(
                    signature, to: staged.appending(Self.signatureName(index + 1)))
            }
        }
    }

    /// Adds a signature to the draft that is on the disk.
    func adding(_ signature: [UInt8], in home: Home) throws -> Draft {
        guard !signed.signatures.contains(signature) else { return self }
        let more = try Draft(
            SignedRecord(
                bytes: signed.bytes, signatures: signed.signatures + [signature],
                limit: Record.sizeLimitInBytes))
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

    private static func signatureName(_ index: Int) -> String { "\(Record.draftName).sig.\(index)" }
}

typealias RecordDraft = Draft<OrganisationRecord>
typealias CharterDraft = Draft<CharterRecord>
