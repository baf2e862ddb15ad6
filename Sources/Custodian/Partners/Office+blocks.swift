import BrokerAPI
import BrokerClient
import KeyDirectory
package import Primitives

/// An organisation from which an own mailbox takes nothing new.
package struct BlockedPartner: Sendable {
    package let mailbox: MailboxAddress
    /// Nil for one that is no partner here.
    package let name: OrganisationName?
    package let fingerprint: Fingerprint
    /// By the broker's clock.
    package let since: Timestamp
}

/// Whom somebody means: a partner, or whoever has this fingerprint.
package enum SenderChoice: Sendable {
    case partner(OrganisationName)
    case fingerprint(Fingerprint)
}

extension Office {
    /// Has the broker take nothing new from an organisation for own mailboxes. What lies there stays, and what is
    /// said about it goes on.
    ///
    /// - Parameter mailbox: one of those that are opened here; nil for all of them.
    /// - Returns: the mailboxes.
    package func block(
        _ sender: SenderChoice, in mailbox: MailboxAddress?
    ) async throws -> [MailboxAddress] {
        try await change(sender, mailbox) { session, fingerprint, mailbox in
            try await session.connection.block(fingerprint, in: mailbox)
        }
    }

    /// Takes it back.
    package func unblock(
        _ sender: SenderChoice, in mailbox: MailboxAddress?
    ) async throws -> [MailboxAddress] {
        try await change(sender, mailbox) { session, fingerprint, mailbox in
            try await session.connection.unblock(fingerprint, in: mailbox)
        }
    }

    /// Who is blocked, in all mailboxes that are opened here.
    package func blockedPartners() async throws -> [BlockedPartner] {
        let directory = try Directory(home, at: clock.now)
        return try await withBroker { session in
            var found: [BlockedPartner] = []
            for mailbox in directory.mailboxes.map(\.address) {
                for block in try await session.connection.blocks(in: mailbox).blocks {
                    found.append(
                        BlockedPartner(
                            mailbox: mailbox,
                            name: directory[block.fingerprint]?.name,
                            fingerprint: block.fingerprint, since: block.since))
                }
            }
            return found
        }
    }

    private func change(
        _ sender: SenderChoice, _ mailbox: MailboxAddress?,
        _ body: (BrokerSession, Fingerprint, MailboxAddress) async throws -> Void
    ) async throws -> [MailboxAddress] {
        let directory = try Directory(home, at: clock.now)
        let fingerprint =
            switch sender {
            case .partner(let name): try directory.organisation(named: name).fingerprint
            case .fingerprint(let fingerprint): fingerprint
            }
        let own = directory.mailboxes.map(\.address)
        let chosen = mailbox.map { [$0] } ?? own
        guard chosen.allSatisfy(own.contains) else { throw BlockingError.notOurs }
        try await withBroker { session in
            for mailbox in chosen { try await body(session, fingerprint, mailbox) }
        }
        return chosen
    }
}

/// Why a sender cannot be blocked.
package enum BlockingError: PlainFailure, Equatable {
    /// The mailbox is not opened at this computer.
    case notOurs

    package var code: String { "block.not-ours" }
    package var message: String { "this mailbox is not one that is opened at this computer" }
    package var hint: String? { "leave --mailbox out for all that are" }
}
