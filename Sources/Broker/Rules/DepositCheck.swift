import BrokerAPI
import Custody
import Primitives

/// The checks of a deposit that need no database, in the order of `Protocol/broker-api.md`.
struct DepositCheck {
    let configuration: BrokerConfiguration
    let organisations: AdmittedOrganisations
    let now: Timestamp
    /// The broker's own service keys, of before too, by which records name it.
    let ownKeys: Set<PublicKey>
    /// Who brings it; nil for its sender.
    let peer: BrokerIssuer?

    /// The statement, after its form, its signer, its signature and its entry.
    func authenticate(
        _ files: SignedFiles, from caller: Caller
    ) throws(BrokerError) -> VerifiedStatement<DepositStatement> {
        let verified: VerifiedStatement<DepositStatement>
        do throws(StatementError) {
            let signed = try SignedStatement(
                json: files.statement, signature: files.signature, entry: files.entry)
            let signer = try signed.claimedSigner()
            guard let key = organisations.device(signer, of: caller.organisation, at: now) else {
                throw .signatureInvalid
            }
            verified = try verify(signed, by: key)
            _ = try signed.openingFile()
        } catch {
            throw .statement(error)
        }
        guard verified.content.sender == caller.organisation else { throw .notYourStatement }
        return verified
    }

    /// A statement of the other mode is authentic too; the broker refuses it with a reason.
    private func verify(
        _ signed: SignedStatement, by key: PublicKey
    ) throws(StatementError) -> VerifiedStatement<DepositStatement> {
        let mode = configuration.mode
        do throws(StatementError) {
            return try signed.verify(as: DepositStatement.self, mode: mode, by: key)
        } catch .signatureInvalid {
            let other: Mode = mode == .live ? .training : .live
            return try signed.verify(as: DepositStatement.self, mode: other, by: key)
        }
    }

    /// Why an authentic deposit is refused; nil when it is not.
    func refusal(
        of terms: DepositStatement, preview: [UInt8], payload: PayloadInHand
    ) -> SubmissionRejectionReason? {
        let limits = configuration.limits
        guard terms.mode == configuration.mode else { return .wrongMode }
        guard terms.destinations.count <= limits.mailboxesPerDeposit else {
            return .tooManyMailboxes
        }
        guard terms.payloadSize <= UInt64(limits.payloadBytes) else { return .payloadTooLarge }
        guard terms.payloadDigest == payload.digest,
            terms.payloadSize == UInt64(payload.sizeInBytes)
        else { return .payloadMismatch }
        guard terms.previewDigest == .of(preview) else { return .previewMismatch }
        guard terms.isNumbered else { return .streamMissing }
        guard terms.deadline > now else { return .deadlinePassed }
        let latest = now.adding(seconds: limits.deadlineMaxHours * 3600)
        guard let latest, terms.deadline <= latest else { return .deadlineTooFar }
        return refusal(ofRoute: route(of: terms), terms)
    }

    /// What is handed on has one mailbox, goes in one request, and goes no further.
    private func refusal(
        ofRoute route: DepositRoute?, _ terms: DepositStatement
    ) -> SubmissionRejectionReason? {
        switch route {
        case nil: return .mailboxUnknown
        case .here(let lanes):
            return peer == nil || lanes.count == 1 ? nil : .tooManyMailboxes
        case .elsewhere:
            guard peer == nil else { return .mailboxUnknown }
            guard terms.destinations.count == 1 else { return .tooManyMailboxes }
            guard terms.payloadSize <= UInt64(BrokerLimits.oneRequestPayloadBytes) else {
                return .payloadTooLarge
            }
            return nil
        }
    }

    /// Where the deposit goes; nil when a mailbox is not known here or has no position.
    func route(of terms: DepositStatement) -> DepositRoute? {
        var lanes: [DepositLane] = []
        var elsewhere: RelayRoute?
        for destination in terms.destinations {
            guard let mailbox = organisations.mailbox(destination.mailbox, at: now),
                let position = destination.stream
            else { return nil }
            let lane = DepositLane(
                mailbox: mailbox.row, address: mailbox.address, device: position.device,
                number: position.number)
            switch home(of: mailbox) {
            case .here: lanes.append(lane)
            case .peer(let peer): elsewhere = RelayRoute(lane: lane, peer: peer)
            case .unknown: return nil
            }
        }
        return elsewhere.map { .elsewhere($0) } ?? .here(lanes)
    }

    /// The broker that serves a mailbox, by the signed record of its organisation.
    private func home(of mailbox: AdmittedOrganisations.AdmittedMailbox) -> MailboxHome {
        // A broker that knows no other is the home of all that it has admitted.
        guard let key = mailbox.homeKey, !configuration.peers.isEmpty, !ownKeys.contains(key)
        else { return .here }
        return configuration.peers.first { $0.keys.contains(key) }.map { .peer($0.name) }
            ?? .unknown
    }

    private enum MailboxHome {
        case here
        case peer(OrganisationName)
        case unknown
    }
}

/// Where a deposit goes.
enum DepositRoute: Sendable {
    case here([DepositLane])
    case elsewhere(RelayRoute)
}
