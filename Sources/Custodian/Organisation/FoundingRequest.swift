import KeyDirectory
package import Primitives

/// What a person decides when an organisation begins.
package struct FoundingRequest: Sendable {
    let name: OrganisationName
    let member: RecordLabel
    let mailboxLabel: RecordLabel
    let validSeconds: Int64
    let mode: Mode

    private static let secondsPerDay: Int64 = 86_400

    /// - Parameters:
    ///   - member: a role such as `intake-officer`, never a personal name.
    ///   - mailbox: the part before the `@`.
    package init(
        name: OrganisationName, member: String, mailbox: String, validDays: Int, mode: Mode
    ) throws(FoundingError) {
        guard let label = RecordLabel(member), label.canBeGiven else { throw .label(member) }
        guard let mailboxLabel = RecordLabel(mailbox) else { throw .mailbox(mailbox) }
        self.name = name
        self.member = label
        self.mailboxLabel = mailboxLabel
        validSeconds = Int64(validDays) * Self.secondsPerDay
        self.mode = mode
    }
}

/// Why an organisation was not made.
package enum FoundingError: PlainFailure, Equatable {
    case label(String)
    case mailbox(String)
    case expiry
    case keys

    package var code: String {
        switch self {
        case .label: "organisation.member-label"
        case .mailbox: "organisation.mailbox-name"
        case .expiry: "organisation.expiry"
        case .keys: "organisation.keys"
        }
    }

    package var message: String {
        switch self {
        case .label(let text): "'\(SafeText.shown(text))' cannot be the name of a role"
        case .mailbox(let text): "'\(SafeText.shown(text))' cannot be the name of a mailbox"
        case .expiry: "the record would be valid beyond the year 9999"
        case .keys: "the new keys do not fit a record"
        }
    }

    package var hint: String? {
        switch self {
        case .label: "use a-z, 0-9, dots and dashes, like intake-officer; no personal names"
        case .mailbox: "use a-z, 0-9, dots and dashes, like intake"
        case .expiry: "set the clock of this computer, or give fewer days"
        case .keys: "try again"
        }
    }
}
