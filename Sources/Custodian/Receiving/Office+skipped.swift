import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import SystemPackage
import Verification

/// What partners' devices said that they would never deliver.
extension Office {
    private static let maximumPages = 200

    /// Fetches and notes the given-up numbers that are new. What confirmed partners signed is kept,
    /// since a delivery that comes all the same contradicts it.
    func watchSkipped(by session: BrokerSession) async throws {
        let directory = try Directory(home, at: clock.now)
        var watch = try StreamWatch(home)
        for mailbox in directory.mailboxes.map(\.address) {
            for _ in 0..<Self.maximumPages {
                let page: SkippedList
                do {
                    page = try await session.connection.skipped(
                        in: mailbox, after: watch[cursor: mailbox])
                } catch let error as BrokerClientError where error.problem != nil {
                    // A broker of a version that carries none, a mailbox that is not this member's, or a
                    // log in trouble. Without them a gap only looks worse than it is.
                    break
                }
                for item in page.skipped {
                    try await note(item, in: mailbox, directory, session, &watch)
                }
                guard !page.skipped.isEmpty, page.next > watch[cursor: mailbox] else { break }
                watch[cursor: mailbox] = page.next
                try watch.store()
            }
        }
    }

    /// Notes one, if a confirmed partner's device signed it for this mailbox.
    private func note(
        _ item: SkippedItem, in mailbox: MailboxAddress, _ directory: Directory,
        _ session: BrokerSession, _ watch: inout StreamWatch
    ) async throws {
        guard let signed = try? SignedStatement(item.files),
            let content = try? signed.unverified(
                as: SkippedStatement.self, mode: session.trust.mode),
            content.mailbox == mailbox,
            let organisation = directory[content.sender.fingerprint],
            organisation.name == content.sender.name,
            let device = organisation.device(content.stream.device, at: content.skippedTime),
            (try? signed.verify(
                as: SkippedStatement.self, mode: session.trust.mode, by: device.key)) != nil
        else { return }
        let folder = StatementFolder(home.skipped.appending(signed.digest.hex))
        if let logKey = session.trust.logKey {
            let proof = try await LogMemory(home, logKey).verify(
                item.proof, of: item.files, by: session)
            try folder.store(proof: proof, as: Event.skipped.fileStem)
        }
        try folder.store(signed, as: .skipped)
        let stream = StreamRecord.Stream(
            sender: content.sender.fingerprint, device: content.stream.device, mailbox: mailbox)
        watch.note(stream) { $0.skip(content.stream.number) }
    }
}
