package import Custody
package import KeyDirectory
package import Primitives
import PrivateFiles
package import SystemPackage
package import TransparencyLog

/// A receipt in hand: what was said about one consignment, with all that it takes to check it.
///
/// ```
/// README-VERIFY                       how to check it with other people's tools
/// statement.json .json.sig .entry .tlog-proof         the outer statement
/// SubmissionAcceptance.json ...                       the broker's answer to it
/// Sealed.tlog-proof                                   that the seal inside is in the log
/// NAME.SIZE.tlog-proof                                the same once more, under another checkpoint
/// lanes/MAILBOX/NAME.json ...                         what was said about one delivery
/// keys/allowed_signers                                who signed, for ssh-keygen
/// keys/ORGANISATION/NNNN.json, NNNN.json.sig.N        the organisation's records
/// keys/broker/allowed_signers, log.vkey, policy       the broker's keys
/// keys/broker/policy.until-TIME                       whose cosignatures counted before
/// keys/broker/LogSuccession-N.json ...                how the log came to its key, where it had others
/// time/checkpoint-SIZE.txt, .AUTHORITY.tst, AUTHORITY.pem   time-stamp tokens
/// ```
/// - SeeAlso: `Protocol/receipt.md`
package struct EvidenceFolder: Sendable {
    package static let readmeName = "README-VERIFY"
    package static let lanesName = "lanes"
    package static let keysName = "keys"
    package static let signersName = "allowed_signers"
    package static let brokerName = "broker"
    package static let logKeyName = "log.vkey"
    package static let policyName = "policy"
    static let maximumStatementsPerLane = 128
    static let maximumLanes = 32

    /// The outer statement.
    package let deposit: LoggedStatement
    /// `SubmissionAcceptance`, or `SubmissionRejection`, which is in no log.
    package let answer: LoggedStatement?
    /// A `SubmissionRejection` beside an acceptance: a folder has one answer.
    var secondAnswer: LoggedStatement?
    /// That the deposit's `sealedCommitment` is in the log.
    package let sealProof: [UInt8]?
    package var furtherSealProofs: [FurtherProof] = []
    package let lanes: [EvidenceLane]
    /// Those whose keys signed, in the order of their names; nothing is verified.
    package var organisations: [OrganisationFile]
    /// The first of their folders that bears another name than its records.
    package var misplaced: String?
    package let broker: BrokerKeys?
    /// The list for `ssh-keygen`, as it lies there.
    package var signers: [UInt8]
    /// What time-stamping authorities have signed.
    package var time = CarriedTime()

    package init(
        deposit: LoggedStatement, answer: LoggedStatement?, sealProof: [UInt8]?,
        furtherSealProofs: [FurtherProof] = [], lanes: [EvidenceLane],
        organisations: [OrganisationFile], broker: BrokerKeys?, signers: [UInt8],
        time: CarriedTime = CarriedTime()
    ) {
        (self.deposit, self.answer) = (deposit, answer)
        (self.sealProof, self.furtherSealProofs) = (sealProof, furtherSealProofs)
        (self.lanes, self.organisations) = (lanes, organisations)
        (self.broker, self.signers, self.time) = (broker, signers, time)
    }

    /// Every statement with its place in the folder, in an order that makes a chain.
    package var statements: [LoggedStatement] {
        let all = [deposit] + (answer.map { [$0] } ?? []) + lanes.flatMap(\.statements)
        let places = Dictionary(
            all.map { ($0.signed.digest, $0) }, uniquingKeysWith: { first, _ in first })
        return UnverifiedCustodyChain.ordered(all.map(\.signed)).compactMap { places[$0.digest] }
    }

    /// Whether a folder is one: an opened case folder has no keys.
    package static func isOne(_ path: FilePath) -> Bool {
        PrivateFolder.isThere(path.appending("statement.json"))
            && PrivateFolder.isFolder(path.appending(keysName))
            && !PrivateFolder.isThere(path.appending("bag"))
    }
}

/// What was said about one delivery and took effect.
package struct EvidenceLane: Sendable {
    package let mailbox: MailboxAddress
    package let statements: [LoggedStatement]

    package init(mailbox: MailboxAddress, statements: [LoggedStatement]) {
        (self.mailbox, self.statements) = (mailbox, statements)
    }
}

/// A statement with the proof that it is in a log, as far as there is one.
package struct LoggedStatement: Sendable {
    /// Its path in the folder, without an ending: `lanes/intake@group484.rs/Acknowledgement`.
    package let path: String
    package let signed: SignedStatement
    /// The bytes of its `.tlog-proof`.
    package let proof: [UInt8]?
    package var further: [FurtherProof] = []

    package init(
        path: String, signed: SignedStatement, proof: [UInt8]?, further: [FurtherProof] = []
    ) {
        (self.path, self.signed, self.proof, self.further) = (path, signed, proof, further)
    }
}

