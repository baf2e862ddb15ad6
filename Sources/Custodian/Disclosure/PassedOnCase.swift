package import Primitives

/// Material of an original that was sealed anew, for somebody else.
package struct PassedOnCase: Sendable {
    /// What was sealed just now; nil when an earlier sealing was continued.
    package let sealed: SealedCase?
    /// The broker's receipt; nil when only a file was made.
    package let sent: SentCase?
    /// Who sealed the original first.
    package let originalSender: OrganisationName
    package let original: ConsignmentID
    /// The files that go along, as they stand below data/.
    package let files: [String]
}

/// Where to, and how, in every order to pass something on.
package struct PassOnTarget: Sendable {
    package let mailbox: MailboxAddress
    /// A case.json for it; nil for one that says nothing.
    package let caseFile: String?
    /// Nil: two weeks from now.
    package let deadline: Timestamp?
    /// The file to make; nil when it is sent at once.
    package let output: String?

    package init(
        mailbox: MailboxAddress, caseFile: String?, deadline: Timestamp?, output: String?
    ) {
        (self.mailbox, self.caseFile) = (mailbox, caseFile)
        (self.deadline, self.output) = (deadline, output)
    }

    func deadline(from now: Timestamp) throws(SealOrderError) -> Timestamp {
        try SealOrder(paths: [], caseFile: "", mailboxes: [], deadline: deadline)
            .deadline(from: now)
    }
}
