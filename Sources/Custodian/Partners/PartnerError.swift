package import Primitives

/// Why a partner was not added or not found.
package enum PartnerError: PlainFailure, Equatable {
    case otherFingerprint
    case nameTaken(OrganisationName)
    case expired(OrganisationName)
    case otherMode
    case isOwn
    case unknown(OrganisationName)
    /// What is kept here of a partner cannot be used.
    case damaged(OrganisationName)
    case notServed(OrganisationName)
    /// The confirmed charter does not list the organisation of a file.
    case notInCharter
    /// Nobody here has compared its digits, so there is no answer to read to it.
    case notConfirmed(OrganisationName)
    /// What was typed is not what it reads out once it has confirmed this organisation.
    case otherAnswer(OrganisationName)
    /// What was typed is what this organisation reads to it.
    case ownAnswer(OrganisationName)
    /// No quorum of witnesses has seen the newest record in the broker's log.
    case recordNotWitnessed(OrganisationName, version: Int)
    /// The broker's log has a newer record than the broker shows.
    case recordWithheld(OrganisationName, version: Int)
    /// The broker's log has another record under a number than the one that is known.
    case otherRecordLogged(OrganisationName, version: Int)

    package var code: String {
        switch self {
        case .otherFingerprint: "partner.fingerprint-mismatch"
        case .nameTaken: "partner.name-taken"
        case .expired: "partner.record-expired"
        case .otherMode: "partner.other-mode"
        case .isOwn: "partner.own-organisation"
        case .unknown: "partner.unknown"
        case .damaged: "partner.damaged"
        case .notServed: "partner.not-served"
        case .notInCharter: "partner.not-in-charter"
        case .notConfirmed: "partner.not-confirmed"
        case .otherAnswer: "partner.answer-mismatch"
        case .ownAnswer: "partner.own-answer"
        case .recordNotWitnessed: "partner.record-not-witnessed"
        case .recordWithheld: "partner.record-withheld"
        case .otherRecordLogged: "partner.other-record-logged"
        }
    }

    package var message: String {
        switch self {
        case .otherFingerprint: "the file has another fingerprint than the one you typed"
        case .nameTaken(let name): "another organisation is already confirmed as \(name.text)"
        case .expired(let name): "the record of \(name.text) has expired"
        case .otherMode: "live and training organisations do not mix"
        case .isOwn: "this is the file of your own organisation"
        case .unknown(let name): "\(name.text) is not one of your partners"
        case .damaged(let name):
            "the files of \(name.text) that are kept here are damaged or too old"
        case .recordNotWitnessed(let name, let version):
            "record \(version) of \(name.text) has not been seen by enough witnesses yet"
        case .recordWithheld(let name, let version):
            "the broker does not show record \(version) of \(name.text), which stands in its log"
        case .otherRecordLogged(let name, let version):
            "the broker's log has another record \(version) of \(name.text) than this computer knows"
        case .notInCharter: "the charter does not list the organisation of this file"
        case .notConfirmed(let name): "nobody here has compared the digits of \(name.text)"
        case .otherAnswer(let name):
            "\(name.text) would read out other digits if it had confirmed your fingerprint"
        case .ownAnswer(let name): "these are the digits that you read to \(name.text)"
        case .notServed(let name): "the broker does not serve \(name.text)"
        }
    }

    package var hint: String? {
        switch self {
        case .otherFingerprint:
            "compare every digit with the partner again; if they differ, do not trust the file"
        case .nameTaken:
            "call the partner before you send anything: one of the two files is not theirs"
        case .expired: "ask the partner for a new file"
        case .otherMode: "use another --home for training"
        case .isOwn: "give your partner's file"
        case .notServed: "ask the operator to admit it"
        case .recordNotWitnessed:
            "wait, and 'plomba sync'; if it stays so, call them: is it theirs? Then take their file: plomba partner add FILE --fingerprint DIGITS"
        case .recordWithheld:
            "it may say that keys were stolen: seal nothing for them until they have given you their newest file: plomba partner add FILE --fingerprint DIGITS"
        case .otherRecordLogged:
            "their root keys may be in other hands: call them, and seal nothing for them until it is explained"
        case .notInCharter:
            "let the partner read its fingerprint to you: plomba partner add FILE --fingerprint DIGITS"
        case .notConfirmed:
            "let them read their 60 digits to you first: plomba partner add FILE --fingerprint DIGITS"
        case .otherAnswer:
            "let them read it once more; if it stays so, they hold a file that is not yours: compare all 60 digits again, both ways, before anything is sent"
        case .ownAnswer(let name):
            "type those that they read to you: they see them with 'plomba partner answer' and your name, not \(name.text)"
        case .damaged: DamagedPartner.hint
        case .unknown: "add it first: plomba partner add FILE --fingerprint DIGITS"
        }
    }
}
