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
    /// Why nothing is sealed for it now; nil when something may be.
    package let held: PartnerError?

    /// - Parameter waiting: a newer record of which the broker or its log has told.
    init(
        _ organisation: VerifiedOrganisation, _ standing: PartnerStanding, kind: RecipientClass?,
        waiting: RecordsSeen.Waiting?, at now: Timestamp
    ) {
        self.organisation = organisation
        self.standing = standing
        self.kind = kind
        held = waiting?.failure(for: organisation.name, at: now)
        summary = OrganisationSummary(organisation, at: now)
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
