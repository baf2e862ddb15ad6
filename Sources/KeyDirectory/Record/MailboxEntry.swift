/// A mailbox as a record lists it: a role address, who opens it, and where it is served.
package struct MailboxEntry: Hashable, Sendable {
    package let name: RecordLabel
    /// Labels of its members, one to 31.
    package let members: [RecordLabel]
    package let recovery: HybridRecipientText
    /// Nil for a mailbox that only carriers reach.
    package let homeBroker: HomeBroker?

    package init(
        name: RecordLabel, members: [RecordLabel], recovery: HybridRecipientText,
        homeBroker: HomeBroker?
    ) {
        self.name = name
        self.members = members
        self.recovery = recovery
        self.homeBroker = homeBroker
    }
}
