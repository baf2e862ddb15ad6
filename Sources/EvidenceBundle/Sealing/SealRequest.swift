package import Age
package import Custody
package import KeyDirectory
package import Primitives

/// All that is decided before a bundle is sealed. The files themselves come in separately.
package struct SealRequest: Sendable {
    package var mode: Mode
    package var consignment: ConsignmentID
    package var sender: OrganisationReference
    /// In the order in which their members become stanzas.
    package var mailboxes: [AddressedMailbox]
    /// When the sender wants a decision at the latest; whole hours.
    package var deadline: Timestamp
    /// The sealing time that the member claims.
    package var claimedTime: Timestamp
    package var caseDocument: CaseDocument
    /// Statements that came with material passed on: they go to bag/custody/ as they are, with
    /// their file names.
    package var earlierStatements: [CustodyFile]
    /// Set when the files were sealed before and their proof is among them; nil for everything that
    /// is sealed for the first time.
    package var original: SealedOriginal?
    /// A cosigned checkpoint of the broker's log, as a note: it was sealed after that. Nil when none is
    /// known.
    package var checkpoint: [UInt8]?

    package init(
        mode: Mode, consignment: ConsignmentID, sender: OrganisationReference,
        mailboxes: [AddressedMailbox], deadline: Timestamp, claimedTime: Timestamp,
        caseDocument: CaseDocument, earlierStatements: [CustodyFile]
    ) {
        self.mode = mode
        self.consignment = consignment
        self.sender = sender
        self.mailboxes = mailboxes
        self.deadline = deadline
        self.claimedTime = claimedTime
        self.caseDocument = caseDocument
        self.earlierStatements = earlierStatements
    }

    /// - Throws: `SealError`, before anything is read or written.
    func check() throws(SealError) {
        guard !mailboxes.isEmpty else { throw .noMailbox }
        guard mailboxes.count <= StatementLimits.mailboxes else {
            throw .tooManyMailboxes(limit: StatementLimits.mailboxes)
        }
        guard deadline.wholeHour else { throw .deadlineNotWholeHour }
        guard deadline > claimedTime else { throw .deadlinePassed }
        guard caseDocument.mode == mode else { throw .caseForOtherMode }
        guard caseDocument.sendingOrganisation == sender.name else {
            throw .caseFromOtherOrganisation
        }
        let addressed = mailboxes.map(\.address.organisation)
        guard addressed.contains(caseDocument.receivingOrganisation) else {
            throw .caseForOtherOrganisation
        }
        guard earlierStatements.count <= BundleLimits.evidenceFiles else {
            throw .tooManyItems(limit: BundleLimits.evidenceFiles)
        }
        let earlierSize = earlierStatements.reduce(0) { $0 + $1.content.count }
        guard earlierSize <= BundleLimits.earlierSize else { throw .listTooLarge }
    }
}

/// A file of bag/custody/: a statement or its signature, from before this seal.
package struct CustodyFile: Sendable {
    /// `0001-Sealed.json` or `0001-Sealed.json.sig`.
    package let name: String
    package let content: [UInt8]

    package init(name: String, content: [UInt8]) {
        (self.name, self.content) = (name, content)
    }
}

/// A mailbox with the people who can open what is sealed to it.
package struct AddressedMailbox: Sendable {
    package let address: MailboxAddress
    package let organisation: Fingerprint
    /// Its active members, then its recovery recipient.
    package let recipients: [Recipient]

    package init(
        address: MailboxAddress, organisation: Fingerprint, recipients: [Recipient]
    ) {
        (self.address, self.organisation, self.recipients) = (address, organisation, recipients)
    }

    /// Looks the mailbox up in the record of its organisation as of `time`.
    ///
    /// - Throws: `SealError` when the record has expired, or nobody could open what is sealed.
    package init(
        local: String, of organisation: VerifiedOrganisation, at time: Timestamp
    ) throws(SealError) {
        let name = organisation.name
        guard !organisation.isExpired(at: time) else { throw .recordExpired(name) }
        guard let address = MailboxAddress(local: local, organisation: name) else {
            throw .noMailbox
        }
        guard let mailbox = organisation.mailbox(local) else { throw .mailboxUnknown(address) }
        let members = mailbox.activeMembers(at: time)
        guard !members.isEmpty else { throw .mailboxWithoutMembers(address) }
        var recipients: [Recipient] = []
        for text in members.map(\.recipient) + [mailbox.recovery] {
            guard let recipient = try? Recipient(text.text) else {
                throw .recipientMalformed(address)
            }
            recipients.append(recipient)
        }
        self.init(
            address: address, organisation: organisation.fingerprint, recipients: recipients)
    }
}
