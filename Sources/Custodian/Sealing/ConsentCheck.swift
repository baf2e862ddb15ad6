package import EvidenceBundle
import KeyDirectory
package import Primitives

/// Holds what a case records of consent against everybody who shall get it, before anything is sealed.
///
/// The own organisation was told by the person itself. A case that records nothing is sealed, with a word
/// about it: consent on paper is consent too.
struct ConsentCheck {
    private let scope: ConsentScope
    private let asksForService: Bool
    private let directory: Directory
    private let now: Timestamp
    /// What whoever seals should know, in the order of the recipients.
    private(set) var notes: [String] = []

    init(_ document: CaseDocument, _ directory: Directory, at now: Timestamp) {
        scope = document.consentScope
        asksForService = CaseVocabulary.kindsAskingForService.contains(document.kind)
        (self.directory, self.now) = (directory, now)
    }

    /// - Throws: ``ConsentError``
    mutating func require(_ organisation: VerifiedOrganisation) throws(ConsentError) {
        guard organisation.fingerprint != directory.own.organisation.fingerprint else { return }
        let recipient = directory.consentRecipient(organisation)
        let name = organisation.name
        switch scope.answer(for: recipient, at: now) {
        case .covered(basis: "consent"): return
        case .covered(let basis):
            note("\(name.text) gets it without consent, on another basis: \(basis)")
        case .notRecorded:
            if asksForService {
                note("case.json does not say on what basis \(name.text) may get it")
            }
        case .excluded: throw .excluded(name, recipient.kind)
        case .itemExcluded(let item): throw .itemExcluded(name, item: item)
        case .withdrawn: throw .withdrawn(name)
        case .ended: throw .ended(name)
        case .notCovered(let allowed):
            throw recipient.kind.map { .notCovered(name, $0, allowed: allowed) }
                ?? .kindUnknown(name, allowed: allowed)
        }
    }

    private mutating func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }
}

/// Why a case is not sealed for somebody: what it records of consent. Nothing has left then.
package enum ConsentError: PlainFailure, Equatable {
    case notCovered(OrganisationName, RecipientClass, allowed: [String])
    case kindUnknown(OrganisationName, allowed: [String])
    case excluded(OrganisationName, RecipientClass?)
    case itemExcluded(OrganisationName, item: Int)
    case withdrawn(OrganisationName)
    case ended(OrganisationName)

    package var code: String {
        switch self {
        case .notCovered: "consent.not-covered"
        case .kindUnknown: "consent.kind-unknown"
        case .excluded: "consent.excluded"
        case .itemExcluded: "consent.item-excluded"
        case .withdrawn: "consent.withdrawn"
        case .ended: "consent.ended"
        }
    }

    package var message: String {
        switch self {
        case .notCovered(let name, let kind, let allowed):
            "case.json does not allow \(name.text) (\(kind.rawValue)) to get this, only: "
                + Self.list(allowed)
        case .kindUnknown(let name, let allowed):
            "case.json allows only \(Self.list(allowed)) to get this, and what kind of organisation "
                + "\(name.text) is has not been said"
        case .excluded(let name, let kind):
            "case.json says that \(name.text)\(kind.map { " (\($0.rawValue))" } ?? "") must not get this"
        case .itemExcluded(let name, let item):
            "case.json says that \(name.text) must not get one of the files (items[\(item)].marking.not_to)"
        case .withdrawn(let name): "the consent that \(name.text) may get this was withdrawn"
        case .ended(let name): "the consent that \(name.text) may get this has ended"
        }
    }

    package var hint: String? {
        switch self {
        case .notCovered:
            "leave that mailbox out; or ask the person, and write down the answer as one more entry of consent"
        case .kindUnknown(let name, _):
            "say it: plomba partner class \(name.text) KIND; or name the organisation itself in release_to"
        case .excluded: "leave that mailbox out"
        case .itemExcluded: "leave that file out, or that mailbox"
        case .withdrawn:
            "leave that mailbox out; what was sent before can be called back: plomba withdraw"
        case .ended: "ask the person again, and write down the answer"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map(SafeText.shown).joined(separator: ", ")
    }
}
