import Custody
import KeyDirectory
import Primitives

/// Answers for the keys of earlier statements, each at the earliest time that is proven for it.
/// (Decision 0058)
///
/// A class, because the chain asks through a closure and what was found is needed afterwards.
final class EarlierSigners {
    private let context: VerificationContext
    private let parts: [EarlierStory.Part]
    /// The receipt's time of each part, where the broker in use here gave one.
    private let receipts: [Timestamp?]
    /// Statements of somebody whom nobody here has confirmed.
    private(set) var unknown: Set<Int> = []
    /// Statements whose key counted only when their signer says that it signed.
    private(set) var unproven: Set<Int> = []

    init(_ story: EarlierStory, _ parts: [EarlierStory.Part], _ context: VerificationContext) {
        self.context = context
        self.parts = parts
        receipts = parts.map { Self.receipt(in: story, $0, context) }
    }

    /// The key that answers for a statement; nil when none does.
    func key(at position: Int, _ claim: SignerClaim) -> PublicKey? {
        switch claim.party {
        case .broker(let name):
            let key = context.broker(name, claim.keyID)
            if key == nil { unknown.insert(position) }
            return key
        case .organisation(let reference):
            guard let organisation = context.organisation(reference.fingerprint) else {
                unknown.insert(position)
                return nil
            }
            guard organisation.name == reference.name else { return nil }
            let time = provenTime(position)
            if let key = organisation.key(claim.kind, claim.keyID, at: time) { return key }
            guard let claimed = claimedTime(position, claim), claimed < time,
                let key = organisation.key(claim.kind, claim.keyID, at: claimed)
            else { return nil }
            unproven.insert(position)
            return key
        }
    }

    /// Seal and outer statement are proven by their own receipt, what the recipient did by the next.
    private func provenTime(_ position: Int) -> Timestamp {
        let index = parts.lastIndex { $0.start <= position } ?? 0
        guard parts.indices.contains(index), position < parts[index].end else {
            return context.time
        }
        let isSender = position < parts[index].start + 2
        let later = receipts[(isSender ? index : index + 1)...]
        return later.lazy.compactMap { $0 }.first ?? context.time
    }

    /// A deposit states no time; its seal does.
    private func claimedTime(_ position: Int, _ claim: SignerClaim) -> Timestamp? {
        claim.claimedTime
            ?? parts.last { $0.start <= position && position < $0.end }?.sealed.sealedTime
    }

    private static func receipt(
        in story: EarlierStory, _ part: EarlierStory.Part, _ context: VerificationContext
    ) -> Timestamp? {
        for position in part.start..<part.end where story.events[position] == .submissionAcceptance
        {
            let signed = story.statements[position]
            // A receipt that does not hold proves no time; the chain says what is wrong with it.
            guard
                let claimed = try? signed.unverified(
                    as: SubmissionAcceptance.self, mode: context.mode),
                let key = context.broker(
                    claimed.evidence.issuer.broker, claimed.evidence.issuer.keyID),
                let receipt = try? signed.verify(
                    as: SubmissionAcceptance.self, mode: context.mode, by: key),
                receipt.content.evidence.deposit == story.statements[part.start + 1].digest
            else { continue }
            return receipt.content.evidence.receivedTime
        }
        return nil
    }
}

extension VerifiedOrganisation {
    fileprivate func key(_ kind: SignerKind, _ keyID: KeyID, at time: Timestamp) -> PublicKey? {
        switch kind {
        case .member: member(signing: keyID, at: time)?.signingKey
        case .device: device(keyID, at: time)?.key
        case .broker: nil
        }
    }
}
