import KeyDirectory
package import Primitives

/// An organisation that this home exchanges evidence with.
package struct Partner: Sendable {
    let organisation: VerifiedOrganisation
    package let summary: OrganisationSummary
    package let standing: PartnerStanding
    /// Why nothing is sealed for it now; nil when something may be.
    package let held: PartnerError?

    /// - Parameter waiting: a newer record of which the broker or its log has told.
    init(
        _ organisation: VerifiedOrganisation, _ standing: PartnerStanding,
        waiting: RecordsSeen.Waiting?, at now: Timestamp
    ) {
        self.organisation = organisation
        self.standing = standing
        held = waiting?.failure(for: organisation.name, at: now)
        summary = OrganisationSummary(organisation, at: now)
    }
}

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
