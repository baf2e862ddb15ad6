package import Primitives

/// Whose key a statement asks to be verified with: the question to a key directory.
///
/// Nothing in it is verified. The answer must be a key of exactly this kind that this party listed,
/// valid when it signed; nil otherwise.
package struct SignerClaim: Hashable, Sendable {
    package let event: Event
    package let kind: SignerKind
    package let party: StatementParty
    package let keyID: KeyID
    /// The signer's own word on the time; nil for a `Deposit`, which has none.
    package let claimedTime: Timestamp?
    /// Of a broker's statement: the mailboxes that it speaks of. Whose home it is, their organisations say.
    package let mailboxes: [MailboxAddress]
}

extension SignedStatement {
    /// The question to ask before `verify`.
    ///
    /// - Throws: as `unverified(as:mode:)`, and `signatureMalformed` where only the signature
    ///   names the key.
    package func signerClaim<Predicate: StatementPredicate>(
        as type: Predicate.Type, mode: Mode
    ) throws(StatementError) -> SignerClaim {
        let content = try unverified(as: type, mode: mode)
        let keyID = if let stated = content.statedKeyID { stated } else { try claimedSigner() }
        return SignerClaim(
            event: type.event, kind: type.event.signerKind, party: content.party, keyID: keyID,
            claimedTime: content.claimedTime, mailboxes: Self.mailboxes(of: content))
    }

    private static func mailboxes(of content: some StatementPredicate) -> [MailboxAddress] {
        switch content {
        case let content as any BrokerStatement: [content.step.mailbox]
        case let content as SubmissionAcceptance: content.evidence.mailboxes
        default: []
        }
    }
}
