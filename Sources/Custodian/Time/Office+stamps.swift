import BrokerAPI
import BrokerClient
import Primitives
import Timestamping
import TransparencyLog
import Verification

extension Office {
    /// Gets tokens for everything that is kept here, as far as authorities were chosen.
    func proveStamped(_ memory: LogMemory, _ session: BrokerSession) async throws {
        guard try !PinnedAuthorities.load(home).entries.isEmpty else { return }
        for proofs in try allProofs() { try await proveStamped(proofs, memory, session) }
    }

    /// Keeps tokens of each chosen authority, and beside the proofs that are there such under the
    /// checkpoints that were stamped. Who has cosigned these is weighed when they are judged: a token
    /// under a checkpoint of the log alone is worth having too.
    func proveStamped(
        _ proofs: [KeptProof], _ memory: LogMemory, _ session: BrokerSession
    ) async throws {
        let authorities = try PinnedAuthorities.load(home)
        guard !authorities.entries.isEmpty else { return }
        var search = StampSearch(
            office: self, session: session, memory: memory, authorities: authorities,
            book: TokenBook(home, try memory.keys()),
            policy: try PinnedPolicy.loadIfThere(home)?.policy(of: memory.log))
        for kept in proofs { try await search.prove(kept) }
    }
}

/// The search for tokens over some proofs of one case.
private struct StampSearch {
    /// How many batches are looked at for an authority that did not stamp the first ones; then the
    /// newest is.
    private static let batches = 3

    let office: Office
    let session: BrokerSession
    let memory: LogMemory
    let authorities: PinnedAuthorities
    let book: TokenBook
    let policy: TrustPolicy?
    /// What the broker has answered: from which entry on a checkpoint is the first that covers it.
    private var answers: [(index: UInt64, shown: Shown)] = []
    private var newest: Shown?

    init(
        office: Office, session: BrokerSession, memory: LogMemory,
        authorities: PinnedAuthorities, book: TokenBook, policy: TrustPolicy?
    ) {
        (self.office, self.session, self.memory) = (office, session, memory)
        (self.authorities, self.book, self.policy) = (authorities, book, policy)
    }

    /// A checkpoint that authorities were asked about.
    private struct Shown {
        let note: UnverifiedCheckpoint
        /// Of chosen authorities, that hold.
        let tokens: [VerifiedTimestampToken]
        /// Who may stamp it yet.
        let waiting: Set<AuthorityName>
    }

    mutating func prove(_ kept: KeptProof) async throws {
        guard let index = try kept.load()?.inclusion.index else { return }
        var missing = Set(authorities.entries.map(\.authority.name))
        for proof in try kept.all() {
            let tokens = try book.tokens(over: proof.checkpoint.claimed, by: authorities)
            missing.subtract(tokens.map(\.name.authority))
        }
        var next = index
        for _ in 0..<Self.batches where !missing.isEmpty {
            guard let shown = try await first(covering: next) else { return }
            try await take(shown, &missing, for: kept)
            missing.subtract(shown.waiting)
            guard shown.note.claimed.size > next else { return }
            next = shown.note.claimed.size
        }
        guard !missing.isEmpty, let shown = try await last(), shown.note.claimed.size > index
        else { return }
        try await take(shown, &missing, for: kept)
    }

    /// Keeps those of the tokens that are missing, with the proof that they need.
    private func take(
        _ shown: Shown, _ missing: inout Set<AuthorityName>, for kept: KeptProof
    ) async throws {
        let tokens = shown.tokens.filter { missing.contains($0.authority) }
        guard !tokens.isEmpty else { return }
        let checkpoint = try shown.note.verify(
            log: memory.keys().key(of: shown.note),
            witnesses: policy?.witnesses.map(\.key) ?? [])
        try await memory.see(checkpoint, by: session)
        let isThere = try kept.all().contains {
            $0.checkpoint.claimed.text == checkpoint.checkpoint.text
        }
        if !isThere {
            guard try await kept.add(under: checkpoint, memory, session) else { return }
        }
        try book.add(checkpoint.checkpoint, tokens)
        missing.subtract(tokens.map(\.authority))
    }

    private mutating func first(covering index: UInt64) async throws -> Shown? {
        let known = answers.first { $0.index <= index && index < $0.shown.note.claimed.size }
        if let known { return known.shown }
        guard let stamped = try await session.connection.stampedCheckpoint(covering: index) else {
            return nil
        }
        let shown = try read(stamped)
        answers.append((index, shown))
        return shown
    }

    private mutating func last() async throws -> Shown? {
        if let newest { return newest }
        newest = try await session.connection.stampedCheckpoint(covering: nil).map(read)
        return newest
    }

    private func read(_ stamped: StampedCheckpoint) throws -> Shown {
        let note = try UnverifiedCheckpoint(parsing: stamped.checkpoint)
        return Shown(
            note: note, tokens: verified(stamped, note.claimed),
            waiting: Set(
                stamped.authorities.filter { $0.state == .waiting }.map(\.name)))
    }

    /// Those of the chosen authorities that hold; the broker may know others.
    private func verified(
        _ stamped: StampedCheckpoint, _ checkpoint: Checkpoint
    ) -> [VerifiedTimestampToken] {
        stamped.authorities.compactMap { stamp in
            guard case .stamped(let der) = stamp.state, let entry = authorities[stamp.name] else {
                return nil
            }
            do throws(TimestampError) {
                return try UnverifiedTimestampToken(der: der).verify(
                    covering: .of(checkpoint.text), by: entry.authority)
            } catch {
                office.notices.warn(
                    "a token of \(stamp.name.text) does not count: \(error.message) [\(error.code)]"
                )
                return nil
            }
        }
    }
}
