package import Primitives

/// One statement as the state machine of a lane sees it. Its signature was verified before.
package struct LaneAct: Hashable, Sendable {
    package let event: Event
    /// Names the act: the same digest is the same act, however often it arrives.
    package let digest: SHA256Digest
    package let signer: KeyID
    package let previous: SHA256Digest
    /// For an expiry: what became of its time.
    package let expiry: ExpiryFinding?

    package init(
        event: Event, digest: SHA256Digest, signer: KeyID, previous: SHA256Digest,
        expiry: ExpiryFinding?
    ) {
        self.event = event
        self.digest = digest
        self.signer = signer
        self.previous = previous
        self.expiry = expiry
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
        case .submissionAcceptance(let link):
            link.content.evidence.lanes.contains(lane)
                ? act(after: link.content.evidence.deposit) : nil
        case .submissionRejection(let link):
            link.content.evidence.lanes.contains(lane)
                ? act(after: link.content.evidence.deposit) : nil
        case .contentConsignment(let link): act(link.content.step, on: lane)
        case .contentHandover(let link): act(link.content.step, on: lane)
        case .acknowledgement(let link): act(link.content.step, on: lane)
        case .consignmentAcceptance(let link): act(link.content.step, on: lane)
        case .consignmentRejection(let link): act(link.content.step, on: lane)
        case .withdrawal(let link): act(link.content.step, on: lane)
        case .acceptanceRejectionExpiry(let link):
            act(link.content.step, on: lane, policy.judge(link.content))
        case .transfer(let link):
            link.content.isOn(lane) ? act(after: link.content.previous) : nil
        case .disposal(let link):
            link.content.lane == lane ? act(after: link.content.previous) : nil
        }
    }

    private func act(_ step: LaneStep, on lane: Lane) -> LaneAct? {
        step.lane == lane ? act(after: step.previous) : nil
    }

    private func act(
        _ step: BrokerStep, on lane: Lane, _ finding: ExpiryFinding? = nil
    ) -> LaneAct? {
        step.lane == lane ? act(after: step.previous, finding) : nil
    }

    private func act(after previous: SHA256Digest, _ finding: ExpiryFinding? = nil) -> LaneAct {
        LaneAct(
            event: event, digest: digest, signer: signer, previous: previous, expiry: finding)
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
