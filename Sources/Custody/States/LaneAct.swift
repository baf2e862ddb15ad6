package import Primitives

/// One statement as the state machine of a lane sees it. Its signature was verified before.
package struct LaneAct: Hashable, Sendable {
    package let event: Event
    /// Names the act: the same digest is the same act, however often it arrives.
    package let digest: SHA256Digest
    package let signer: KeyID
    /// For an expiry: what became of its time.
    package let expiry: ExpiryFinding?
    /// For a relay that was given up: whether that is the end.
    package let isFinalFailure: Bool

    package init(
        event: Event, digest: SHA256Digest, signer: KeyID, expiry: ExpiryFinding?,
        isFinalFailure: Bool = false
    ) {
        self.event = event
        self.digest = digest
        self.signer = signer
        self.expiry = expiry
        self.isFinalFailure = isFinalFailure
    }

    /// Whether it says what `other` says, by the same key, in other words.
    func repeats(_ other: LaneAct) -> Bool {
        event == other.event && signer == other.signer && digest != other.digest
    }
}

extension CustodyLink {
    /// What this statement does on `lane`; nil when it does nothing there.
    package func act(on lane: Lane, expiry policy: ExpiryPolicy) -> LaneAct? {
        switch self {
        case .sealed, .deposit: nil
        case .submissionAcceptance(let link): act(if: link.content.evidence.lanes.contains(lane))
        case .submissionRejection(let link): act(if: link.content.evidence.lanes.contains(lane))
        case .relayAcceptance(let link): act(if: link.content.step.lane == lane)
        case .relayRejection(let link): act(if: link.content.step.lane == lane)
        case .relayFailure(let link):
            act(if: link.content.step.lane == lane, isFinalFailure: link.content.isFinal)
        case .contentConsignment(let link): act(if: link.content.step.lane == lane)
        case .contentHandover(let link): act(if: link.content.step.lane == lane)
        case .acknowledgement(let link): act(if: link.content.step.lane == lane)
        case .consignmentAcceptance(let link): act(if: link.content.step.lane == lane)
        case .consignmentRejection(let link): act(if: link.content.step.lane == lane)
        case .withdrawal(let link): act(if: link.content.step.lane == lane)
        case .acceptanceRejectionExpiry(let link):
            act(if: link.content.step.lane == lane, policy.judge(link.content))
        case .transfer(let link): act(if: link.content.isOn(lane))
        case .disposal(let link): act(if: link.content.lane == lane)
        case .skipped(let link): act(if: link.content.lane == lane)
        case .consentWithdrawal(let link): act(if: link.content.step.lane == lane)
        case .consentAnswer(let link): act(if: link.content.step.lane == lane)
        }
    }

    private func act(
        if isOnLane: Bool, _ finding: ExpiryFinding? = nil, isFinalFailure: Bool = false
    ) -> LaneAct? {
        guard isOnLane else { return nil }
        return LaneAct(
            event: event, digest: digest, signer: signer, expiry: finding,
            isFinalFailure: isFinalFailure)
    }
}

extension SubmissionEvidence {
    var lanes: [Lane] {
        mailboxes.map { mailbox in
            Lane(sender: sender.fingerprint, consignment: consignment, mailbox: mailbox)
        }
    }
}

extension TransferStatement {
    /// Whether it passes on what came in on this lane.
    func isOn(_ lane: Lane) -> Bool {
        sender.fingerprint == lane.sender && consignment == lane.consignment
            && issuer.organisation.name == lane.mailbox.organisation
    }
}
