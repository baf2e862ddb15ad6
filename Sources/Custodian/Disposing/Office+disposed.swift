import BrokerAPI
import BrokerClient
import Custody
import Primitives

/// Telling the broker, and how a case stands whose copy was destroyed.
extension Office {
    /// Hands the sender's statement over, once everything is gone.
    func tellDisposal(of entry: OutboxEntry, by session: BrokerSession) async throws {
        try await tell(Outbox(home).disposal(entry), entry.consignment, session) {
            try await session.connection.evidence(of: entry.consignment)
        } submit: { files in
            try await session.connection.dispose(files, of: entry.consignment)
        }
    }

    /// Hands the recipient's statement over, once everything is gone.
    func tellDisposal(of entry: InboxEntry, by session: BrokerSession) async throws {
        try await tell(Inbox(home).disposal(entry), entry.consignment, session) {
            try await session.connection.evidence(about: entry.numberAtBroker(), in: entry.mailbox)
        } submit: { files in
            try await session.connection.submit(
                files, for: entry.numberAtBroker(), in: entry.mailbox)
        }
    }

    private func tell(
        _ record: DisposalRecord, _ consignment: ConsignmentID, _ session: BrokerSession,
        list: () async throws -> EvidenceList, submit: (SignedFiles) async throws -> [UInt8]?
    ) async throws {
        guard let statement = try record.statement(), let work = try record.work() else { return }
        guard work.isDestroyed else { throw DisposalError.unfinished(consignment) }
        let files = SignedFiles(statement)
        let memory = session.trust.logKey.map { LogMemory(home, $0) }
        do {
            let proof = try await submit(files)
            if let memory {
                let verified = try await memory.verify(proof, of: files, by: session)
                try record.folder.store(proof: verified, as: Event.disposal.fileStem)
            }
        } catch let error as BrokerClientError where error.problem == .evidenceRefused {
            // Another computer of the same person may have told it before.
            guard let (known, item) = try recorded(statement, in: try await list(), session.trust)
            else { throw DisposalError.refused(consignment, error) }
            let proof = try await memory?.verify(item.proof, of: item.files, by: session)
            try record.replace(with: known, proof)
        }
        try record.finish()
    }

    /// The statement in a broker's list with which the person of this one declared the same before.
    ///
    /// - Throws: what does not hold about it.
    private func recorded(
        _ statement: SignedStatement, in list: EvidenceList, _ trust: BrokerTrust
    ) throws -> (SignedStatement, EvidenceItem)? {
        let builder = StatusBuilder(
            directory: try Directory(home, at: clock.now), trust: trust,
            expiry: try .pinned(home, now: clock.now))
        guard case .disposal(let ours)? = try builder.links(of: statement).first else { return nil }
        for item in list.statements where item.name == Event.disposal.rawValue {
            let other = try SignedStatement(item.files)
            // One of a colleague's is no answer to what this person says.
            guard case .disposal(let theirs)? = try? builder.links(of: other).first,
                theirs.signer.id == ours.signer.id
            else { continue }
            let (one, two) = (ours.content, theirs.content)
            guard one.deposit == two.deposit, one.consignment == two.consignment,
                one.sender == two.sender, one.mailbox == two.mailbox, one.issuer == two.issuer
            else { continue }
            return (other, item)
        }
        return nil
    }

    /// Where the copy of a case was destroyed, nothing more is done with it.
    func requireKept(_ record: DisposalRecord, _ consignment: ConsignmentID) throws {
        if record.isSigned { throw DisposalError.disposed(consignment) }
    }

    /// How a case stands of which the signed disposal is all that is left; nil for any other.
    func disposed(_ entry: OutboxEntry) throws -> ConsignmentStatus? {
        let own = try OwnOrganisation(home).reference
        let lanes = try lanes(
            entry.mailboxes, Outbox(home).disposal(entry), deadline: entry.deadline)
        return lanes.map { lanes in
            ConsignmentStatus(
                consignment: entry.consignment, isOurs: true, sender: own.name, lanes: lanes,
                isFresh: lanes.allSatisfy(\.unrecorded.isEmpty), isWanted: true)
        }
    }

    func disposed(_ entry: InboxEntry) throws -> ConsignmentStatus? {
        try lanes([entry.mailbox], Inbox(home).disposal(entry), deadline: nil).map { lanes in
            ConsignmentStatus(
                consignment: entry.consignment, isOurs: false, sender: entry.sender.name,
                lanes: lanes, isFresh: lanes.allSatisfy(\.unrecorded.isEmpty), isWanted: true)
        }
    }

    private func lanes(
        _ mailboxes: [MailboxAddress], _ record: DisposalRecord, deadline: Timestamp?
    ) throws -> [LaneStatus]? {
        guard let statement = try record.statement() else { return nil }
        let work = try record.work()
        let builder = StatusBuilder(
            directory: try Directory(home, at: clock.now),
            trust: try BrokerTrust.loadIfThere(home), expiry: try .pinned(home, now: clock.now))
        let links = try builder.links(of: statement)
        return mailboxes.map { mailbox in
            builder.disposedLane(
                mailbox, links, deadline: deadline,
                state: work.map { $0.isDestroyed ? .untold : .unfinished } ?? .told)
        }
    }
}

/// How far a disposal has come at home.
enum DisposalStage {
    case unfinished
    case untold
    case told
}

extension StatusBuilder {
    /// A lane of which only the own disposal is known any more.
    fileprivate func disposedLane(
        _ mailbox: MailboxAddress, _ links: [CustodyLink], deadline: Timestamp?,
        state: DisposalStage
    ) -> LaneStatus {
        var ticks: [LaneStatus.Tick] = []
        var reason: String?
        var isToldToNobody = false
        for case .disposal(let link) in links {
            // Nothing of a broker's came before it.
            isToldToNobody = link.content.previous == link.content.deposit
            ticks.append(tick(.disposed, link.content.disposalTime, link.content))
            reason = link.content.reason.rawValue
        }
        return LaneStatus(
            mailbox: mailbox, ticks: state == .unfinished ? [] : ticks, reason: nil,
            deadline: deadline,
            referral: state == .unfinished
                ? "being destroyed"
                : isToldToNobody ? "copy destroyed, in no log" : "copy destroyed",
            unrecorded: state == .told ? [] : ["destroyed"], isExpiryUnwitnessed: false,
            disposalReason: reason)
    }
}
