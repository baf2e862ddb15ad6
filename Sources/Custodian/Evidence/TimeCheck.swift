import Custody
import Primitives
import Timestamping
import TransparencyLog

/// Whether time-stamping authorities have signed the states of the log that the proofs are under, and
/// when each statement existed at the latest. (`Protocol/trusted-time.md`, "The rule")
struct TimeCheck {
    private(set) var outcome: Check.Outcome = .notChecked(.noToken)
    private(set) var notes: [String] = []
    /// Of each statement, by its path: it existed by then, whoever lies within what was chosen here.
    private(set) var bounds: [String: Timestamp] = [:]

    /// - Parameter witnesses: whose cosignatures count, and which there are.
    init(_ folder: EvidenceFolder, known: KnownParties, witnesses: WitnessCheck) {
        var judged: JudgedTokens
        do throws(AuthorityListError) {
            judged = try JudgedTokens(folder.time, known.authorities)
        } catch {
            outcome = .failed(Check.Reason(error))
            return
        }
        let charter = TrustedTime.Charter(
            quorum: witnesses.isConfirmed ? witnesses.policy.flatMap(Self.quorum) : nil,
            authorities: Set(known.authorities.entries.map(\.authority.name)))
        var missing: String?
        var isOffered = false
        do throws(TimestampError) {
            for (path, proof) in folder.proofs {
                // A proof that is no proof fails the check of inclusion.
                guard let proof, let found = try? UnverifiedLogProof(parsing: proof) else {
                    missing = missing ?? path
                    continue
                }
                let tokens = try judged.tokens(over: found.checkpoint.claimed)
                isOffered = isOffered || (tokens.confirmed.isEmpty && !tokens.offered.isEmpty)
                if tokens.confirmed.isEmpty, tokens.offered.isEmpty { missing = missing ?? path }
                let time = TrustedTime(
                    charter: charter,
                    cosignatures: (witnesses.signed[path] ?? []).map {
                        CosignatureTime(witness: $0.witness.publicKey, time: $0.time)
                    }, tokens: tokens.confirmed.map(AuthorityTime.init), sealed: nil)
                note(time, of: path)
            }
        } catch {
            outcome = .failed(Check.Reason(error))
            return
        }
        outcome =
            if let missing {
                .notChecked(folder.time.isEmpty ? .noToken : .tokenMissing(missing))
            } else if isOffered { .notChecked(.authorityUnconfirmed) } else { .passed }
        notes = Self.merged(notes)
    }

    private mutating func note(_ time: TrustedTime, of path: String) {
        guard case .at(let bound) = time.upper else { return }
        bounds[path] = bound
        notes.append("'\(path)' existed by \(bound.text)")
        for case .authorityApart(let seconds) in time.remarks {
            let remark = TrustedTime.Remark.authorityApart(seconds: seconds)
            notes.append("\(remark.message) [\(remark.code)]")
        }
    }

    private static func merged(_ notes: [String]) -> [String] {
        var seen: Set<String> = []
        return notes.filter { seen.insert($0).inserted }
    }

    /// One witness, or one group of witnesses. How many may lie is a question of the lower bound, which
    /// nothing here gives.
    private static func quorum(_ policy: TrustPolicy) -> WitnessQuorum? {
        switch policy.quorum {
        case nil: return nil
        case .witness(let key)?:
            return WitnessQuorum(witnesses: [key.publicKey], threshold: 1, faulty: 0)
        case .group(let threshold, let members)?:
            var keys: Set<PublicKey> = []
            for case .witness(let key) in members { keys.insert(key.publicKey) }
            guard keys.count == members.count else { return nil }
            return WitnessQuorum(witnesses: keys, threshold: threshold, faulty: 0)
        }
    }
}

/// The tokens of a folder, each verified once.
private struct JudgedTokens {
    struct Found {
        /// Of authorities that were chosen here.
        var confirmed: [VerifiedTimestampToken] = []
        /// Of authorities that only the roots in the folder vouch for.
        var offered: [VerifiedTimestampToken] = []
    }

    private let time: CarriedTime
    private let authorities: PinnedAuthorities
    private let roots: [AuthorityName: PinnedRoots]
    private var known: [UInt64: Found] = [:]

    /// - Throws: `AuthorityListError` for roots in the folder that are none.
    init(
        _ time: CarriedTime, _ authorities: PinnedAuthorities
    ) throws(AuthorityListError) {
        (self.time, self.authorities) = (time, authorities)
        var roots: [AuthorityName: PinnedRoots] = [:]
        for (name, pem) in time.roots { roots[name] = try PinnedRoots(pem: pem) }
        self.roots = roots
    }

    /// - Throws: `TimestampError` for a token that does not hold.
    mutating func tokens(over checkpoint: Checkpoint) throws(TimestampError) -> Found {
        if let found = known[checkpoint.size] { return found }
        var found = Found()
        guard let text = time.texts[checkpoint.size] else { return found }
        // Two proofs may name one size and two trees: then one of them fails as itself.
        guard text == checkpoint.text else { throw .imprintMismatch }
        for token in time.tokens where token.name.size == checkpoint.size {
            let unverified = try UnverifiedTimestampToken(der: token.der)
            if let entry = authorities[token.name.authority] {
                found.confirmed.append(
                    try unverified.verify(covering: .of(text), by: entry.authority))
            } else if let roots = roots[token.name.authority] {
                let authority = TimestampAuthority(
                    name: token.name.authority, policy: .any, roots: roots)
                found.offered.append(try unverified.verify(covering: .of(text), by: authority))
            }
        }
        known[checkpoint.size] = found
        return found
    }
}

extension Check.Reason {
    static let noToken = Check.Reason(
        code: "time.token-missing", message: "there is no time-stamp token here")
    static let authorityUnconfirmed = Check.Reason(
        code: "evidence.authority-unconfirmed",
        message: "the tokens hold by the roots that the folder carries; nobody here has chosen "
            + "these authorities")

    static func tokenMissing(_ path: String) -> Check.Reason {
        Check.Reason(
            code: "time.token-missing",
            message: "no time-stamp token covers the proof of '\(SafeText.shown(path))'")
    }
}
