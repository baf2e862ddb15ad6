package import KeyDirectory
package import Primitives

/// Why a charter was not taken over, made or followed.
package enum CharterError: PlainFailure, Equatable {
    case none
    /// Nothing waits to be confirmed.
    case nothingToConfirm
    case otherFingerprint
    /// A charter of another network than the one that was confirmed.
    case otherNetwork(known: OrganisationName)
    case otherMode
    case expired(Timestamp)
    /// What lies in the home is not what was seen there before.
    case damaged(RecordError)
    case brokerNotListed(String)
    case severalBrokers
    /// The broker in use has other keys than the charter gives it.
    case contradictsBroker(OrganisationName)
    /// It gives an organisation another fingerprint than the one that is known here.
    case contradictsOrganisation(OrganisationName)
    /// What somebody wants to choose by hand is what the charter says.
    case decides(String)
    case nameMissing
    case otherName(OrganisationName)
    case witnessOfAnother(name: String, organisation: OrganisationName)
    case authority(String, reason: String)
    case notNext(version: Int)
    case notARoot
    case rootThere
    case unlisted(OrganisationName)
    case notHandedOut
    /// The broker names a version that it does not show.
    case withheld(version: Int)
    /// What the broker hands out follows, and has ended already.
    case handedOutExpired(version: Int, end: Timestamp)

    package var code: String {
        switch self {
        case .none: "charter.none"
        case .nothingToConfirm: "charter.nothing-to-confirm"
        case .otherFingerprint: "charter.fingerprint-mismatch"
        case .otherNetwork: "charter.other-network"
        case .otherMode: "charter.other-mode"
        case .expired: "charter.expired"
        case .damaged: "charter.damaged"
        case .brokerNotListed: "charter.broker-not-listed"
        case .severalBrokers: "charter.several-brokers"
        case .contradictsBroker: "charter.contradicts-broker"
        case .contradictsOrganisation: "charter.contradicts-organisation"
        case .decides: "charter.decides"
        case .nameMissing: "charter.name-missing"
        case .otherName: "charter.other-name"
        case .witnessOfAnother: "charter.witness-of-another"
        case .authority: "charter.authority"
        case .notNext: "charter.not-next"
        case .notARoot: "charter.not-a-root"
        case .rootThere: "charter.root-there"
        case .unlisted: "charter.organisation-unlisted"
        case .notHandedOut: "charter.not-handed-out"
        case .withheld: "charter.withheld"
        case .handedOutExpired: "charter.expired"
        }
    }
}

extension CharterError {
    package var message: String {
        switch self {
        case .none: "no charter has been confirmed here"
        case .nothingToConfirm: "no charter waits here to be confirmed"
        case .otherFingerprint: "the charter has another fingerprint than the one you typed"
        case .otherNetwork(let known):
            "this is the charter of another network than \(known.text), which was confirmed here"
        case .otherMode: "the charter is for training and your organisation is live, or the reverse"
        case .expired(let end): "the charter of the network ended on \(end.text)"
        case .damaged(let failure):
            "the charter in this home is not the one that was seen here: \(failure.message)"
        case .brokerNotListed(let name):
            "the charter lists no broker '\(SafeText.shown(name))'"
        case .severalBrokers: "the charter lists several brokers"
        case .contradictsBroker(let name):
            "the charter gives \(name.text) other keys than it was met with here"
        case .contradictsOrganisation(let name):
            "the charter gives \(name.text) ANOTHER FINGERPRINT than the one that is known here. The known one "
                + "stays. Call them, and the people of your network"
        case .decides(let what): "the charter says \(what); it is not chosen by hand any more"
        case .nameMissing: "a first charter needs the name of the network, and its roots"
        case .otherName(let name):
            "the network is called \(name.text), and its charters keep the name"
        case .witnessOfAnother(let name, let organisation):
            "the witness '\(SafeText.shown(name))' is not called after its organisation, \(organisation.text)"
        case .authority(let label, let reason):
            "the time-stamping authority '\(SafeText.shown(label))' cannot be used: \(reason)"
        case .notNext(let version):
            "this charter is not version \(version), the one that follows what was confirmed here"
        case .notARoot: "the charter does not list the root key of this computer"
        case .rootThere: "there is a charter root key on this computer already"
        case .unlisted(let name):
            "\(name.text) was introduced by the charter, which does not list it any more"
        case .notHandedOut: "the broker hands out no charter"
        case .withheld(let version):
            "the broker names version \(version) of the charter and does not show it"
        case .handedOutExpired(let version, let end):
            "version \(version) of the charter, which the broker hands out, ended on \(end.text)"
        }
    }

    package var hint: String? {
        switch self {
        case .none: "import the file that your network gave you: plomba charter import FILE"
        case .nothingToConfirm: "import one first: plomba charter import FILE"
        case .otherFingerprint:
            "compare every digit again with somebody of the network; if they differ, do not trust the file"
        case .otherNetwork:
            "call the people of your network before you do anything: somebody may want to replace it"
        case .otherMode: "use another --home for training"
        case .expired:
            "ask the people of your network for the newest one, then 'plomba charter import FILE'"
        case .damaged:
            "import the newest charter file again; if that is refused, call the people of your network"
        case .brokerNotListed: "'plomba charter show' lists them"
        case .severalBrokers: "name one: plomba broker use NAME"
        case .contradictsBroker:
            "send nothing; ask the operator and the people of your network. If the charter is right: plomba broker use NAME"
        case .contradictsOrganisation:
            "seal nothing for them until both have told you on the telephone which one is right"
        case .decides: "it changes with the charter: plomba charter propose"
        case .nameMissing: "give --name network.example and at least one --add label=file"
        case .otherName, .notNext: nil
        case .witnessOfAnother: "witnesses are called like vasaprava.ba/witness"
        case .authority: "give its policy, and the certificates of its roots"
        case .notARoot:
            "plomba charter show lists the roots; plomba charter root shows the key of this computer"
        case .rootThere: "plomba charter root shows it"
        case .unlisted:
            "call them; when you have compared their fingerprint: plomba partner add FILE --fingerprint DIGITS"
        case .notHandedOut:
            "ask the people of your network for the file: plomba charter import FILE"
        case .withheld, .handedOutExpired:
            "what was known here goes on; ask the people of your network for the newest file, then 'plomba charter import FILE'"
        }
    }
}
