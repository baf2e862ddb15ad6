/// How much one organisation may leave with a broker, and how much may lie in one mailbox.
package struct Quotas: Sendable, Equatable {
    /// Of one organisation, as a sender, with all its devices.
    package var organisation = Organisation()
    /// Of one mailbox, as a recipient.
    package var mailbox = Mailbox()

    package init() {}

    package struct Organisation: Sendable, Equatable {
        /// Payloads that lie here, and the announced lengths of uploads.
        package var bytes: Int64 = 32 << 30
        /// Deposits whose payload lies here, and uploads.
        package var objects: Int64 = 100_000
        /// Begun and not part of a deposit yet.
        package var uploads: Int64 = 32
        /// Signed requests.
        package var requestsPerMinute: Int64 = 6000

        package init() {}
    }

    package struct Mailbox: Sendable, Equatable {
        package var bytes: Int64 = 64 << 30
        package var objects: Int64 = 100_000
        /// Of these, by one organisation: so that no sender fills a mailbox for the others.
        package var bytesPerSender: Int64 = 16 << 30
        package var objectsPerSender: Int64 = 20_000
        /// Requests of those who open it.
        package var requestsPerMinute: Int64 = 3000

        package init() {}
    }
}

/// Which quota is used up; the raw value is the stable `reason` of the problem `quota-exceeded`.
package enum QuotaExcess: String, Sendable, Hashable, CaseIterable {
    case deviceUploads = "quota.device-uploads"
    case organisationUploads = "quota.organisation-uploads"
    case organisationBytes = "quota.organisation-bytes"
    case organisationObjects = "quota.organisation-objects"
    case mailboxBytes = "quota.mailbox-bytes"
    case mailboxObjects = "quota.mailbox-objects"
    case senderBytes = "quota.sender-bytes"
    case senderObjects = "quota.sender-objects"
    case mailboxBlocks = "quota.mailbox-blocks"

    /// What is used up, and what to do; the same each time.
    package var message: String {
        switch self {
        case .deviceUploads:
            "this device has too many uploads that no deposit has taken: finish one or give one up"
        case .organisationUploads:
            "your organisation has too many uploads that no deposit has taken: finish one or give one up"
        case .organisationBytes:
            "your organisation has as many bytes here as it may: what recipients decline or destroy makes room, or "
                + "the operator"
        case .organisationObjects:
            "your organisation has as many cases here as it may: what recipients decline or destroy makes room, or "
                + "the operator"
        case .mailboxBytes, .mailboxObjects:
            "a mailbox that it is for holds as much as it may: its organisation or the operator can make room"
        case .mailboxBlocks:
            "the mailbox blocks as many organisations as it may: take one back"
        case .senderBytes, .senderObjects:
            "your organisation has as much in a mailbox as one sender may: what the recipient declines or "
                + "destroys makes room, or the operator"
        }
    }
}
