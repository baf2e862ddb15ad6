import Custodian
import Primitives

/// Words from the command line made into values; what does not fit is a failure with a hint.
enum ArgumentValue {
    static func organisationName(_ text: String) throws -> OrganisationName {
        guard let name = OrganisationName(text) else {
            throw ArgumentFailure.organisationName(text)
        }
        return name
    }

    static func mailbox(_ text: String) throws -> MailboxAddress {
        guard let address = MailboxAddress(text) else { throw ArgumentFailure.mailbox(text) }
        return address
    }

    /// Both or neither; the command's own check says so before.
    static func broker(_ url: String?, pin: String?) throws -> BrokerIntroduction? {
        guard let url, let pin else { return nil }
        return try BrokerIntroduction(url: url, pin: pin)
    }

    static func digits(_ text: String) throws -> FingerprintDigits {
        guard let digits = FingerprintDigits(text) else { throw ArgumentFailure.digits }
        return digits
    }
}

/// A word of the command line that is not what belongs in its place.
enum ArgumentFailure: PlainFailure {
    case organisationName(String)
    case mailbox(String)
    case digits

    var code: String {
        switch self {
        case .organisationName: "argument.organisation-name"
        case .mailbox: "argument.mailbox"
        case .digits: "argument.fingerprint"
        }
    }

    var message: String {
        switch self {
        case .organisationName(let text):
            "'\(SafeText.shown(text))' cannot be the name of an organisation"
        case .mailbox(let text): "'\(SafeText.shown(text))' is not the address of a mailbox"
        case .digits: "the fingerprint does not have 60 digits"
        }
    }

    var hint: String? {
        switch self {
        case .organisationName: "names look like group484.rs: a-z, 0-9, dashes, at least one dot"
        case .mailbox: "addresses look like intake@group484.rs"
        case .digits: "type all twelve groups of five digits that your partner read to you"
        }
    }
}
