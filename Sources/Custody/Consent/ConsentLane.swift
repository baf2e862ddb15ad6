package import Primitives

/// What was said about consent on one lane: withdrawals, and the answers to each.
///
/// Statements may come in any order, any number of times. What does not hold is kept apart with its
/// reason, and changes nothing of what does.
///
/// - SeeAlso: Protocol/consent-withdrawal.md, "Reading"
package struct ConsentLane: Sendable {
    package struct Withdrawn: Sendable {
        package let withdrawal: VerifiedStatement<ConsentWithdrawal>
        /// Each after the one that it follows.
        package fileprivate(set) var answers: [VerifiedStatement<ConsentAnswer>] = []

        package var latest: VerifiedStatement<ConsentAnswer>? { answers.last }
    }

    package struct Refused: Sendable {
        package let digest: SHA256Digest
        package let flaw: ConsentFlaw
    }

    package private(set) var withdrawals: [Withdrawn] = []
    package private(set) var refused: [Refused] = []

    /// - Parameters:
    ///   - deposit: SHA-256 of the lane's statement.json; nil where the reader does not have it, and
    ///     then each withdrawal says what it is about.
    ///   - places: where in the home broker's log each stands, by digest. Of two that follow the same,
    ///     the one that was recorded later comes later, then what is not recorded, by its claimed time.
    ///   - signer: answers from a key directory; see `SignerClaim`.
    package init(
        _ statements: [SignedStatement], on lane: Lane, deposit: SHA256Digest?, mode: Mode,
        places: [SHA256Digest: UInt64] = [:], signer: (SignerClaim) -> PublicKey?
    ) {
        var said: [VerifiedStatement<ConsentWithdrawal>] = []
        var answers: [VerifiedStatement<ConsentAnswer>] = []
        var seen: Set<SHA256Digest> = []
        for statement in statements where seen.insert(statement.digest).inserted {
            do throws(ConsentFlaw) {
                switch try statement.consentLink(mode, signer) {
                case .consentWithdrawal(let link):
                    try Self.require(link.content.step.lane == lane, .anotherLane)
                    try Self.require(
                        deposit == nil || link.content.deposit == deposit, .anotherDeposit)
                    said.append(link)
                case .consentAnswer(let link):
                    try Self.require(link.content.step.lane == lane, .anotherLane)
                    answers.append(link)
                default: throw .anotherEvent
                }
            } catch {
                refused.append(Refused(digest: statement.digest, flaw: error))
            }
        }
        place(Self.ordered(said, places))
        place(Self.ordered(answers, places))
    }

    /// As far as one does not follow the other: as the broker recorded them, whatever the order in which
    /// they came.
    private static func ordered<Content: LaneStatement>(
        _ found: [VerifiedStatement<Content>], _ places: [SHA256Digest: UInt64]
    ) -> [VerifiedStatement<Content>] {
        func key(_ one: VerifiedStatement<Content>) -> (UInt64, Int64, String) {
            (
                places[one.digest] ?? .max, one.content.step.claimedTime.secondsSinceEpoch,
                one.digest.hex
            )
        }
        return found.sorted { key($0) < key($1) }
    }

    private static func require(_ holds: Bool, _ flaw: ConsentFlaw) throws(ConsentFlaw) {
        guard holds else { throw flaw }
    }

    /// Each after what it says it follows: the deposit, or an earlier withdrawal.
    private mutating func place(_ said: [VerifiedStatement<ConsentWithdrawal>]) {
        var waiting = said
        while let next = waiting.firstIndex(where: { found in
            let previous = found.content.step.previous
            return previous == found.content.deposit
                || withdrawals.contains { $0.withdrawal.digest == previous }
        }) {
            withdrawals.append(Withdrawn(withdrawal: waiting.remove(at: next)))
        }
        refused += waiting.map { Refused(digest: $0.digest, flaw: .outOfOrder) }
    }

    /// Each after the withdrawal that it answers, or an earlier answer to it.
    private mutating func place(_ answers: [VerifiedStatement<ConsentAnswer>]) {
        for index in withdrawals.indices {
            let subject = withdrawals[index].withdrawal.digest
            var waiting = answers.filter { $0.content.withdrawal == subject }
            var known: Set<SHA256Digest> = [subject]
            while let next = waiting.firstIndex(where: { known.contains($0.content.step.previous) })
            {
                let answer = waiting.remove(at: next)
                known.insert(answer.digest)
                withdrawals[index].answers.append(answer)
            }
            refused += waiting.map { Refused(digest: $0.digest, flaw: .outOfOrder) }
        }
        let subjects = Set(withdrawals.map(\.withdrawal.digest))
        refused += answers.filter { !subjects.contains($0.content.withdrawal) }
            .map { Refused(digest: $0.digest, flaw: .answersNothing) }
    }
}

extension ConsentLane {
    /// Whether everything that is withdrawn on this lane was answered.
    package var isAnswered: Bool { withdrawals.allSatisfy { $0.latest != nil } }

    /// The withdrawal that was said last.
    package var latest: Withdrawn? { withdrawals.last }
}

extension SignedStatement {
    fileprivate func consentLink(
        _ mode: Mode, _ signer: (SignerClaim) -> PublicKey?
    ) throws(ConsentFlaw) -> CustodyLink {
        do throws(StatementError) {
            _ = try openingFile()
            if let link = try link(mode: mode, signer: signer) { return link }
        } catch {
            throw .statement(error)
        }
        throw .signerUnknown
    }
}

/// Why a statement about consent says nothing.
package enum ConsentFlaw: PlainFailure, Equatable {
    case statement(StatementError)
    case signerUnknown
    /// No withdrawal of consent, and no answer to one.
    case anotherEvent
    case anotherLane
    case anotherDeposit
    case answersNothing
    case outOfOrder

    package var code: String {
        switch self {
        case .statement(let error): error.code
        case .signerUnknown: "custody.signer-unknown"
        case .anotherEvent: "consent.another-event"
        case .anotherLane: "consent.another-lane"
        case .anotherDeposit: "consent.another-deposit"
        case .answersNothing: "consent.answers-nothing"
        case .outOfOrder: "consent.out-of-order"
        }
    }

    package var message: String {
        switch self {
        case .statement(let error): error.message
        case .signerUnknown: "it is not signed by a key that its organisation listed for this"
        case .anotherEvent: "it is neither a withdrawal of consent nor an answer to one"
        case .anotherLane: "it is about another delivery"
        case .anotherDeposit: "it names another outer statement than was delivered"
        case .answersNothing: "it answers a withdrawal that is not here"
        case .outOfOrder: "it follows a statement that is not here"
        }
    }
}
