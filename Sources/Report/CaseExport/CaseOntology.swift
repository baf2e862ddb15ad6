import Custody
import Primitives

/// The words of CASE and UCO 1.4.0 that an export uses, and our own where they have none.
///
/// - SeeAlso: Protocol/case-mapping.md
enum CaseOntology {
    static let version = "CASE 1.4.0, UCO 1.4.0"
    /// For what CASE and UCO have no term for.
    static let ownTerms = "urn:plomba:case-export:v1:"

    /// Written into the file: nobody has to fetch a context, and nobody can change what it means.
    static let context = JSONValue.object(
        [
            ("action", uco + "action/"), ("core", uco + "core/"), ("identity", uco + "identity/"),
            ("investigation", "https://ontology.caseontology.org/case/investigation/"),
            ("location", uco + "location/"), ("observable", uco + "observable/"),
            ("plomba", ownTerms), ("tool", uco + "tool/"), ("types", uco + "types/"),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ].map { JSONMember($0.0, .string($0.1)) })

    private static let uco = "https://ontology.unifiedcyberontology.org/uco/"

    /// Past tense, as in the examples of CASE.
    static func name(of event: Event) -> String {
        switch event {
        case .sealed: "sealed"
        case .deposit: "handed over for delivery"
        case .skipped: "given up"
        case .submissionAcceptance: "received by the broker"
        case .submissionRejection: "refused by the broker"
        case .relayAcceptance: "received by the recipient's broker"
        case .relayRejection: "refused by the recipient's broker"
        case .relayFailure: "not handed on to the recipient's broker"
        case .contentConsignment: "laid in the mailbox"
        case .contentHandover: "fetched"
        case .acknowledgement: "preview seen"
        case .consignmentAcceptance: "accepted"
        case .consignmentRejection: "declined"
        case .withdrawal: "withdrawn"
        case .acceptanceRejectionExpiry: "expired"
        case .transfer: "transferred"
        case .disposal: "destroyed"
        case .consentWithdrawal: "consent withdrawn"
        case .consentAnswer: "withdrawal of consent answered"
        }
    }

    /// `uco-vocabulary:ActionStatusTypeVocab`.
    static func status(of outcome: String?) -> String? {
        switch outcome {
        case "ok": "Success"
        case "failed": "Fail"
        case "partial": "Error"
        default: nil
        }
    }

    static func sentence(on standing: FoundStatement.Standing) -> String {
        switch standing {
        case .confirmed:
            "verified, by a key of somebody whom the maker of this file had confirmed"
        case .offered: "verified, by a key that only the material itself vouches for"
        case .stranger: "not checked: the maker of this file does not know the signer"
        case .notCounting, .broken: "does not hold"
        }
    }
}
