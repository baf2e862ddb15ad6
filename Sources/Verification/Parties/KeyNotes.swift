package import Custody
package import KeyDirectory
package import Primitives

/// What is to be said about keys that counted when they signed and do not any more.
struct KeyNotes {
    private(set) var notes: [String] = []
    /// A key was revoked since, and only its own signer says that it signed before; or it has ended,
    /// and by trusted time the act is no older than that.
    private(set) var hasUndatedAct = false

    /// - Parameter bounds: when statements existed at the latest, by their paths, as far as others
    ///   than their signers and the broker vouch for it.
    init(
        _ statements: [LoggedStatement], known: KnownParties, mode: Mode,
        bounds: [String: Timestamp], deposit: DepositDate
    ) {
        for statement in statements {
            guard let claim = statement.signed.anySignerClaim(mode: mode),
                case .organisation(let reference) = claim.party,
                let organisation = known.organisation(reference.fingerprint),
                // What nobody vouches for falls where its signer says.
                let standing = organisation.standing(
                    claim, at: bounds[statement.path] ?? claim.claimedTime),
                standing.until <= known.now
            else { continue }
            let word = standing.isRevoked ? "was revoked as of" : "ended on"
            // A key counts up to the second before its end.
            let bound = bounds[statement.path]
            let isShown = bound.map { $0 < standing.until } ?? false
            notes.append(
                "\(claim.event.rawValue): the key of \(standing.label.text)@\(organisation.name.text) "
                    + "\(word) \(standing.until.text)"
                    + Self.shown(isShown, bound: bound))
            // Who has chosen no witnesses has nothing but the broker's word for a deposit.
            let isDatedByBroker = claim.event == .deposit && !deposit.isRequired
            guard !isDatedByBroker, !isShown else { continue }
            if standing.isRevoked || bound != nil { hasUndatedAct = true }
        }
    }

    private static func shown(_ isShown: Bool, bound: Timestamp?) -> String {
        if isShown { return "; it had signed before, as the trusted time shows" }
        return bound == nil ? "" : "; that it had signed before, the trusted time does not show"
    }
}

extension VerifiedOrganisation {
    /// How the key stands that a statement of this organisation is signed with.
    ///
    /// - Parameter time: when it was signed, or by when; nil where nothing is known of it.
    package func standing(_ claim: SignerClaim, at time: Timestamp?) -> KeyStanding? {
        claim.kind == .member
            ? memberStanding(claim.keyID) : deviceStanding(claim.keyID, at: time)
    }
}

extension KnownParties {
    /// The same of a statement by an organisation that is known, or offered.
    package func standing(
        of statement: SignedStatement, by sender: OrganisationReference, _ mode: Mode,
        at time: Timestamp?
    ) -> KeyStanding? {
        guard let claim = statement.anySignerClaim(mode: mode) else { return nil }
        return organisation(sender.fingerprint)?.standing(claim, at: time)
    }
}
