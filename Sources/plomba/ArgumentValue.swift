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
        return try BrokerIntroduction(url: url, pin: pin, serviceKey: nil)
    }

    /// Where something shall be made: a name, whatever it is.
    static func place(_ text: String) throws -> String {
        guard !text.isEmpty else { throw ArgumentFailure.place }
        return text
    }

    static func time(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(text) else { throw ArgumentFailure.time(text) }
        return time
    }

    static func consignment(_ text: String) throws -> ConsignmentPrefix {
        guard let prefix = ConsignmentPrefix(text) else {
            throw ArgumentFailure.consignment(text)
        }
        return prefix
    }

    static func digits(_ text: String) throws -> FingerprintDigits {
        guard let digits = FingerprintDigits(text) else { throw ArgumentFailure.digits }
        return digits
    }

    static func answerDigits(_ text: String) throws -> AnswerDigits {
        guard let digits = AnswerDigits(text) else { throw ArgumentFailure.answerDigits }
        return digits
    }
}

/// A word of the command line that is not what belongs in its place.
enum ArgumentFailure: PlainFailure {
    case organisationName(String)
    case mailbox(String)
    case digits
    case answerDigits
    case time(String)
    case consignment(String)
    case place

    var code: String {
        switch self {
        case .organisationName: "argument.organisation-name"
        case .mailbox: "argument.mailbox"
        case .digits: "argument.fingerprint"
        case .answerDigits: "argument.answer-digits"
        case .time: "argument.time"
        case .consignment: "argument.identifier"
        case .place: "argument.place"
        }
    }

    var message: String {
        switch self {
        case .organisationName(let text):
            "'\(SafeText.shown(text))' cannot be the name of an organisation"
        case .mailbox(let text): "'\(SafeText.shown(text))' is not the address of a mailbox"
        case .digits: "the fingerprint does not have 60 digits"
        case .answerDigits: "the answer does not have 25 digits"
        case .time(let text): "'\(SafeText.shown(text))' is not a time"
        case .consignment(let text):
            "'\(SafeText.shown(text))' is not the identifier of a consignment"
        case .place: "no name was given for what shall be made"
        }
    }

    var hint: String? {
        switch self {
        case .organisationName: "names look like group484.rs: a-z, 0-9, dashes, at least one dot"
        case .mailbox: "addresses look like intake@group484.rs"
        case .answerDigits:
            "type all five groups of five digits: your partner sees them with 'plomba partner answer'"
        case .digits: "type all twelve groups of five digits that your partner read to you"
        case .time: "times look like 2026-12-08T12:00:00Z"
        case .consignment: "copy it from 'plomba inbox': at least 4 of its 32 characters"
        case .place: "name a file or folder after -o that is not there yet"
        }
    }
}
