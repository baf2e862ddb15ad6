import Custody
import KeyDirectory
import Primitives
import Report
import SystemPackage

/// Every signed statement of a case and of the evidence about it, each once, judged by itself.
struct StatementGathering {
    let known: KnownParties
    let mode: Mode
    let depositTime: Timestamp?
    private(set) var found: [FoundStatement] = []
    private(set) var unreadable: [String] = []
    /// Those who signed any of them.
    private(set) var organisations: [OrganisationReference] = []
    private var signed: [SignedStatement] = []
    private var paths: [SHA256Digest: String] = [:]
    private var bounds: [SHA256Digest: Timestamp] = [:]

    init(known: KnownParties, mode: Mode, depositTime: Timestamp?) {
        (self.known, self.mode, self.depositTime) = (known, mode, depositTime)
    }

    /// - Throws: `FileError` when the disk fails.
    mutating func collect(
        _ place: FilePath, _ evidence: EvidenceFolder?, _ evidenceBounds: [String: Timestamp]
    ) throws {
        for statement in evidence?.statements ?? [] {
            add(statement.signed, path: "evidence: " + statement.path)
            bounds[statement.signed.digest] = evidenceBounds[statement.path]
        }
        try collect(place.appending("bag").appending("custody"), as: "bag/custody")
        try collect(place, as: "")
        try collect(place.appending("evidence"), as: "evidence")
        for statement in UnverifiedCustodyChain.ordered(signed) { judge(statement) }
    }

    /// NAME.json with NAME.json.sig beside it.
    private mutating func collect(_ folder: FilePath, as prefix: String) throws {
        guard PrivateFolder.isFolder(folder) else { return }
        let names = try PrivateFolder.names(in: folder).sorted()
        let there = Set(names)
        for name in names.prefix(StatementLimits.chainLength * 4) where name.hasSuffix(".json") {
            guard there.contains(name + ".sig") else { continue }
            let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
            do {
                let entry = String(name.dropLast(5)) + ".entry"
                add(
                    try SignedStatement(
                        json: PrivateFile.read(
                            folder.appending(name), limit: StatementLimits.textSizeInBytes),
                        signature: PrivateFile.read(
                            folder.appending(name + ".sig"),
                            limit: StatementLimits.signatureSizeInBytes),
                        entry: there.contains(entry)
                            ? PrivateFile.read(
                                folder.appending(entry), limit: OpeningFile.sizeInBytes) : nil),
                    path: String(path.dropLast(5)))
            } catch is StatementError {
                unreadable.append(path)
            } catch FileError.tooLarge, FileError.notAFile {
                unreadable.append(path)
            }
        }
    }

    /// The first place counts: an evidence folder has the proofs beside it.
    private mutating func add(_ statement: SignedStatement, path: String) {
        guard paths[statement.digest] == nil else { return }
        paths[statement.digest] = path
        signed.append(statement)
    }

    private mutating func judge(_ statement: SignedStatement) {
        let path = paths[statement.digest] ?? ""
        var answer: SignerAnswer?
        var standing = FoundStatement.Standing.broken
        do {
            if statement.entry != nil { _ = try statement.openingFile() }
            let link = try statement.link(mode: mode) { claim in
                answer = known.answer(claim, depositTime: depositTime)
                return answer?.key
            }
            standing = Self.standing(answer, isLinked: link != nil)
        } catch {
            // Whatever it is that does not hold: it is told as one that does not.
            standing = .broken
        }
        var one = FoundStatement(path: path, digest: statement.digest, standing: standing)
        one.statement = try? Statement(parsing: statement.json)
        one.previous = statement.claimedPrevious
        one.bound = bounds[statement.digest]
        if let claim = statement.anySignerClaim(mode: mode) { describe(claim, &one) }
        found.append(one)
    }

    private static func standing(
        _ answer: SignerAnswer?, isLinked: Bool
    ) -> FoundStatement.Standing {
        switch answer {
        case .confirmed where isLinked: .confirmed
        case .offered where isLinked: .offered
        case .stranger, nil: .stranger
        default: .notCounting
        }
    }

    private mutating func describe(_ claim: SignerClaim, _ one: inout FoundStatement) {
        one.keyID = claim.keyID
        one.time = claim.claimedTime
        switch claim.party {
        case .broker(let name):
            one.party = name.text
            one.isBroker = true
        case .organisation(let reference):
            one.party = reference.name.text
            if !organisations.contains(reference) { organisations.append(reference) }
            let key = known.organisation(reference.fingerprint)?.standing(claim)
            one.role = key?.label.text
            one.period = key.map { key in
                FoundStatement.KeyPeriod(
                    from: key.from, until: key.until,
                    isRevoked: key.isRevoked && key.until <= known.now)
            }
        }
    }
}
