import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// Every signed statement below the paths that a person named: in folders, and in sealed files.
///
/// A statement is NAME.json with NAME.json.sig beside it, and NAME.entry and NAME.tlog-proof where they
/// are there. Links are not followed below a named path.
struct StatementCollection {
    private static let maximumDepth = 16
    private static let maximumFiles = 65_536
    /// More than an opening file has, so that a longer one is read and refused.
    private static let entryRoom = 4096
    private static let maximumPolicies = 256
    private static let maximumOrganisations = 256

    private(set) var exhibits: [Exhibit] = []
    private(set) var acts: [FoundCustodyAct] = []
    /// What should be a statement and has not even its size.
    private(set) var unreadable: [Contradiction] = []
    /// Whose word on a time counted for those who made evidence folders. Nobody here has chosen them.
    private(set) var policies: [PoliciesInTime.Former] = []
    /// The organisations whose records lie there, from the first on; nobody here need have confirmed them.
    private(set) var organisations: [VerifiedOrganisation] = []
    private var files = 0
    private let logs: LogKeys?

    /// - Parameter logs: whose proofs show where a statement was recorded. Of a log that nobody here
    ///   knows they show nothing: whoever gives a folder could have made it.
    /// - Throws: `FileError`, `BundleError`, `LintError`.
    init(_ paths: [String], logs: LogKeys?) throws {
        self.logs = logs
        for path in paths {
            let place = FilePath(path)
            guard PrivateFolder.isThere(place) else { throw FileError.notFound(place) }
            let before = count
            if PrivateFolder.isFolder(place) {
                try collect(place, depth: 0)
            } else {
                try collect(sealedFile: path)
            }
            guard count > before else {
                throw LintError.noStatement(path)
            }
        }
    }

    private var count: Int { exhibits.count + acts.count + unreadable.count }

    private mutating func collect(_ folder: FilePath, depth: Int) throws {
        let names = try PrivateFolder.names(in: folder)
        files += names.count
        guard depth <= Self.maximumDepth, files <= Self.maximumFiles else {
            throw LintError.tooMuch
        }
        let there = Set(names)
        readPolicies(folder, names)
        readRecords(folder, names)
        for name in names {
            let path = folder.appending(name)
            switch (try? path.stat(followTargetSymlink: false))?.type {
            case .directory: try collect(path, depth: depth + 1)
            // How a log continues another is no statement about a case; `verify` judges it.
            case .regular where there.contains(EvidenceFolder.logKeyName) && Self.isOfLog(name):
                break
            case .regular where name.hasSuffix(".json") && there.contains(name + ".sig"):
                try read(
                    path, hasEntry: there.contains(name.dropLast(5) + ".entry"),
                    hasProof: there.contains(name.dropLast(5) + ".tlog-proof"))
            default: break
            }
        }
    }

    private static func isOfLog(_ name: String) -> Bool {
        name.hasPrefix(LogSuccession.statementName + "-")
    }

    /// Those beside the key of a log, as an evidence folder has them; what cannot be read is none.
    private mutating func readPolicies(_ folder: FilePath, _ names: [String]) {
        func policy(_ name: String) -> CarriedPolicy? {
            let bytes = try? PrivateFile.read(
                folder.appending(name), limit: LogLimits.policySizeInBytes)
            return bytes.flatMap { try? CarriedPolicy(parsing: $0) }
        }
        guard names.contains(EvidenceFolder.logKeyName),
            var carried = policy(EvidenceFolder.policyName)
        else { return }
        let times = names.lazy.compactMap { name in
            CarriedPolicy.Former.time(inName: name).map { (name, $0) }
        }
        carried.former = times.prefix(CarriedPolicy.maximumFormer).compactMap { name, until in
            policy(name).map { CarriedPolicy.Former(carried: $0, until: until) }
        }
        policies += carried.offered.prefix(max(0, Self.maximumPolicies - policies.count))
    }

