import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import Verification

/// Everybody this home can vouch for: the partners, confirmed or introduced by the charter, and the
/// organisation itself.
struct Directory: Sendable {
    let own: OwnOrganisation
    /// The own mailboxes that the member at this computer opens; where the record does not list the
    /// computer, all of them.
    let mailboxes: [Mailbox]
    private let trust: BrokerTrust?
    private let organisations: [Fingerprint: VerifiedOrganisation]
    /// Introduced by the charter, which does not list them any more. What they signed is judged as before.
    let unlisted: Set<Fingerprint>
    /// Those whom the charter gives another fingerprint than the one that is known here, which stays.
    let contradicted: Set<Fingerprint>
    /// Partners whose files here are damaged.
    private let damaged: Set<OrganisationName>
    /// To whom nothing is sealed because a newer record of theirs waits for witnesses, or is withheld.
    let held: [Fingerprint: PartnerError]
    /// What kinds of organisations partners are, as far as somebody here has said.
    private let kinds: [Fingerprint: RecipientClass]
    /// Which side has compared the other's digits, of each partner.
    let confirmations: [Fingerprint: PartnerConfirmation]

    init(_ home: Home, at now: Timestamp) throws {
        let own = try OwnOrganisation(home)
        // A key that cannot be read is told where something is signed with it.
        let device = try? KeyRing(home).device().publicKey
        mailboxes = own.mailboxes(openedAt: device)
        var organisations = [own.organisation.fingerprint: own.organisation]
        let charter = try ConfirmedCharter.loadIfThere(home)
        var unlisted: Set<Fingerprint> = []
        var contradicted: Set<Fingerprint> = []
        var held: [Fingerprint: PartnerError] = [:]
        var kinds: [Fingerprint: RecipientClass] = [:]
        var confirmations: [Fingerprint: PartnerConfirmation] = [:]
        let book = try PartnerBook(home).read(at: now)
        damaged = Set(book.damaged.compactMap(\.name))
        for partner in book.partners {
            let fingerprint = partner.summary.fingerprint
            organisations[fingerprint] = partner.organisation
            if charter?.gives(partner.summary.name, anotherThan: fingerprint) == true {
                contradicted.insert(fingerprint)
            }
            if !partner.standing.isConfirmed, charter?.lists(fingerprint) != true {
                unlisted.insert(fingerprint)
            }
            held[fingerprint] = partner.held
            kinds[fingerprint] = partner.kind
            confirmations[fingerprint] = partner.confirmation
        }
        self.kinds = kinds
        self.confirmations = confirmations
        self.unlisted = unlisted
        self.contradicted = contradicted
        self.held = held
        self.own = own
        trust = try BrokerTrust.loadIfThere(home)
        self.organisations = organisations
    }

    /// All of them, the own one too.
    var confirmed: [Fingerprint: VerifiedOrganisation] { organisations }

    subscript(fingerprint: Fingerprint) -> VerifiedOrganisation? { organisations[fingerprint] }

    /// - Throws: ``PartnerError/unknown(_:)``, ``PartnerError/damaged(_:)``.
    func organisation(named name: OrganisationName) throws(PartnerError) -> VerifiedOrganisation {
        let found = organisations.values.first { $0.name == name }
        guard let found else { throw damaged.contains(name) ? .damaged(name) : .unknown(name) }
        return found
    }

    /// What somebody who seals for it should hear: which side has not confirmed, and a charter that says otherwise.
    func doubts(about organisation: VerifiedOrganisation) -> [String] {
        let isContradicted = contradicted.contains(organisation.fingerprint)
        let doubt = isContradicted ? CharterError.contradictsOrganisation(organisation.name) : nil
        return [confirmations[organisation.fingerprint]?.sentence, doubt?.message].compactMap { $0 }
    }

    /// The key of a broker that is the home of the one mailbox it speaks of, by that organisation's record.
    func homeBrokerKey(_ claim: SignerClaim) -> PublicKey? {
        guard let mailbox = claim.mailboxes.first, claim.mailboxes.count == 1 else { return nil }
        return organisations.values.lazy.filter { $0.name == mailbox.organisation }
            .compactMap { $0.homeBrokerKey(of: mailbox.local, claim.keyID) }
            .first { $0.counts(at: claim.claimedTime) }?.key
    }

    /// Somebody to whom something is to be sealed, as consent sees them.
    func consentRecipient(_ organisation: VerifiedOrganisation) -> ConsentScope.Recipient {
        ConsentScope.Recipient(
            name: organisation.name, kind: kinds[organisation.fingerprint])
    }

    /// The key of a member of the organisation that an act names.
    func signer(_ issuer: OrganisationIssuer, at time: Timestamp) -> PublicKey? {
        let organisation = organisations[issuer.organisation.fingerprint]
        guard let organisation, organisation.name == issuer.organisation.name else { return nil }
        return organisation.member(signing: issuer.keyID, at: time)?.signingKey
    }

    /// What a verification as of `time` is told.
    func context(at time: Timestamp) -> VerificationContext {
        let trust = trust
        return VerificationContext(
            mode: own.organisation.mode, time: time, confirmed: Array(organisations.values),
            broker: { name, key in
                // Where a statement says when it was signed, the chain that it stands in judges that.
                trust?.name == name ? trust?.serviceKeys.key(key, at: nil) : nil
            })
    }
}
