package import EvidenceBundle
import KeyDirectory
package import Primitives

/// An organisation that this home exchanges evidence with.
package struct Partner: Sendable {
    let organisation: VerifiedOrganisation
    package let summary: OrganisationSummary
    package let standing: PartnerStanding
    /// What kind of organisation it is, for consent; nil until somebody here has said.
    let kind: RecipientClass?
    package var kindWord: String? { kind?.rawValue }
    /// When it read out that it has confirmed this organisation; nil before.
    package let answeredTime: Timestamp?
    /// Why nothing is sealed for it now; nil when something may be.
    package let held: PartnerError?

    /// - Parameter waiting: a newer record of which the broker or its log has told.
    init(
        _ organisation: VerifiedOrganisation, _ state: PartnerState,
        waiting: RecordsSeen.Waiting?, at now: Timestamp
    ) {
        self.organisation = organisation
        standing = state.standing
        kind = state.kind
        answeredTime = state.answeredTime
        held = waiting?.failure(for: organisation.name, at: now)
        summary = OrganisationSummary(organisation, at: now)
    }

    /// Which side has compared the other's digits.
    package var confirmation: PartnerConfirmation {
        PartnerConfirmation(summary, standing, answeredTime: answeredTime)
    }
}

/// A kind of organisation, as consent names it.
package typealias PartnerClass = ReasonCode<RecipientClass>

/// How it is known whose fingerprint this is.
package enum PartnerStanding: Sendable, Equatable {
    /// A person here compared the digits.
    case confirmed(Timestamp)
    /// The confirmed charter lists it; nobody here has compared the digits.
    case introduced(Timestamp)

    package var isConfirmed: Bool {
        if case .confirmed = self { true } else { false }
    }
}
