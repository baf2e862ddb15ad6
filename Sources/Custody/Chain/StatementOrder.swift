package import Primitives

extension SignedStatement {
    /// What it says it follows; nothing about it is verified.
    package var claimedPrevious: SHA256Digest? {
        // What cannot be read follows nothing: its verification says what is wrong with it.
        guard let statement = try? Statement(parsing: json) else { return nil }
        guard case .string(let text)? = statement.predicate["previous"] else { return nil }
        return SHA256Digest(hex: text)
    }

    /// What it says it is.
    package var claimedEvent: Event? {
        // As above.
        (try? Statement(parsing: json))?.event
    }
}

extension SignedStatement {
    /// Who it says signed it, whatever its event; nil for what cannot be read.
    package func anySignerClaim(mode: Mode) -> SignerClaim? {
        var found: SignerClaim?
        // Nobody answers here: only the question is wanted.
        _ = try? link(mode: mode) { claim in
            found = claim
            return nil
        }
        return found
    }
}

extension UnverifiedCustodyChain {
    /// Statements as somebody kept them, in an order in which each stands after what it says it
    /// follows, and the end of a lane after what does not end it.
    ///
    /// Nothing is verified. What follows a statement that is not among them keeps its place.
    package static func ordered(_ statements: [SignedStatement]) -> [SignedStatement] {
        let known = Set(statements.map(\.digest))
        var waiting = statements.map { statement in
            Waiting(
                statement: statement,
                previous: statement.claimedPrevious.flatMap { known.contains($0) ? $0 : nil },
                rank: rank(of: statement.claimedEvent))
        }
        waiting = waiting.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
        var ordered: [SignedStatement] = []
        var placed: Set<SHA256Digest> = []
        while !waiting.isEmpty {
            let index = waiting.firstIndex { $0.previous.map(placed.contains) ?? true }
            // A circle cannot be made with digests; whoever manages it gets it refused later.
            let next = waiting.remove(at: index ?? 0)
            placed.insert(next.statement.digest)
            ordered.append(next.statement)
        }
        return ordered
    }

    private struct Waiting {
        let statement: SignedStatement
        let previous: SHA256Digest?
        let rank: Int
    }

    private static func rank(of event: Event?) -> Int {
        switch event {
        case .sealed: 0
        case .deposit: 1
        case .submissionAcceptance, .submissionRejection: 2
        case .contentConsignment, .relayAcceptance: 3
        case .transfer, .disposal: 6
        case .consentWithdrawal: 7
        case .consentAnswer: 8
        case .some(let event) where event.isTerminal: 5
        default: 4
        }
    }
}
