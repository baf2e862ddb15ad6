import Custody
import KeyDirectory
package import Primitives
import SystemPackage

/// Numbers of one stream that did not come, though later ones did, or that came though their
/// device gave them up.
package struct StreamGap: Sendable {
    package let sender: OrganisationName
    package let mailbox: MailboxAddress
    package let device: KeyID
    /// `4`, `7-9`.
    package let missing: [String]
    /// Given up, by a signed `Skipped`, and delivered all the same.
    package let contradicted: [String]
}

/// What lies in the mailboxes, and what should lie there and does not.
package struct InboxReport: Sendable {
    package let items: [InboxItem]
    package let gaps: [StreamGap]
}

extension Office {
    /// The inbox, with the gaps in the streams of confirmed partners.
    package func inboxReport() async throws -> InboxReport {
        let items = try await inbox()
        return InboxReport(items: items, gaps: try gaps(from: nil))
    }

    /// The gaps that are known without asking the broker.
    ///
    /// - Parameter sender: only this partner's; nil for all.
    func gaps(from sender: Fingerprint?) throws -> [StreamGap] {
        let directory = try Directory(home, at: clock.now)
        return try StreamWatch(home).records.values
            .filter { sender == nil || $0.stream.sender == sender }
            .compactMap { record -> StreamGap? in
                guard let organisation = directory[record.stream.sender],
                    !record.missing.isEmpty || !record.contradicted.isEmpty
                else { return nil }
                return StreamGap(
                    sender: organisation.name, mailbox: record.stream.mailbox,
                    device: record.stream.device, missing: record.missing.map(NumberSet.text),
                    contradicted: record.contradicted.map { String($0) })
            }
            .sorted { left, right in
                (left.sender.text, left.mailbox.text, left.device.text)
                    < (right.sender.text, right.mailbox.text, right.device.text)
            }
    }

    /// Notes the numbers of deliveries, once their signatures held.
    ///
    /// - Returns: of how many streams the numbers are not watched, because there are too many.
    func watch(_ deliveries: [CheckedDelivery]) throws -> Int {
        var watch = try StreamWatch(home)
        for delivery in deliveries where delivery.standing == .confirmed {
            let mailbox = delivery.entry.mailbox
            let destination = delivery.deposit.destinations.first { $0.mailbox == mailbox }
            guard let position = destination?.stream else { continue }
            let stream = StreamRecord.Stream(
                sender: delivery.deposit.sender.fingerprint, device: position.device,
                mailbox: mailbox)
            watch.note(stream) { $0.deliver(position.number) }
        }
        try watch.store()
        return watch.leftOut.count
    }
}
