package import BrokerAPI
package import Primitives

/// What those who open a mailbox say of whom it takes nothing any more.
extension BrokerService {
    /// Nothing new of this sender gets into the mailbox from now on; what lies there, stays.
    ///
    /// - Returns: false when it was blocked already.
    /// - Throws: `quota(.mailboxBlocks)`, `unknownMailbox`.
    package func block(
        _ sender: Fingerprint, in address: MailboxAddress, by caller: Caller
    ) async throws(BrokerError) -> Bool {
        let mailbox = try mailboxRow(address, for: caller).row
        let now = now
        let isNew: Bool? = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                guard
                    try BlockRows.insert(database, mailbox: mailbox, sender: sender, since: now)
                else { return .undo(false) }
                let count = try BlockRows.count(database, mailbox: mailbox)
                return count > BrokerLimits.blocksPerMailbox ? .undo(nil) : .keep(true)
            }
        }
        guard let isNew else { throw exceeded(.mailboxBlocks) }
        return isNew
    }

    /// Takes it back; a second time changes nothing.
    package func unblock(
        _ sender: Fingerprint, in address: MailboxAddress, by caller: Caller
    ) async throws(BrokerError) {
        let mailbox = try mailboxRow(address, for: caller).row
        _ = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                .keep(try BlockRows.remove(database, mailbox: mailbox, sender: sender))
            }
        }
    }

    package func blocks(
        in address: MailboxAddress, for caller: Caller
    ) async throws(BrokerError) -> BlockList {
        let mailbox = try mailboxRow(address, for: caller).row
        return BlockList(
            blocks: try await mapped { () async throws(StoreError) in
                try await self.store.read { try BlockRows.list($0, mailbox: mailbox) }
            })
    }
}
