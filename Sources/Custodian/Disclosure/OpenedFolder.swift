import BagIt
import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// An opened case folder that was verified just now, as a source of what is passed on.
struct OpenedFolder {
    let path: FilePath
    let verification: BundleVerification
    let deposit: VerifiedDeposit
    let seal: VerifiedSeal

    private var bag: FilePath { path.appending("bag") }
    /// The root of places whose paths are those of the bag without `data/`.
    var dataRoot: String { bag.appending("data").string }
    var bagRoot: String { bag.string }

    /// - Throws: what does not hold about the folder; ``PassOnError/notVerified(reason:)``.
    init(_ path: FilePath, _ directory: Directory, _ office: Office) throws {
        self.path = path
        let trust = try BrokerTrust.loadIfThere(office.home)
        let time = Self.receivedTime(path, trust) ?? office.clock.now
        verification = try BundleVerifier.verify(
            folder: path.string, context: directory.context(at: time),
            progress: { office.notices.progress(Progress(.verifying, done: $0, total: $1)) })
        if let failure = verification.failure { throw failure }
        let verdict = verification.verdict
        // An earlier sender whom nobody here knows may be known to whoever gets it next.
        guard verdict.failures.isEmpty, verdict.unmet.allSatisfy({ $0 == .custodyChain }),
            let deposit = verification.deposit, let seal = verification.seal
        else { throw PassOnError.notVerified(reason: "not every check could be made") }
        (self.deposit, self.seal) = (deposit, seal)
        if !verdict.isPositive {
            office.notices.warn("the earlier statements in it were not checked here")
        }
    }

    /// When the broker in use here had the deposit, by its receipt in the folder.
    private static func receivedTime(_ path: FilePath, _ trust: BrokerTrust?) -> Timestamp? {
        let evidence = StatementFolder(path.appending("evidence"))
        // A receipt that cannot be read or does not hold proves no time.
        guard let trust, let statement = try? StatementFolder(path).load(.deposit),
            let receipt = try? evidence.load(.submissionAcceptance),
            let verified = try? receipt.verify(
                as: SubmissionAcceptance.self, mode: trust.mode,
                by: trust.serviceKey(of: receipt)),
            verified.content.evidence.deposit == statement.digest
        else { return nil }
        return verified.content.evidence.receivedTime
    }

    var caseDocument: [UInt8] {
        get throws { try read("case.json", limit: CaseLimits.documentSize) }
    }

    /// Every file of data/ with its digest, proofs of earlier seals included.
    var files: [PackedFile] { verification.files }

    /// The files of custody/ in their order, the folder's own seal last.
    func custody() throws -> [CustodyFile] {
        try PrivateFolder.names(in: bag.appending("custody")).sorted().map { name in
            CustodyFile(
                name: name,
                content: try read("custody/" + name, limit: StatementLimits.textSizeInBytes))
        }
    }

    /// The proof of the first seal that the folder carries, which is its own in most cases.
    func firstProof(mode: Mode) throws -> SealProof {
        let custody = try custody()
        guard custody.count >= 2 else { throw PassOnError.proofDamaged }
        let seal = try SignedStatement(
            json: custody[0].content, signature: custody[1].content, entry: nil)
        guard custody.count > 2 else { return try ownProof(seal, mode) }
        let places = SealedOriginal.proofPaths(of: 1)
        return try SealProof(
            seal: seal,
            commitments: read(places.commitments.text, limit: BundleLimits.openingsSize),
            openings: read(places.openings.text, limit: BundleLimits.openingsSize), mode: mode)
    }

    /// The proof of the folder's own seal.
    func ownProof(_ seal: SignedStatement, _ mode: Mode) throws -> SealProof {
        try SealProof(
            seal: seal,
            commitments: read("commitments.txt", limit: BundleLimits.openingsSize),
            openings: read("openings.txt", limit: BundleLimits.openingsSize), mode: mode)
    }

    func read(_ name: String, limit: Int) throws(PrivateFiles.FileError) -> [UInt8] {
        try PrivateFile.read(bag.pushing(FilePath(name)), limit: limit)
    }
}
