import Custody
import Primitives
import Timestamping

/// How a lane ends by what a broker alone says: at a time that has come, before somebody's eyes, and of a
/// mailbox that another broker can have.
extension EvidenceVerification {
    /// An expiry or a failure from the future is none, whoever has signed the log by then.
    func requirePast() throws(CustodyError) {
        for (position, statement) in folder.statements.enumerated() {
            guard
                [.acceptanceRejectionExpiry, .relayFailure].contains(statement.signed.claimedEvent),
                let claimed = statement.signed.anySignerClaim(mode: mode)?.claimedTime,
                let latest = known.now.adding(seconds: TrustedTime.clockTolerance)
            else { continue }
            guard claimed <= latest else { throw .endAhead(position: position) }
        }
    }

    /// A final failure embeds nothing that others have signed, as an expiry does: where witnesses were chosen,
    /// its own proof must show that they have seen it. One from before they were chosen is the broker's word.
    func hasUnseenFailure(_ bounds: [String: Timestamp]) -> Bool {
        guard depositDate.isRequired, let broker = known.broker?.keys.name else { return false }
        return folder.statements.contains { statement in
            guard bounds[statement.path] == nil,
                let failure = try? statement.signed.unverified(as: RelayFailure.self, mode: mode),
                failure.isFinal, failure.step.issuer.broker == broker
            else { return false }
            return known.pinned?.since.map { failure.step.claimedTime >= $0 } ?? true
        }
    }

    /// Nothing was handed on, or waited to be, for a mailbox that has lived at its first broker ever since.
    ///
    /// - Returns: what the records that are here show of it.
    func hops() throws(CustodyError) -> Check.Outcome {
        var outcome = Check.Outcome.passed
        for (position, statement) in folder.statements.enumerated() {
            guard let hop = statement.signed.hop(mode: mode) else { continue }
            switch known.otherHome(of: hop.step.mailbox, than: hop.first) {
            case nil: throw .notRelayed(position: position)
            case .passed?: continue
            case let open?: outcome = open
            }
        }
        return outcome
    }
}

extension SignedStatement {
    /// What it says of a hop; nil for all other statements.
    fileprivate func hop(mode: Mode) -> (any RelayStatement)? {
        switch claimedEvent {
        case .relayAcceptance?: try? unverified(as: RelayAcceptance.self, mode: mode)
        case .relayRejection?: try? unverified(as: RelayRejection.self, mode: mode)
        case .relayFailure?: try? unverified(as: RelayFailure.self, mode: mode)
        default: nil
        }
    }
}
