import BrokerAPI
import BrokerClient
import Custody
import Primitives
import Verification

/// What the broker recorded about a delivery, others' statements too.
extension LaneWork {
    /// Fetches what the broker recorded about the delivery, verifies it as one chain, and keeps it with
    /// the proofs that it is in the log, those of the deposit too.
    ///
    /// - Returns: whether the delivery has ended.
    @discardableResult
    func keepRecorded(of entry: InboxEntry, by session: BrokerSession) async throws -> Bool {
        let lane = try inbox.lane(entry)
        let number = try entry.numberAtBroker()
        let list = try await session.connection.evidence(about: number, in: entry.mailbox)
        let items = list.statements.filter { $0.mailbox == entry.mailbox }
        let expiry = try ExpiryPolicy.pinned(office.home, now: office.clock.now)
        let builder = StatusBuilder(directory: directory, trust: session.trust, expiry: expiry)
        let first = [statement] + [receipt?.signed].compactMap { $0 }
        let judged = Result {
            try [lane].judge(items, items, after: first, by: builder) { links in
                try requireNumber(number, in: links, of: entry)
                try lane.requireTime(of: links, at: office.clock.now)
            }
        }
        let memory = session.trust.logKey.map { LogMemory(office.home, $0) }
        // Another history is told first; what else contradicts is kept by now.
        let listed = items.compactMap { try? SignedStatement($0.files) }
        try await memory?.see(expiriesIn: listed, mode: builder.mode, by: session)
        let links = try judged.get()
        for item in list.statements where item.mailbox == nil {
            try await keepProof(item, of: entry, memory, session)
        }
        let place = Lane(
            sender: entry.sender.fingerprint, consignment: entry.consignment,
            mailbox: entry.mailbox)
        var hasEnded = false
        for (item, link) in zip(items, links) {
            let proof = try await memory?.verify(item.proof, of: item.files, by: session)
            try inbox.recorded(entry).add(link.signed, as: link.event, proof)
            let isOnLane = link.act(on: place, expiry: expiry) != nil
            hasEnded = hasEnded || (link.event.isTerminal && isOnLane)
        }
        return hasEnded
    }

    private func requireNumber(
        _ number: DeliveryNumber, in links: [CustodyLink], of entry: InboxEntry
    ) throws(NumberError) {
        for case .contentConsignment(let link) in links
        where link.content.number != number.value {
            throw .differs(
                entry.consignment, entry.mailbox, listed: number.value, signed: link.content.number
            )
        }
    }

    /// The proof of the outer statement or of the receipt, which are here already.
    private func keepProof(
        _ item: EvidenceItem, of entry: InboxEntry, _ memory: LogMemory?, _ session: BrokerSession
    ) async throws {
        guard let memory,
            let event = [Event.deposit, .submissionAcceptance].first(where: {
                $0.rawValue.utf8.elementsEqual(item.name.utf8)
            }),
            let known = try inbox.delivery(entry).load(event),
            known == (try SignedStatement(item.files))
        else { return }
        let proof = try await memory.verify(item.proof, of: item.files, by: session)
        // One that is here may be witnessed already.
        guard try inbox.delivery(entry).proof(event.fileStem) == nil else { return }
        try inbox.delivery(entry).store(proof: proof, as: event.fileStem)
    }
}
