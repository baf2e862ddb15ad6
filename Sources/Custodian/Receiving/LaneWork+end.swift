import BrokerAPI
import BrokerClient
import Custody
import Primitives

/// How a delivery ended, where others ended it.
extension LaneWork {
    /// Fetches what the broker recorded about the delivery, verifies it as one chain, and keeps the
    /// end, if there is one.
    ///
    /// - Returns: whether the delivery has ended.
    func keepEnd(of entry: InboxEntry, by session: BrokerSession) async throws -> Bool {
        let list = try await session.connection.evidence(about: entry.number, in: entry.mailbox)
        let recorded = try list.statements.filter { $0.mailbox != nil }
            .map { try SignedStatement($0.files) }
        let builder = StatusBuilder(directory: directory, trust: session.trust)
        let chain = try builder.verify([statement, receipt.signed] + recorded)
        let lane = Lane(
            sender: entry.sender.fingerprint, consignment: entry.consignment,
            mailbox: entry.mailbox)
        let end = chain.links.first { link in
            link.event.isTerminal && link.act(on: lane, expiry: .unwitnessed) != nil
        }
        guard let end else { return false }
        if try inbox.evidence(entry).load(end.event) != end.signed {
            try await keep(end, shownIn: list, of: entry, by: session)
        }
        return true
    }

    /// With the proof that it is in the log, where the broker has one.
    private func keep(
        _ end: CustodyLink, shownIn list: EvidenceList, of entry: InboxEntry,
        by session: BrokerSession
    ) async throws {
        let folder = inbox.endFolder(entry)
        let item = list.statements.first { $0.files.statement == end.signed.json }
        if let log = session.trust.logKey, let item {
            let proof = try await LogMemory(office.home, log)
                .verify(item.proof, of: item.files, by: session)
            try folder.store(proof: proof, as: end.event.fileStem)
        }
        try folder.store(end.signed, as: end.event)
    }
}
