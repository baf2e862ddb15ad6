import Custody
package import Primitives

/// What a person wants destroyed, why, and where copies lie.
package struct DisposalOrder: Sendable {
    let prefix: ConsignmentPrefix
    let mailbox: MailboxAddress?
    let reason: DisposeReason
    let basis: String
    /// Opened folders and sealed files outside the home, as the person names them.
    let copies: [String]

    package init(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, reason: DisposeReason,
        basis: String, copies: [String]
    ) {
        self.prefix = prefix
        self.mailbox = mailbox
        self.reason = reason
        self.basis = basis
        self.copies = copies
    }
}

/// What will be destroyed, before anything is signed.
package struct DisposalPlan: Sendable {
    package struct Copy: Sendable {
        package let path: String
        /// Files in it, whoever put them there.
        package let files: Int
    }

    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let isOurs: Bool
    package let copies: [Copy]
    /// Where it was opened, or sealed, and is not any more.
    package let gone: String?
}

/// A case of which this organisation has destroyed its copy.
package struct DisposedCase: Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let isOurs: Bool
    /// What was removed outside the home.
    package let copies: [String]
    /// The folder with the signed statement, which is all that is left.
    package let record: String
    package let isRecorded: Bool
}
