import BrokerAPI
import Custody
import Primitives

/// The checks of a statement that a home broker shows about a delivery that was handed on to it.
///
/// Whoever reads it verifies it again; these keep rubbish and other deliveries out of our log.
struct RelayCheck {
    let mode: Mode
    let organisations: AdmittedOrganisations
    let peer: RelayPeer
    let own: OrganisationName
    let address: MailboxAddress
    let deposit: DepositRows.Terms
    let terms: DepositStatement
    let now: Timestamp

    private static let events: Set<Event> = [
        .submissionAcceptance, .relayAcceptance, .relayRejection, .contentConsignment,
        .contentHandover, .acknowledgement, .consignmentAcceptance, .consignmentRejection,
        .withdrawal, .acceptanceRejectionExpiry, .disposal,
    ]

    func run(_ files: SignedFiles) throws(BrokerError) -> CheckedEvidence {
        let link: CustodyLink
        do throws(StatementError) {
            let signed = try SignedStatement(
                json: files.statement, signature: files.signature, entry: files.entry)
            _ = try signed.openingFile()
            guard let found = try signed.link(mode: mode, signer: signer) else {
                throw .signerMismatch
            }
            link = found
        } catch {
            throw .statement(error)
        }
        let lane = Lane(
            sender: terms.sender.fingerprint, consignment: terms.consignment, mailbox: address)
        guard Self.events.contains(link.event) else { throw .evidence(.wrongEvent) }
        guard link.act(on: lane, expiry: .unwitnessed) != nil else { throw .evidence(.wrongLane) }
        try requireHop(link)
        return CheckedEvidence(
            event: link.event, signer: link.signer, digest: link.digest,
            previous: link.signed.claimedPrevious ?? deposit.digest, files: files, received: now,
            state: nil)
    }

    /// What the home broker says of the hop must be about ours.
    private func requireHop(_ link: CustodyLink) throws(BrokerError) {
        if let content = link.content as? any RelayStatement {
            guard content.peer.broker == own else { throw .evidence(.wrongIssuer) }
            guard content.deposit == deposit.digest else { throw .evidence(.wrongSubject) }
        }
    }

    private func signer(_ claim: SignerClaim) -> PublicKey? {
        switch claim.party {
        case .broker(let name):
            return name == peer.name ? peer.keys.first { $0.id == claim.keyID } : nil
        case .organisation(let reference):
            let time = claim.claimedTime ?? now
            return claim.kind == .member
                ? organisations.member(claim.keyID, of: reference, at: time)
                : organisations.device(claim.keyID, of: reference, at: time)
        }
    }
}
