import Custody
import KeyDirectory
import Primitives
import Verification

/// Makes ticks from statements, after all of them were verified as one chain.
struct StatusBuilder {
    let directory: Directory
    let trust: BrokerTrust?
    /// Whose word it takes that a deadline had passed.
    let expiry: ExpiryPolicy

    var mode: Mode { directory.own.organisation.mode }

    /// - Parameter statements: the outer statement first, then what came after it, in order.
    /// - Throws: `CustodyError`.
    func verify(_ statements: [SignedStatement]) throws(CustodyError) -> VerifiedCustodyChain {
        let depositTime = receivedTime(in: statements)
        return try UnverifiedCustodyChain(statements).verify(
            mode: mode, expiry: expiry
        ) { signer($0, depositTime: depositTime) }
    }

    /// When the broker had the deposit, by its own signed word. A deposit states no time of its own,
    /// and the keys of its sender may have been replaced since.
    private func receivedTime(in statements: [SignedStatement]) -> Timestamp? {
        guard let trust else { return nil }
        let deposits = Set(statements.filter { $0.claimedEvent == .deposit }.map(\.digest))
        for statement in statements {
            // What is no acceptance by our broker says nothing here; the chain judges it.
            let receipt = try? statement.verify(
                as: SubmissionAcceptance.self, mode: trust.mode,
                by: trust.serviceKey(of: statement))
            guard let evidence = receipt?.content.evidence, deposits.contains(evidence.deposit)
            else { continue }
            return evidence.receivedTime
        }
        return nil
    }

    /// An end that was verified in its chain when it was fetched; its past is not kept here.
    ///
    /// - Throws: `CustodyError`.
    func links(of end: SignedStatement?) throws(CustodyError) -> [CustodyLink] {
        guard let end else { return [] }
        do throws(StatementError) {
            let mode = directory.own.organisation.mode
            if let link = try end.link(mode: mode, signer: signer) { return [link] }
        } catch {
            throw .statement(position: 0, error)
        }
        throw .signerUnknown(position: 0)
    }

    /// Whether somebody answers for the signer of a statement, and its signature holds.
    func isSigned(_ statement: SignedStatement) -> Bool {
        (try? links(of: statement)) != nil
    }

    /// Whether a key of the broker in use has signed it, under whatever name and at whatever time.
    func isSignedByBroker(_ statement: SignedStatement) -> Bool {
        let link = try? statement.link(mode: mode) { claim in
            guard case .broker = claim.party else { return nil }
            return trust?.serviceKeys.first { $0.key.id == claim.keyID }?.key
        }
        return link != nil
    }

    /// Statements that were signed here and wait to be recorded, each verified after the others.
    func unrecorded(
        _ waiting: [SignedStatement], after statements: [SignedStatement]
    ) -> [CustodyLink] {
        let known = Set(statements.map(\.digest))
        var links: [CustodyLink] = []
        for statement in waiting where !known.contains(statement.digest) {
            // An end that was recorded meanwhile makes it late: it waits for nothing any more.
            // Losing that failure is right: it is no failure of what is shown.
            guard let chain = try? verify(statements + links.map(\.signed) + [statement]) else {
                continue
            }
            links += chain.links.suffix(1)
        }
        return links
    }

