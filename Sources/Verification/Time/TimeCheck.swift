package import Custody
package import Primitives
import Timestamping
import TransparencyLog

/// Whether time-stamping authorities have signed the states of the log that the proofs are under, and
/// when each statement existed at the latest. (`Protocol/trusted-time.md`, "The rule")
package struct TimeCheck {
    package private(set) var outcome: Check.Outcome = .notChecked(.noToken)
    package private(set) var notes: [String] = []
    /// Of each statement, by its path: it existed by then, whoever lies within what was chosen here.
    package private(set) var bounds: [String: Timestamp] = [:]

    /// - Parameter witnesses: whose cosignatures count, and which there are.
    package init(_ folder: EvidenceFolder, known: KnownParties, witnesses: WitnessCheck) {
        var judged: JudgedTokens
        do throws(AuthorityListError) {
            judged = try JudgedTokens(folder.time, known.authorities)
        } catch {
            outcome = .failed(Check.Reason(error))
            return
        }
        let authorities = Set(known.authorities.entries.map(\.authority.name))
        var missing: String?
        var isOffered = false
        do throws(TimestampError) {
            for entry in folder.logged {
                var found = EntryTimes()
                for (path, bytes) in entry.proofs {
                    // A proof that is no proof fails the check of inclusion.
                    guard let proof = try? UnverifiedLogProof(parsing: bytes) else { continue }
                    let tokens = try judged.tokens(over: proof.checkpoint.claimed)
                    let sight = witnesses.isConfirmed ? witnesses.signed[path] : nil
                    found.add(tokens, authorities, sight)
                }
                isOffered = isOffered || (!found.isConfirmed && found.isOffered)
                if !found.isConfirmed, !found.isOffered { missing = missing ?? entry.path }
                bounds[entry.path] = found.earliest
                notes += found.notes(of: entry.path)
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

    private static func merged(_ notes: [String]) -> [String] {
        var seen: Set<String> = []
        return notes.filter { seen.insert($0).inserted }
    }
}

/// What all proofs of one statement say about its time. Each bound holds by itself, so the earliest does.
private struct EntryTimes {
    private(set) var isConfirmed = false
    private(set) var isOffered = false
    private(set) var earliest: Timestamp?
    /// The earliest bound that an authority stands behind as well.
    private var stamped: Timestamp?
    /// The earliest word of a chosen authority under a checkpoint without a quorum: no bound.
    private var lone: Timestamp?
    private var apart: [TrustedTime.Remark] = []

    mutating func add(
        _ tokens: JudgedTokens.Found, _ authorities: Set<AuthorityName>,
        _ sight: PoliciesInTime.Sight?
    ) {
        isConfirmed = isConfirmed || !tokens.confirmed.isEmpty
        isOffered = isOffered || !tokens.offered.isEmpty
        let words = tokens.confirmed.map(AuthorityTime.init)
        let time = TrustedTime(
            charter: TrustedTime.Charter(
                // How many may lie is a question of the lower bound, which nothing here gives.
                quorum: sight.flatMap { WitnessQuorum($0.policy, faulty: 0) },
                authorities: authorities),
            cosignatures: (sight?.cosignatures ?? []).map {
                CosignatureTime(witness: $0.witness.publicKey, time: $0.time)
            }, tokens: words, sealed: nil)
        guard case .at(let bound) = time.upper else {
            lone = ([lone] + words.map(\.latest)).compactMap { $0 }.min()
            return
        }
        earliest = min(earliest ?? bound, bound)
        if !words.isEmpty { stamped = min(stamped ?? bound, bound) }
        for case .authorityApart(let seconds) in time.remarks {
            apart.append(.authorityApart(seconds: seconds))
        }
    }

    func notes(of path: String) -> [String] {
        var notes: [String] = []
        if let earliest { notes.append("'\(path)' existed by \(earliest.text)") }
        if let stamped, stamped != earliest {
            notes.append(
                "'\(path)': that is the word of witnesses; by \(stamped.text) an authority "
                    + "stands behind it too")
        }
        if let lone, earliest == nil {
            notes.append(
                "'\(path)': an authority says that it existed by \(lone.text); without a quorum of "
                    + "chosen witnesses that is one company's word and no bound "
                    + "[\(TrustedTime.Gap.quorumMissing.code)]")
        }
        return notes + apart.map { "\($0.message) [\($0.code)]" }
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
        var found = Found()
        guard let text = time.texts[checkpoint.size] else { return found }
        // Two proofs may name one size and two trees: the tokens are over one of them.
        guard text == checkpoint.text else { throw .imprintMismatch }
        if let found = known[checkpoint.size] { return found }
        for token in time.tokens where token.name.size == checkpoint.size {
            try judge(token, over: text, &found)
        }
        known[checkpoint.size] = found
        return found
    }

    /// A chosen authority may have other roots by now than those that it signed under: then the token is
    /// what the roots in the folder make of it, and only they vouch for it.
    private func judge(
        _ token: CarriedToken, over text: [UInt8], _ found: inout Found
    ) throws(TimestampError) {
        let unverified = try UnverifiedTimestampToken(der: token.der)
        let offered = roots[token.name.authority].map { roots in
            TimestampAuthority(name: token.name.authority, policy: .any, roots: roots)
        }
        if let entry = authorities[token.name.authority] {
            do throws(TimestampError) {
                return found.confirmed.append(
                    try unverified.verify(covering: .of(text), by: entry.authority))
            } catch {
                guard offered != nil else { throw error }
            }
        }
        guard let offered else { return }
        found.offered.append(try unverified.verify(covering: .of(text), by: offered))
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