/// A statement, or the seal, with all the proofs that it is in a log.
package struct LoggedEntry {
    /// As in the folder, without an ending.
    package let path: String
    /// By their own paths, without the ending; first the one that bears the statement's name.
    package let proofs: [(path: String, bytes: [UInt8])]

    init(_ path: String, _ proof: [UInt8]?, _ further: [FurtherProof]) {
        self.path = path
        proofs = (proof.map { [(path, $0)] } ?? []) + further.map { ($0.path, $0.bytes) }
    }
}

extension EvidenceFolder {
    /// Everything that a log takes, with its proofs as far as they are here.
    package var logged: [LoggedEntry] {
        var found = statements.filter { $0.signed.claimedEvent != .submissionRejection }
            .map { LoggedEntry($0.path, $0.proof, $0.further) }
        if sealProof != nil || !furtherSealProofs.isEmpty {
            found.append(LoggedEntry("Sealed", sealProof, furtherSealProofs))
        }
        return found
    }
}

/// What a broker signs with.
package struct BrokerKeys: Sendable, Equatable {
    package let name: OrganisationName
    /// Oldest first; the one in use last. Never empty.
    package let serviceKeys: [ServiceKey]
    package let logKey: VerifierKey?
    /// Whose cosignatures count, as the folder says; nil where only the keys are known.
    package var policy: CarriedPolicy?
    /// How the log came to its key; nil while it has its first, or where nobody says.
    package var logSuccessions: LogSuccessionHistory?
    /// The logs before, where somebody has told them without what leads from one to the next.
    package var earlierLogs: [LogKeys.Former] = []

    /// The key of its log, and those before it.
    package var logKeys: LogKeys? {
        logKey.map { LogKeys($0, former: logSuccessions?.keys.former ?? earlierLogs) }
    }

    package init(
        name: OrganisationName, serviceKeys: [ServiceKey], logKey: VerifierKey?,
        policy: CarriedPolicy? = nil
    ) {
        (self.name, self.serviceKeys) = (name, serviceKeys)
        (self.logKey, self.policy) = (logKey, policy)
    }

    /// A broker that has had one service key.
    package init(
        name: OrganisationName, serviceKey: PublicKey, logKey: VerifierKey?,
        policy: CarriedPolicy? = nil
    ) {
        self.init(
            name: name, serviceKeys: [ServiceKey(key: serviceKey, from: nil, until: nil)],
            logKey: logKey, policy: policy)
    }

    /// A log key that one side does not know contradicts nothing, nor does one from which successions that a
    /// common service key has signed lead to that of the other.
    package func contradicts(_ other: BrokerKeys) -> Bool {
        let logsDiffer =
            logKey != nil && other.logKey != nil && logKey != other.logKey
            && !isFollowed(by: other) && !other.isFollowed(by: self)
        let ours = Set(serviceKeys.map(\.key))
        return logsDiffer || ours.isDisjoint(with: other.serviceKeys.map(\.key))
    }

    /// Whether its log is one that the other's continues.
    package func isFollowed(by other: BrokerKeys) -> Bool {
        guard let logKey, let logs = other.logKeys else { return false }
        return logs.former.contains { $0.key == logKey }
    }

    /// Whether all of its successions are signed by keys of these that counted then.
    func successionsAreSigned(by keys: [ServiceKey]) -> Bool {
        guard let logSuccessions else { return true }
        do throws(LogSuccessionError) {
            try logSuccessions.requireSignatures { time in
                keys.filter { $0.counts(at: time) }.map(\.key)
            }
            return true
        } catch {
            return false
        }
    }
}

/// Why a folder cannot even be read as evidence.
package enum EvidenceFolderError: PlainFailure, Equatable {
    case unreadable(String)
    case tooMany(String)
    case otherName(String)
    case acceptedAndRefused

    package var code: String {
        switch self {
        case .unreadable: "evidence.unreadable"
        case .tooMany: "evidence.too-many"
        case .otherName: "evidence.other-name"
        case .acceptedAndRefused: "evidence.accepted-and-refused"
        }
    }

    package var message: String {
        switch self {
        case .unreadable(let path):
            "'\(SafeText.shown(path))' is missing, too large, or not in its form"
        case .tooMany(let what): "there are more \(what) than the limit"
        case .otherName(let path): "'\(SafeText.shown(path))' holds something of another name"
        case .acceptedAndRefused: "the broker's answer is an acceptance and a rejection"
        }
    }
}