    /// The lane of one mailbox, from the chain of its consignment.
    ///
    /// - Parameters:
    ///   - links: what the broker recorded, in its order.
    ///   - unrecorded: what was signed here and is not recorded.
    func lane(
        _ mailbox: MailboxAddress, _ links: [CustodyLink], unrecorded: [CustodyLink],
        sealed: LaneStatus.Tick?, deadline: Timestamp
    ) -> LaneStatus {
        var ticks = sealed.map { [$0] } ?? []
        var reason: String?
        var disposalReason: String?
        for link in links + unrecorded.filter({ !$0.event.isTerminal }) {
            switch link {
            case .submissionAcceptance(let link)
            where trust.map { $0.name == link.content.evidence.issuer.broker } ?? true:
                ticks.append(tick(.safe, link.content.evidence.receivedTime, link.content))
            case .relayAcceptance(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.relayed, link.content.step.claimedTime, link.content))
            case .relayRejection(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.relayRefused, link.content.step.claimedTime, link.content))
                reason = link.content.reason.rawValue
            case .relayFailure(let link) where link.content.step.mailbox == mailbox:
                guard link.content.isFinal || !links.hasRelayAcceptance else { break }
                ticks.append(
                    tick(
                        link.content.isFinal ? .notDelivered : .outcomeUnknown,
                        link.content.step.claimedTime, link.content))
            case .submissionRejection(let link):
                ticks.append(tick(.refused, link.content.evidence.receivedTime, link.content))
                reason = link.content.reason.rawValue
            case .skipped(let link) where link.content.mailbox == mailbox:
                ticks.append(tick(.skipped, link.content.skippedTime, link.content))
            case .acknowledgement(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.seen, link.content.step.claimedTime, link.content))
            case .contentHandover(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.fetched, link.content.step.claimedTime, link.content))
            case .consignmentAcceptance(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.accepted, link.content.step.claimedTime, link.content))
            case .consignmentRejection(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.declined, link.content.step.claimedTime, link.content))
                reason = link.content.reason.rawValue
            case .withdrawal(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.withdrawn, link.content.step.claimedTime, link.content))
                reason = link.content.reason.rawValue
            case .acceptanceRejectionExpiry(let link) where link.content.step.mailbox == mailbox:
                ticks.append(tick(.expired, link.content.step.claimedTime, link.content))
            case .disposal(let link) where link.content.mailbox == mailbox:
                ticks.append(tick(.disposed, link.content.disposalTime, link.content))
                disposalReason = link.content.reason.rawValue
            default: break
            }
        }
        let view = view(of: mailbox, links, unrecorded)
        return LaneStatus(
            mailbox: mailbox, ticks: ticks, reason: reason, deadline: deadline,
            referral: ReferralState(of: view).rawValue,
            unrecorded: ReferralState.pending(view).map(\.rawValue),
            isExpiryUnwitnessed: view.isExpiryUnwitnessed, disposalReason: disposalReason)
    }

    /// The lane as the state machine sees it; the order of the links is the broker's.
    private func view(
        of mailbox: MailboxAddress, _ links: [CustodyLink], _ unrecorded: [CustodyLink]
    ) -> LaneView {
        var view = LaneView()
        guard case .deposit(let deposit)? = links.first(where: { $0.event == .deposit }) else {
            return view
        }
        let lane = Lane(
            sender: deposit.content.sender.fingerprint, consignment: deposit.content.consignment,
            mailbox: mailbox)
        for (place, link) in links.enumerated() {
            if let act = link.act(on: lane, expiry: expiry) {
                view.add(act, place: UInt64(place))
            }
        }
        for link in unrecorded {
            if let act = link.act(on: lane, expiry: expiry) { view.add(act, place: nil) }
        }
        return view
    }

    func tick(
        _ step: LaneStatus.Step, _ time: Timestamp, _ content: some StatementPredicate
    ) -> LaneStatus.Tick {
        LaneStatus.Tick(step: step, time: time, who: name(of: content, at: time))
    }

    /// The role that signed, with its organisation; or the broker.
    private func name(of content: some StatementPredicate, at time: Timestamp) -> String {
        switch content.party {
        case .broker(let name): return name.text
        case .organisation(let reference):
            guard let key = content.statedKeyID, let organisation = directory[reference.fingerprint]
            else { return reference.name.text }
            let role =
                organisation.member(signing: key, at: time)?.label.text
                ?? organisation.device(key, at: time).map { "a computer of " + $0.member.text }
            return (role.map { $0 + ", " } ?? "") + reference.name.text
        }
    }

    /// The key that answers for a claim, by what a person here has confirmed.
    func signer(_ claim: SignerClaim) -> PublicKey? { signer(claim, depositTime: nil) }

    private func signer(_ claim: SignerClaim, depositTime: Timestamp?) -> PublicKey? {
        switch claim.party {
        case .broker(let name):
            guard let trust else { return nil }
            guard trust.name == name else {
                // A broker has one name.
                return trust.serviceKeys.key(claim.keyID, at: nil) == nil
                    ? directory.homeBrokerKey(claim) : nil
            }
            return trust.serviceKeys.key(claim.keyID, at: claim.claimedTime)
        case .organisation(let reference):
            guard let organisation = directory[reference.fingerprint],
                organisation.name == reference.name
            else { return nil }
            // Without a receipt its sender vouches for a deposit as it is now.
            let time = claim.claimedTime ?? depositTime ?? organisation.current.issuedTime
            return claim.kind == .member
                ? organisation.member(signing: claim.keyID, at: time)?.signingKey
                : organisation.device(claim.keyID, at: time)?.key
        }
    }
}

extension [CustodyLink] {
    /// What a home broker says replaces what was not known before.
    fileprivate var hasRelayAcceptance: Bool { contains { $0.event == .relayAcceptance } }
}

extension LaneView {
    /// It expired, and only the broker says that the deadline had passed.
    fileprivate var isExpiryUnwitnessed: Bool {
        if case .unwitnessed? = end?.expiry { true } else { false }
    }
}
