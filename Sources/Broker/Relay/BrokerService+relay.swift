package import BrokerAPI
package import Custody
import KeyDirectory
package import Primitives

/// As the home broker: what other brokers bring, and what they are told about it.
extension BrokerService {
    /// Verifies that a peer made a request; nil when its key is no peer's.
    package func authenticatePeer(_ request: SignedRequest) throws(BrokerError) -> RelayPeer? {
        guard !configuration.peers.isEmpty else { return nil }
        let now = now
        let verified: VerifiedRequest
        let peer: RelayPeer
        do throws(RequestSignatureError) {
            let unverified = try UnverifiedRequest(request, now: now)
            let keyID = KeyID(unverified.keyID)
            guard let found = configuration.peers.first(where: { $0.serviceKey.id == keyID })
            else { return nil }
            peer = found
            verified = try unverified.verify(by: found.serviceKey)
        } catch {
            throw .unauthenticated(error)
        }
        guard try isNew(verified, now) else { throw .unauthenticated(.replayed) }
        store.writeNoncesSoon()
        return peer
    }

    /// Takes a deposit that a peer brings in its sender's place. The peer vouches for nothing: the sender
    /// must be admitted here, and its device must have signed.
    package func relay(
        _ request: DepositRequest, from peer: RelayPeer
    ) async throws(BrokerError) -> RelayOutcome {
        let sender: Caller
        do throws(StatementError) {
            let signed = try SignedStatement(
                json: request.files.statement, signature: request.files.signature,
                entry: request.files.entry)
            let terms = try Statement(parsing: signed.json).content(as: DepositStatement.self)
            let found = organisations.sender(terms.sender, device: try signed.claimedSigner())
            guard let found else { throw .signerMismatch }
            sender = found
        } catch {
            throw .statement(error)
        }
        let issuer = BrokerIssuer(broker: peer.name, keyID: peer.serviceKey.id)
        switch try await deposit(request, from: sender, broughtBy: issuer) {
        case .rejected(let files, let reason): return .rejected(files, reason)
        case .accepted(_, let isRepeated):
            let terms = try content(request.files)
            let sender = terms.sender.fingerprint
            // What its sender has left here too was not brought by anybody.
            guard let list = try await relayed(terms.consignment, of: sender, by: peer) else {
                throw .duplicateIdentifier
            }
            return .accepted(list, isRepeated: isRepeated)
        }
    }

    /// Every statement about a deposit that this peer brought.
    ///
    /// - Throws: `unknownDeposit` for what others brought, and for what is not here.
    package func relayedEvidence(
        _ consignment: ConsignmentID, of sender: Fingerprint, for peer: RelayPeer
    ) async throws(BrokerError) -> EvidenceList {
        guard let list = try await relayed(consignment, of: sender, by: peer) else {
            throw .unknownDeposit
        }
        return list
    }

    private func relayed(
        _ consignment: ConsignmentID, of sender: Fingerprint, by peer: RelayPeer
    ) async throws(BrokerError) -> EvidenceList? {
        guard let organisation = organisations.organisation(sender) else { return nil }
        let reference = OrganisationReference(name: organisation.name, fingerprint: sender)
        guard let caller = organisations.sender(reference, device: publicKey.id) else { return nil }
        let list: EvidenceList
        do throws(BrokerError) {
            list = try await evidence(about: consignment, for: caller)
        } catch .unknownDeposit {
            return nil
        }
        let isTheirs = list.statements.contains { item in
            // What we have written we can read; what is no such statement decides nothing.
            let content = try? Statement(parsing: item.files.statement)
                .content(as: RelayAcceptance.self)
            return content?.peer.broker == peer.name
        }
        // A sender's own disposal stands on no lane and is between the two brokers nobody's business.
        let own = list.statements.filter {
            $0.mailbox != nil || $0.name == Event.submissionAcceptance.rawValue
        }
        return isTheirs ? EvidenceList(statements: own) : nil
    }

    private func content(_ files: SignedFiles) throws(BrokerError) -> DepositStatement {
        do throws(StatementError) {
            return try Statement(parsing: files.statement).content(as: DepositStatement.self)
        } catch {
            throw .statement(error)
        }
    }

    /// That a peer brought a deposit, signed; nil where its sender came itself.
    func broughtBy(
        _ peer: BrokerIssuer?, _ deposit: VerifiedStatement<DepositStatement>,
        _ lanes: [DepositLane], at time: Timestamp
    ) throws(BrokerError) -> CheckedEvidence? {
        guard let peer, let lane = lanes.first else { return nil }
        let step = hop(deposit, lane.address, at: time)
        let files = try sign(RelayAcceptance(step, deposit: deposit.digest, peer: peer))
        return CheckedEvidence(
            event: .relayAcceptance, signer: publicKey.id, digest: .of(files.statement),
            previous: deposit.digest, files: files, received: time, state: nil)
    }

    func reject(
        _ deposit: VerifiedStatement<DepositStatement>, _ reason: SubmissionRejectionReason,
        broughtBy peer: BrokerIssuer, at time: Timestamp
    ) throws(BrokerError) -> SignedFiles {
        // A statement has a mailbox by its form.
        guard let mailbox = deposit.content.mailboxes.first else { throw .unknownMailbox }
        return try sign(
            RelayRejection(
                hop(deposit, mailbox, at: time), deposit: deposit.digest, peer: peer,
                reason: RelayRejectionReason(reason)))
    }

    private func hop(
        _ deposit: VerifiedStatement<DepositStatement>, _ mailbox: MailboxAddress,
        at time: Timestamp
    ) -> BrokerStep {
        BrokerStep(
            consignment: deposit.content.consignment, sender: deposit.content.sender,
            mailbox: mailbox, issuer: issuer, claimedTime: time, previous: deposit.digest)
    }
}

/// What became of a deposit that a peer brought.
package enum RelayOutcome: Sendable {
    /// All that is said about it so far.
    case accepted(EvidenceList, isRepeated: Bool)
    /// The files are a `RelayRejection`, which is not kept.
    case rejected(SignedFiles, SubmissionRejectionReason)
}
