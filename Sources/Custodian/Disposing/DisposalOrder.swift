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
    /// Places of which the person says that the copy there is destroyed, although nobody can look.
    let gone: [String]

    package init(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, reason: DisposeReason,
        basis: String, copies: [String], gone: [String]
    ) {
        self.prefix = prefix
        self.mailbox = mailbox
        self.reason = reason
        self.basis = basis
        self.copies = copies
        self.gone = gone
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
    package let absent: [AbsentCopy]
}

/// A place where a copy was, and where none was removed.
package struct AbsentCopy: Sendable, Equatable {
    package enum Finding: String, Sendable {
        /// It was looked at, and no copy is there any more.
        case gone
        /// It could not be looked at: that the copy there is destroyed is the person's word.
        case notLookedAt = "not looked at"
    }

    package let path: String
    package let finding: Finding
}

/// A case of which this organisation has destroyed its copy.
package struct DisposedCase: Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let isOurs: Bool
    /// What was removed outside the home.
    package let copies: [String]
    package let absent: [AbsentCopy]
    /// The folder with the signed statement, which is all that is left.
    package let record: String
    package let telling: Telling

    /// Who knows of it.
    package enum Telling: Sendable {
        case recorded
        /// The broker is told later.
        case later
        /// No broker has the case: the statement is the person's to keep or to hand over.
        case nobody
    }
}