    /// What does not hold is nobody's record; `verify` says so of it.
    private mutating func readRecords(_ folder: FilePath, _ names: [String]) {
        guard names.contains(RecordFolder.fileName(1)),
            organisations.count < Self.maximumOrganisations,
            let records = try? RecordFolder.records(folder),
            let mode = try? RecordFolder.mode(of: records),
            let history = try? UnverifiedOrganisation(
                OrganisationFile(mode: mode, records: records)),
            let found = try? history.verify(fingerprint: history.fingerprint, mode: mode)
        else { return }
        organisations.append(found)
    }

    private mutating func read(_ path: FilePath, hasEntry: Bool, hasProof: Bool) throws {
        let stem = String(path.string.dropLast(5))
        do {
            let json = try PrivateFile.read(path, limit: StatementLimits.textSizeInBytes)
            let signature = try PrivateFile.read(
                FilePath(path.string + ".sig"), limit: StatementLimits.signatureSizeInBytes)
            let entry =
                hasEntry
                ? try PrivateFile.read(FilePath(stem + ".entry"), limit: Self.entryRoom) : nil
            // One that is too large, or cannot be read, shows no place; `verify` says so of it.
            let proof =
                hasProof
                ? try? PrivateFile.read(
                    FilePath(stem + ".tlog-proof"), limit: LogLimits.proofSizeInBytes) : nil
            add(path.string, json, signature, entry, proof)
        } catch FileError.tooLarge(let file, let limit) {
            let part = file == path ? "statement" : "file beside it"
            unreadable.append(
                Contradiction(.tooLarge(part: part, limit: limit), in: path.string))
        }
    }

    private mutating func add(
        _ name: String, _ json: [UInt8], _ signature: [UInt8], _ entry: [UInt8]?,
        _ proof: [UInt8]?
    ) {
        do throws(StatementError) {
            // An act after receipt is no statement of a lane.
            if let file = FilePath(name).lastComponent?.string,
                SignedCustodyAct.number(inName: file) != nil
            {
                return acts.append(
                    FoundCustodyAct(
                        name: name, signed: try SignedCustodyAct(json: json, signature: signature)))
            }
            let signed = try SignedStatement(json: json, signature: signature, entry: entry)
            exhibits.append(
                Exhibit(name: name, signed: signed, place: place(of: entry, by: proof)))
        } catch {
            unreadable.append(Contradiction(error, in: name))
        }
    }

    /// Where the log has it; nil where that is not shown.
    private func place(of entry: [UInt8]?, by proof: [UInt8]?) -> UInt64? {
        guard let logs, let entry, let proof else { return nil }
        // A proof that does not hold shows no place, and contradicts no statement.
        guard let shown = try? UnverifiedLogProof(parsing: proof) else { return nil }
        return try? shown.verify(
            entry: AuditLogEntry.commitment(.of(entry)).bytes, log: logs.key(of: shown.checkpoint)
        ).index
    }

    private mutating func collect(sealedFile path: String) throws {
        let parts = try BundleFile(path: path).parts
        exhibits.append(
            Exhibit(name: path + ": statement.json", signed: parts.statement, place: nil))
        let contents = Dictionary(
            parts.evidence.map { ($0.name, $0.content) }, uniquingKeysWith: { first, _ in first })
        for file in parts.evidence where file.name.hasSuffix(".json") {
            guard let signature = contents[file.name + ".sig"] else { continue }
            add(
                path + ": evidence/" + file.name, file.content, signature,
                contents[file.name.dropLast(5) + ".entry"],
                contents[file.name.dropLast(5) + ".tlog-proof"])
        }
    }
}

/// Why nothing was examined.
package enum LintError: PlainFailure, Equatable {
    case noStatement(String)
    case tooMuch

    package var code: String {
        switch self {
        case .noStatement: "lint.no-statement"
        case .tooMuch: "lint.too-much"
        }
    }

    package var message: String {
        switch self {
        case .noStatement(let path): "there is no signed statement in '\(SafeText.shown(path))'"
        case .tooMuch: "these folders hold more files than the limit"
        }
    }

    package var hint: String? {
        switch self {
        case .noStatement: "a statement is NAME.json with NAME.json.sig beside it"
        case .tooMuch: "name the folders that hold the statements"
        }
    }
}
