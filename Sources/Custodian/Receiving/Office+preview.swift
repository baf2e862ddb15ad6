import Custody
import EvidenceBundle
package import Primitives

extension Office {
    /// Shows what may be seen before somebody decides, and tells the sender that a person saw it.
    package func preview(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?
    ) async throws -> PreviewedCase {
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        if let known = try localEntry(prefix, mailbox: mailbox), known.number == nil {
            var entry = known
            let work = try LaneWork(
                entry, office: self, trust: BrokerTrust.loadIfThere(home))
            var shown = try show(work.carriedPreview(entry), of: &entry, work)
            shown.cameByHand = true
            return shown
        }
        return try await withBroker { session in
            var entry = try await entry(prefix, mailbox: mailbox, by: session)
            try await learnSender(entry.sender, by: session)
            let work = try LaneWork(entry, office: self, trust: session.trust)
            let sealed = try await work.preview(entry, by: session)
            let shown = try show(sealed, of: &entry, work)
            try await work.submit(&entry, by: session)
            return shown
        }
    }

    /// Opens preview.age, and signs that somebody has seen it.
    private func show(
        _ sealed: [UInt8], of entry: inout InboxEntry, _ work: LaneWork
    ) throws -> PreviewedCase {
        var reader = BundleReader(try work.parts(preview: sealed), context: work.context)
        _ = try reader.verifyOuter()
        let keys = try memberKeys()
        let preview = try reader.openPreview(keys.identities)
        try work.inbox.note(preview, of: entry)
        if entry.signed.isEmpty {
            let step = try work.step(entry, signer: keys.signing.publicKey.id)
            _ = try work.directory.own.member(keys.signing.publicKey, at: step.claimedTime)
            let statement = try SignedStatement.sign(
                Acknowledgement(step, previewDigest: work.deposit.previewDigest),
                mode: work.context.mode, with: keys.signing)
            try work.inbox.sign(statement, as: .acknowledgement, &entry)
        }
        return PreviewedCase(preview, sender: entry.sender.name, mailbox: entry.mailbox)
    }
}

/// The allow-listed fields that a receiver sees before deciding.
package struct PreviewedCase: Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let mailbox: MailboxAddress
    package let kind: String
    package let createdAt: Timestamp
    package let priority: String
    package let respondBy: Timestamp
    package let services: [String]
    package let ageBand: String
    package let childAlone: String
    package let languages: [String]
    package let fromCountry: String
    package let toCountry: String
    package let items: UInt64
    package let totalBytes: UInt64
    /// Whether it came by hand: then nobody is told by a broker.
    package internal(set) var cameByHand = false

    init(_ preview: Preview, sender: OrganisationName, mailbox: MailboxAddress) {
        self.sender = sender
        self.mailbox = mailbox
        (consignment, kind, createdAt) = (preview.consignment, preview.kind, preview.createdAt)
        (priority, respondBy, services) = (preview.priority, preview.respondBy, preview.services)
        (ageBand, childAlone) = (preview.ageBand, preview.childAlone)
        (languages, fromCountry, toCountry) = (
            preview.languages, preview.fromCountry, preview.toCountry
        )
        (items, totalBytes) = (preview.items, preview.totalBytes)
    }
}
